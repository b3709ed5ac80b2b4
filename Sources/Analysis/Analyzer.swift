import OutcomeModel
import ParallelChunks
import Statistics

/// Answers the questions of a plan: episodes in, result rows out.
public struct Analyzer {
  private let table: EpisodeTable
  private let settings: DerivationSettings
  private let asOf: CalendarDay
  private let threads: Int
  private let keys: GroupKeys

  /// Makes an analyzer of episodes.
  ///
  /// - Parameters:
  ///   - table: the episodes in output order.
  ///   - settings: the rules they were derived by.
  ///   - asOf: the day that decides what is due.
  ///   - threads: the number of threads; no result depends on it.
  public init(
    _ table: EpisodeTable, settings: DerivationSettings, asOf: CalendarDay, threads: Int
  ) {
    self.table = table
    self.settings = settings
    self.asOf = asOf
    self.threads = threads
    self.keys = GroupKeys(table, asOf: asOf)
  }

  /// The names of the group keys that the episodes have.
  public var groupNames: [String] { keys.names }

  /// The rows of all questions, in plan order. A row that two questions ask for stands once, where
  /// it is first asked for.
  public func rows(_ questions: [Question]) throws(AnalysisError) -> [ResultRow] {
    var sheet = CountSheet()
    let named = questions.enumerated().map { (name: "\($0)", question: $1) }
    for (name, question) in named { try count(question, into: &sheet, section: name) }
    return AnswerRows(sheet, settings: settings, threads: threads).rows(named)
  }

  /// Counts a question, window by window.
  func count(
    _ question: Question, into sheet: inout CountSheet, section: String
  ) throws(AnalysisError) {
    let selected = try question.population.select(table, keys: keys)
    for window in question.windows ?? question.endpoint.windows(settings) {
      guard let counted = try outcomes(question, window: window, selected: selected) else {
        continue
      }
      sheet.record(counted.instrument)
      try CountedCells.count(
        question, rows: counted.rows, outcomes: counted.outcomes, keys: keys, threads: threads,
        into: &sheet, section: AnswerRows.section(section, window: window))
    }
  }

  /// BASE, AVAL and fate by episode, and the rows to count; nil where the endpoint lacks the window.
  func outcomes(
    _ question: Question, window: String, selected: [Int]
  ) throws(AnalysisError) -> (outcomes: EpisodeOutcomes, rows: [Int], instrument: Instrument)? {
    guard question.endpoint.windows(settings).contains(window) else { return nil }
    switch question.endpoint {
    case .withinSession:
      let within = table.withinSession ?? EpisodeTable.WithinSession(missing: table.rowCount)
      if window == Window.firstVisit.name {
        return (EpisodeOutcomes(firstVisitOf: within), selected, .pain)
      }
      guard question.population.episodes == .all else {
        return (EpisodeOutcomes(allVisitsOf: within), selected, .pain)
      }
      let pooled = within.pooled(selected, by: table.patient)
      return (EpisodeOutcomes(allVisitsOf: pooled.sums), pooled.rows, .pain)
    case .change(let name), .responder(_, let name):
      guard let parameter = table.parameter(name) ?? table.emptyParameter(name) else {
        throw .unknownEndpoint(
          question.endpoint.name, known: Endpoint.standardNames)
      }
      let span = (settings.windows + [.last]).first { $0.name == window } ?? .last
      var rule: ResponderRule?
      if case .responder(let wanted, _) = question.endpoint { rule = wanted }
      let outcomes = EpisodeOutcomes(
        parameter, window: span, rule: rule, table: table, asOf: asOf,
        countEarly: question.countEarly)
      return (outcomes, selected, parameter.instrument)
    }
  }
}

extension EpisodeTable {
  /// The parameter of an instrument that ashi ships and no file has: nobody has a score.
  func emptyParameter(_ name: String) -> Parameter? {
    guard let instrument = Instrument.shipped.first(where: { $0.name == name }) else { return nil }
    return Parameter(
      name: name, instrument: instrument, base: ScoreArray(missing: rowCount),
      baseDay: Array(repeating: .unknown, count: rowCount), readings: [])
  }
}

extension EpisodeTable.WithinSession {
  /// The columns of episodes none of which has a leaving score.
  init(missing count: Int) {
    self.init()
    firstArriving = ScoreArray(missing: count)
    firstLeaving = firstArriving
    arrivingSum = Array(repeating: 0, count: count)
    changeSum = arrivingSum
    sessions = Array(repeating: 0, count: count)
  }
}
