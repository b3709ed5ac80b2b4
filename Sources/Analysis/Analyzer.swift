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
    self.keys = GroupKeys(table, asOf: asOf, ranking: settings.conditionRanking)
  }

  /// The names of the group keys that the episodes have.
  public var groupNames: [String] { keys.names }

  /// The rows of all questions, in plan order. A row that two questions ask for stands once, where
  /// it is first asked for. Confirmatory rows are adjusted by family.
  public func rows(_ questions: [Question]) throws(AnalysisError) -> [ResultRow] {
    var sheet = CountSheet()
    let named = questions.enumerated().map { (name: "\($0)", question: $1) }
    var samples: [String: SampleSource] = [:]
    for (name, question) in named {
      try count(question, into: &sheet, section: name)
      try collect(question, into: &samples, section: name)
    }
    return AnswerRows(sheet, settings: settings, threads: threads, samples: samples).rows(named)
  }

  /// Counts a question, window by window.
  func count(
    _ question: Question, into sheet: inout CountSheet, section: String
  ) throws(AnalysisError) {
    let selected = try question.population.select(table, keys: keys)
    for window in question.givenWindows(settings) {
      guard let counted = try outcomes(question, window: window, selected: selected) else {
        continue
      }
      sheet.record(counted.instrument)
      let place = AnswerRows.section(section, window: window)
      try CountedCells.count(
        question, rows: counted.rows, outcomes: counted.outcomes, keys: keys, threads: threads,
        into: &sheet, section: place)
      if let sums = counted.clusters {
        try CountedCells.count(
          question.onlyGroups, rows: counted.rows, outcomes: sums, keys: keys, threads: threads,
          into: &sheet, section: AnswerRows.clusters(place))
      }
      try AdverseEventSplit.count(
        question, table, window: window, selected: selected, keys: keys, threads: threads,
        into: &sheet, section: place)
    }
  }

  /// Collects the episodes behind the cells of a question, where counts cannot answer it.
  func collect(
    _ question: Question, into samples: inout [String: SampleSource], section: String
  ) throws(AnalysisError) {
    guard question.needsEpisodes else { return }
    let selected = try question.population.select(table, keys: keys)
    var covariates: [CovariateColumn] = []
    for covariate in question.adjust {
      covariates.append(try CovariateColumn(covariate, table, keys))
    }
    for window in question.givenWindows(settings) {
      guard let counted = try outcomes(question, window: window, selected: selected) else {
        continue
      }
      let place = AnswerRows.section(section, window: window)
      samples[place] = SampleSource(
        sample: CellSample(
          rows: [], table: table, outcomes: counted.outcomes, instrument: counted.instrument,
          covariates: covariates),
        members: try CountedCells.members(
          question, rows: counted.rows, outcomes: counted.outcomes, keys: keys, section: place))
    }
  }

  /// What the endpoint comes to for every episode; nil where it lacks the window.
  func outcomes(
    _ question: Question, window: String, selected: [Int]
  ) throws(AnalysisError) -> EndpointOutcomes? {
    let all = question.population.episodes == .all
    switch question.endpoint {
    case .change(let name), .percentChange(let name), .responder(_, let name):
      return try readings(question, window: window, instrument: name, selected: selected)
    case .timeTo(let event, let unit):
      return EndpointOutcomes(
        outcomes: EpisodeOutcomes(timeTo: event, unit, table), rows: selected)
    case .withinSession: return withinSession(window, all: all, selected: selected)
    case .withinResponder: return withinSession(window, all: false, selected: selected)
    case .durability:
      return EndpointOutcomes(
        outcomes: EpisodeOutcomes(
          durabilityOf: table, asOf: asOf, countEarly: question.countEarly), rows: selected)
    case .recurrence:
      return EndpointOutcomes(
        outcomes: EpisodeOutcomes(recurrenceOf: table, asOf: asOf), rows: selected)
    case .adverseEvent:
      return EndpointOutcomes(adverseEventsOf: table, rows: selected, window: window, all: all)
    case .costPerResponder:
      return EndpointOutcomes(
        costOf: table, rows: selected, settings: settings, asOf: asOf,
        countEarly: question.countEarly, all: all)
    case .dose(let dose):
      return EndpointOutcomes(outcomes: EpisodeOutcomes(dose, table), rows: selected)
    }
  }

  /// BASE and AVAL of an instrument. Who cannot qualify for a rule is told when rows are written, so
  /// that everyone with both scores can be looked at too.
  private func readings(
    _ question: Question, window: String, instrument name: String, selected: [Int]
  ) throws(AnalysisError) -> EndpointOutcomes? {
    guard let parameter = table.parameter(name) ?? table.emptyParameter(name) else {
      throw .unknownEndpoint(question.endpoint.name, known: Endpoint.standardNames)
    }
    if window == Endpoint.noWindow {
      return EndpointOutcomes(
        outcomes: EpisodeOutcomes(baselineOf: parameter), rows: selected,
        instrument: parameter.instrument)
    }
    guard let span = (settings.windows + [.last]).first(where: { $0.name == window }) else {
      return nil
    }
    let change = EpisodeOutcomes(
      parameter, window: span, table: table, asOf: asOf,
      countEarly: question.countEarly)
    var isPercent = false
    if case .percentChange = question.endpoint { isPercent = true }
    return EndpointOutcomes(
      outcomes: isPercent ? change.inPercent() : change, rows: selected,
      instrument: parameter.instrument)
  }

  private func withinSession(
    _ window: String, all: Bool, selected: [Int]
  ) -> EndpointOutcomes? {
    let within = table.withinSession ?? EpisodeTable.WithinSession(missing: table.rowCount)
    switch window {
    case Window.firstVisit.name:
      return EndpointOutcomes(outcomes: EpisodeOutcomes(firstVisitOf: within), rows: selected)
    case Window.allVisits.name:
      let pooled = all ? within.pooled(selected, by: table.patient) : (sums: within, rows: selected)
      return EndpointOutcomes(
        outcomes: EpisodeOutcomes(allVisitsOf: pooled.sums), rows: pooled.rows,
        clusters: EpisodeOutcomes(sumsOf: pooled.sums))
    default: return nil
    }
  }
}
