import OutcomeModel
import ParallelChunks

/// The answers of questions from their counts: no episode is looked at.
struct AnswerRows {
  private let sheet: CountSheet
  private let settings: DerivationSettings
  private let threads: Int

  init(_ sheet: CountSheet, settings: DerivationSettings, threads: Int) {
    self.sheet = sheet
    self.settings = settings
    self.threads = threads
  }

  /// Where a question is counted at a window.
  static func section(_ question: String, window: String) -> String { "\(question)/\(window)" }

  /// The rows of all questions; one that two questions ask for stands where it is first asked for.
  func rows(_ questions: [(name: String, question: Question)]) -> [ResultRow] {
    var rows: [ResultRow] = []
    var seen = Set<ResultRow.Key>()
    for (name, question) in questions {
      rows += self.rows(question, section: name).filter { seen.insert($0.key).inserted }
    }
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
      let available = question.endpoint.windows(settings)
      let key = question.endpoint.instrument ?? Instrument.pain.name
      guard let instrument = sheet.instruments[key] else { continue }
      for window in question.windows ?? available where available.contains(window) {
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

  /// The rows of a question: by window, then groups in byte order, then statistics; comparisons last
  /// within each window.
  private func rows(_ question: Question, section: String) -> [ResultRow] {
    let available = question.endpoint.windows(settings)
    let instrument = sheet.instruments[question.endpoint.instrument ?? Instrument.pain.name]
    guard let instrument else { return [] }
    var rows: [ResultRow] = []
    for window in question.windows ?? available where available.contains(window) {
      let cells = CountedCells(
        question, sheet, section: AnswerRows.section(section, window: window))
      let writer = RowWriter(question: question, window: window, instrument: instrument)
      let groups = ParallelChunks.map(count: cells.groups.count, threads: threads) { index in
        writer.groupRows(cells.groups[index].name, cells.groups[index].counts)
      }
      let comparisons = ParallelChunks.map(
        count: cells.comparisons.count, threads: threads
      ) { index in writer.comparisonRows(cells.comparisons[index]) }
      rows += groups.joined()
      rows += comparisons.joined()
    }
    return rows
  }
}
