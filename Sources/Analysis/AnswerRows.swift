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
    for (name, question) in questions {
      let answer = self.rows(question, section: name)
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

  /// The rows of a question: by window, then groups in byte order, then statistics; within each window
  /// comparisons follow, and tests of all groups at once come last.
  private func rows(_ question: Question, section: String) -> [ResultRow] {
    let instrument = sheet.instruments[question.endpoint.instrument ?? Instrument.pain.name]
    guard let instrument else { return [] }
    var rows: [ResultRow] = []
    for window in question.givenWindows(settings) {
      let place = AnswerRows.section(section, window: window)
      let cells = CountedCells(question, sheet, section: place)
      let writer = RowWriter(
        question: question, window: window, instrument: instrument, section: place,
        clusters: sheet.cells(AnswerRows.clusters(place)), samples: samples[place])
      let groups = ParallelChunks.map(count: cells.groups.count, threads: threads) { index in
        writer.groupRows(cells.groups[index].name, cells.groups[index].counts)
      }
      let comparisons = ParallelChunks.map(
        count: cells.comparisons.count, threads: threads
      ) { index in writer.comparisonRows(cells.comparisons[index]) }
      rows += groups.joined()
      rows += comparisons.joined()
      rows += cells.divisions.flatMap(writer.divisionRows)
    }
    return rows
  }
}
