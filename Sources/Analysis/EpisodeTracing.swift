import OutcomeModel

/// In which figures of a plan an episode is, and why it is left out of the others.
///
/// Works on the episodes of one patient: whether an episode is selected, due, scored or not applicable
/// depends on that patient alone.
public struct EpisodeTracing {
  /// Why an episode is not in a population.
  public enum Exclusion: Hashable, Sendable {
    /// A filter lets in other groups than those the episode is in.
    case condition(key: String, groups: [String], wanted: [String])
    /// The first visit lies outside the population's days.
    case span(from: CalendarDay?, to: CalendarDay?)
    /// An earlier episode of the same patient stands for the patient.
    case notFirst
  }

  /// What became of a selected episode at a window.
  public enum Fate: Hashable, Sendable {
    /// It is in the estimate.
    case counted(base: Score, value: Score, isMet: Bool?)
    /// It is in the estimate of an endpoint that is no pair of scores, such as a time or a cost.
    case inEstimate
    /// The window ends after the as-of date, on this day.
    case notDue(until: CalendarDay)
    /// There is no BASE.
    case noBaseline
    /// There is a BASE and no reading.
    case noReading
    /// The BASE is one that cannot qualify.
    case notApplicable
  }

  /// An endpoint at a window.
  public struct Figure: Hashable, Sendable {
    /// The endpoint's name.
    public var endpoint: String
    /// The window's name.
    public var window: String
    /// The groups of results.csv that the episode is in.
    public var groups: [String]
    /// What became of it.
    public var fate: Fate
  }

  /// A population in a period, and the figures there.
  public struct Membership: Hashable, Sendable {
    /// The population as results.csv writes it.
    public var population: String
    /// The name in the plan, with its period.
    public var name: String
    /// Why the episode is not in it; nil where it is.
    public var exclusion: Exclusion?
    /// The figures of the population; empty where the episode is not in it.
    public var figures: [Figure]
  }

  private let table: EpisodeTable
  private let plan: PlanFile
  private let asOf: CalendarDay
  private let keys: GroupKeys

  /// Takes the episodes of one patient and the plan that is to be answered.
  public init(_ table: EpisodeTable, plan: PlanFile, asOf: CalendarDay) {
    self.table = table
    self.plan = plan
    self.asOf = asOf
    keys = GroupKeys(table, asOf: asOf, ranking: plan.settings.conditionRanking)
  }

  /// The memberships of the episode in a row of the table, in plan order.
  public func memberships(_ row: Int) throws(AnalysisError) -> [Membership] {
    var memberships: [Membership] = []
    for population in plan.populations {
      for period in plan.periods(of: population.name) {
        let filter = plan.filter(population, period, asOf: asOf)
        var membership = Membership(
          population: filter.text, name: "\(population.name), \(period.rawValue)",
          exclusion: try exclusion(row, filter), figures: [])
        if membership.exclusion == nil {
          for entry in plan.entries
          where entry.populations.contains(population.name) && entry.periods.contains(period) {
            membership.figures += try figures(row, entry, filter)
          }
        }
        memberships.append(membership)
      }
    }
    return memberships
  }

  private func exclusion(
    _ row: Int, _ filter: PopulationFilter
  ) throws(AnalysisError) -> Exclusion? {
    for condition in filter.conditions {
      let column = try keys.column(condition.key)
      let groups = column.members(row).map { column.names[Int($0)] }
      if !groups.contains(where: { condition.values.contains($0) }) {
        return .condition(key: condition.key, groups: groups, wanted: condition.values)
      }
    }
    var everyEpisode = filter
    everyEpisode.episodes = .all
    guard try everyEpisode.select(table, keys: keys).contains(row) else {
      return .span(from: filter.from, to: filter.to)
    }
    return try filter.select(table, keys: keys).contains(row) ? nil : .notFirst
  }

  private func figures(
    _ row: Int, _ entry: PlanFile.Entry, _ filter: PopulationFilter
  ) throws(AnalysisError) -> [Figure] {
    var question = Question(endpoint: entry.endpoint, population: filter)
    question.countEarly = entry.countEarly
    let analyzer = Analyzer(table, settings: plan.settings, asOf: asOf, threads: 1)
    let groups = try groups(row, entry)
    let selected = try filter.select(table, keys: keys)
    var figures: [Figure] = []
    for window in entry.windows ?? entry.endpoint.windows(plan.settings) {
      guard let counted = try analyzer.outcomes(question, window: window, selected: selected)
      else { continue }
      // Pooled over a patient's episodes, the first stands for all.
      let place = counted.rows.contains(row) ? row : counted.rows.first ?? row
      figures.append(
        Figure(
          endpoint: entry.endpoint.name, window: window, groups: groups,
          fate: fate(place, entry.endpoint, window: window, counted)))
    }
    return figures
  }

  /// `all` and the cells of the entry's crossings.
  private func groups(_ row: Int, _ entry: PlanFile.Entry) throws(AnalysisError) -> [String] {
    var names = [GroupText.join([])]
    // Kinds of events divide events, not people: who was asked is in each of them.
    for grouping in entry.groupings
    where !grouping.isEmpty && !AdverseEventSplit.isSplit(grouping, of: entry.endpoint) {
      var columns: [GroupKeys.Column] = []
      for key in grouping { columns.append(try keys.column(key)) }
      for name in CellSet(columns, rows: [row]).names where !names.contains(name) {
        names.append(name)
      }
    }
    return names
  }

  private func fate(
    _ row: Int, _ endpoint: Endpoint, window: String, _ counted: EndpointOutcomes
  ) -> Fate {
    let instrument = counted.instrument
    let outcomes = counted.outcomes.qualified(for: endpoint, instrument)
    switch outcomes.fate[row] {
    case .notDue:
      let span = plan.settings.windows.first { $0.name == window }
      let parameter = endpoint.instrument.flatMap { table.parameter($0) }
      let base = parameter?.baseDay[row] ?? .unknown
      let dayZero = base.isUnknown ? table.firstDay[row] : base
      return .notDue(until: dayZero.advanced(by: span?.high ?? 0))
    case .missing:
      return outcomes.base[row] == ScoreArray.missing ? .noBaseline : .noReading
    case .notApplicable: return .notApplicable
    case .scored: return scoredFate(row, endpoint, outcomes, instrument)
    }
  }

  private func scoredFate(
    _ row: Int, _ endpoint: Endpoint, _ outcomes: EpisodeOutcomes, _ instrument: Instrument
  ) -> Fate {
    let base = Score(nano: outcomes.base[row])
    let value = Score(nano: outcomes.value[row])
    switch endpoint {
    case .change, .withinSession: return .counted(base: base, value: value, isMet: nil)
    case .responder(let rule, _), .withinResponder(let rule):
      return .counted(
        base: base, value: value,
        isMet: rule.isMet(base: base.nano, value: value.nano, instrument: instrument))
    default: return .inEstimate
    }
  }
}
