import OutcomeModel

/// The flow behind one figure of results.csv: from all episodes to those in the estimate.
public struct FigureFlow: Hashable, Sendable {
  /// One step: how many episodes are left or fall out, and why.
  public struct Step: Hashable, Sendable {
    /// What the step says.
    public var text: String
    /// Episodes.
    public var count: Int
    /// Whether they are taken away from the count before; false for what remains.
    public var isLoss: Bool
  }

  /// The group that the steps are of; a comparison has two.
  public var group: String
  /// The steps in order; the last is the figure's `n`.
  public var steps: [Step]

  /// The episodes in the estimate.
  public var n: Int { steps.last?.count ?? 0 }

  /// The flows of a row: one for its group, and one for the comparator where there is one; nil where
  /// the plan does not ask for such a row.
  public static func flows(
    of key: ResultRow.Key, _ table: EpisodeTable, plan: PlanFile, asOf: CalendarDay
  ) throws(AnalysisError) -> [FigureFlow]? {
    let question = plan.plan(asOf: asOf).questions.first { question in
      question.endpoint.name == key.endpoint && question.population.text == key.population
        && (question.windows ?? question.endpoint.windows(plan.settings)).contains(key.window)
    }
    guard let question else { return nil }
    let analyzer = Analyzer(table, settings: plan.settings, asOf: asOf, threads: 1)
    let keys = GroupKeys(table, asOf: asOf)
    let steps = try selection(question.population, table, keys)
    let selected = try question.population.select(table, keys: keys)
    guard
      let counted = try analyzer.outcomes(question, window: key.window, selected: selected)
    else { return nil }
    var flows: [FigureFlow] = []
    for group in [key.group, key.comparator] where !group.isEmpty {
      guard let rows = try rows(of: group, in: counted.rows, question, keys) else { return nil }
      let others = key.comparator.isEmpty ? [] : [key.group, key.comparator].filter { $0 != group }
      var both: Set<Int> = []
      for other in others {
        both.formUnion(try self.rows(of: other, in: rows, question, keys) ?? [])
      }
      flows.append(
        FigureFlow(
          group: group,
          steps: steps
            + outcomeSteps(
              rows, both: both, group: group, of: counted.rows.count,
              question.endpoint.fates(counted))))
    }
    return flows
  }

  /// From all episodes to the population.
  private static func selection(
    _ population: PopulationFilter, _ table: EpisodeTable, _ keys: GroupKeys
  ) throws(AnalysisError) -> [Step] {
    var steps = [Step(text: "episodes in the store", count: table.rowCount, isLoss: false)]
    var filter = PopulationFilter(episodes: .all)
    var left = table.rowCount
    func drop(_ text: String) throws(AnalysisError) {
      let now = try filter.select(table, keys: keys).count
      steps.append(Step(text: text, count: left - now, isLoss: true))
      left = now
    }
    for condition in population.conditions {
      filter.conditions.append(condition)
      try drop("\(condition.key) is none of \(condition.values.joined(separator: ", "))")
    }
    if population.from != nil || population.to != nil {
      (filter.from, filter.to) = (population.from, population.to)
      let from = population.from.map { "\($0)" } ?? "the beginning"
      let to = population.to.map { "\($0)" } ?? "the end"
      try drop("first visit not from \(from) to \(to)")
    }
    if population.episodes == .first {
      filter.episodes = .first
      try drop("not the patient's earliest of these")
    }
    steps.append(Step(text: "in the population", count: left, isLoss: false))
    return steps
  }

  /// The rows of a group among those counted; nil where the question has no such group.
  private static func rows(
    of named: String, in rows: [Int], _ question: Question, _ keys: GroupKeys
  ) throws(AnalysisError) -> [Int]? {
    // Kinds of events divide events, not people: who was asked is in each of them.
    let pairs = GroupText.split(named)
    let group = GroupText.join(pairs.filter { !AdverseEventSplit.isEventKey(GroupText.key($0)) })
    if group == GroupText.join([]) { return rows }
    var crossings = question.groupings.filter { !$0.isEmpty }
    for comparison in question.comparisons {
      crossings.append([comparison.key])
      crossings += question.groupings.filter { !$0.isEmpty && !$0.contains(comparison.key) }.map {
        [comparison.key] + $0
      }
    }
    for keysAsked in crossings {
      let crossing = keysAsked.filter { !AdverseEventSplit.isEventKey($0) }
      guard !crossing.isEmpty else { continue }
      var columns: [GroupKeys.Column] = []
      for key in crossing { columns.append(try keys.column(key)) }
      let set = CellSet(columns, rows: rows)
      guard let cell = set.names.firstIndex(of: group) else { continue }
      return rows.indices.filter { position in
        set.cells(at: position).contains(UInt32(cell))
      }.map { rows[$0] }
    }
    return nil
  }

  private static func outcomeSteps(
    _ rows: [Int], both: Set<Int>, group: String, of everyone: Int, _ outcomes: EpisodeOutcomes
  ) -> [Step] {
    var steps: [Step] = []
    func lose(_ text: String, _ count: Int) {
      steps.append(Step(text: text, count: count, isLoss: true))
    }
    if group != GroupText.join([]) { lose("not in \(group)", everyone - rows.count) }
    if !both.isEmpty { lose("in both groups that are compared", both.count) }
    let own = rows.filter { !both.contains($0) }
    let fates = own.map { outcomes.fate[$0] }
    lose("not due yet", fates.count { $0 == .notDue })
    lose(
      "due, without a baseline score",
      own.count { outcomes.fate[$0] == .missing && outcomes.base[$0] == ScoreArray.missing })
    lose(
      "due, with a baseline score, without a reading in the window",
      own.count { outcomes.fate[$0] == .missing && outcomes.base[$0] != ScoreArray.missing })
    lose("cannot qualify at their baseline (not applicable)", fates.count { $0 == .notApplicable })
    steps.append(
      Step(text: "in the estimate (n)", count: fates.count { $0 == .scored }, isLoss: false))
    return steps
  }
}

extension Endpoint {
  /// The outcomes with those who cannot qualify for the endpoint's rule told apart, as rows tell them.
  fileprivate func fates(_ counted: EndpointOutcomes) -> EpisodeOutcomes {
    let rule: ResponderRule
    switch self {
    case .responder(let own, _), .withinResponder(let own): rule = own
    default: return counted.outcomes
    }
    var outcomes = counted.outcomes
    for row in outcomes.fate.indices where outcomes.fate[row] == .scored {
      if !rule.applies(base: outcomes.base[row], instrument: counted.instrument) {
        outcomes.fate[row] = .notApplicable
      }
    }
    return outcomes
  }
}
