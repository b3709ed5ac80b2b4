import OutcomeModel
import ParallelChunks

/// The answers of questions from their counts: no episode is looked at, but for the few statistics that
/// counts cannot give.
struct AnswerRows {
  private let sheet: CountSheet
  private let settings: DerivationSettings
  private let threads: Int
  private let samples: [String: SampleSource]

  /// - Parameter samples: the episodes of questions that need them, by section.
  init(
    _ sheet: CountSheet, settings: DerivationSettings, threads: Int,
    samples: [String: SampleSource] = [:]
  ) {
    self.sheet = sheet
    self.settings = settings
    self.threads = threads
    self.samples = samples
  }

  /// Where a question is counted at a window.
  static func section(_ question: String, window: String) -> String { "\(question)/\(window)" }

  /// Where the sums of patients of a section are counted.
  static func clusters(_ section: String) -> String { section + "/clusters" }

  /// The rows of all questions; one that two questions ask for stands where it is first asked for.
  /// Confirmatory rows are adjusted by family.
  func rows(_ questions: [(name: String, question: Question)]) -> [ResultRow] {
    var rows: [ResultRow] = []
    var seen = Set<ResultRow.Key>()
    var families = HolmAdjustment()
    for (question, answer) in zip(questions.map(\.question), answers(questions)) {
      families.note(answer, question)
      rows += answer.filter { seen.insert($0.key).inserted }
    }
    families.apply(to: &rows)
    return rows
  }

  /// The people behind the rows of all questions, each group at a window once.
  func people(
    _ questions: [(name: String, question: Question)]
  ) -> [AnalysisResult.FigurePeople] {
    struct Place: Hashable {
      var population, group, endpoint, window: String
    }
    var people: [AnalysisResult.FigurePeople] = []
    var seen = Set<Place>()
    for (name, question) in questions {
      let key = question.endpoint.instrument ?? Instrument.pain.name
      guard let instrument = sheet.instruments[key] else { continue }
      for window in question.givenWindows(settings) {
        let cells = CountedCells(
          question, sheet, section: AnswerRows.section(name, window: window))
        for group in cells.groups {
          let figure = AnalysisResult.FigurePeople(
            question, window: window, instrument: instrument, group: group.name,
            counts: group.counts)
          let place = Place(
            population: figure.population, group: figure.group, endpoint: figure.endpoint,
            window: figure.window)
          if seen.insert(place).inserted { people.append(figure) }
        }
      }
    }
    return people
  }

  /// The rows of each question: by window, then groups in byte order, then statistics; within each
  /// window comparisons follow, and tests of all groups at once come last.
  ///
  /// Groups and comparisons of all questions are dealt to the threads together: one question alone has
  /// too few of them, and some cost a thousand times as much as others.
  private func answers(_ questions: [(name: String, question: Question)]) -> [[ResultRow]] {
    let parts = questions.map { self.parts($0.question, section: $0.name) }
    let tasks = parts.joined().flatMap { part in part.pieces.map { (part, $0) } }
    let done = ParallelChunks.map(count: tasks.count, threads: threads) { index in
      tasks[index].0.rows(tasks[index].1)
    }
    var next = done.makeIterator()
    return parts.map { windows in
      windows.flatMap { part in
        part.pieces.flatMap { _ in next.next() ?? [] }
          + part.cells.divisions.flatMap(part.writer.divisionRows)
      }
    }
  }

  /// A question at a window.
  private struct Part: Sendable {
    /// A group or a comparison by its place.
    enum Piece: Sendable {
      case group(Int)
      case comparison(Int)
    }

    var writer: RowWriter
    var cells: CountedCells

    var pieces: [Piece] {
      cells.groups.indices.map { .group($0) } + cells.comparisons.indices.map { .comparison($0) }
    }

    func rows(_ piece: Piece) -> [ResultRow] {
      switch piece {
      case .group(let index):
        writer.groupRows(cells.groups[index].name, cells.groups[index].counts)
      case .comparison(let index): writer.comparisonRows(cells.comparisons[index])
      }
    }
  }

  private func parts(_ question: Question, section: String) -> [Part] {
    let instrument = sheet.instruments[question.endpoint.instrument ?? Instrument.pain.name]
    guard let instrument else { return [] }
    return question.givenWindows(settings).map { window in
      let place = AnswerRows.section(section, window: window)
      return Part(
        writer: RowWriter(
          question: question, window: window, instrument: instrument, section: place,
          clusters: sheet.cells(AnswerRows.clusters(place)), samples: samples[place]),
        cells: CountedCells(question, sheet, section: place))
    }
  }
}
