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
    // Several questions can be about the same endpoint and people, each with groups of its own.
    for question in plan.plan(asOf: asOf).questions
    where question.endpoint.name == key.endpoint && question.population.text == key.population
      && question.givenWindows(plan.settings).contains(key.window)
    {
      if let flows = try flows(of: key, question, table, plan: plan, asOf: asOf) { return flows }
    }
    return nil
  }

  private static func flows(
    of key: ResultRow.Key, _ question: Question, _ table: EpisodeTable, plan: PlanFile,
    asOf: CalendarDay
  ) throws(AnalysisError) -> [FigureFlow]? {
    let analyzer = Analyzer(table, settings: plan.settings, asOf: asOf, threads: 1)
    let keys = GroupKeys(table, asOf: asOf, ranking: plan.settings.conditionRanking)
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
              counted.outcomes.qualified(for: question.endpoint, counted.instrument))))
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
    let pairs = GroupText.split(named).filter {
      !AdverseEventSplit.isEventKey(GroupText.key($0))
    }
    let group = GroupText.join(pairs)
    if group == GroupText.join([]) { return rows }
    var crossings = question.groupings.filter { !$0.isEmpty }
    for comparison in question.comparisons {
      crossings.append([comparison.key])
      crossings += question.groupings.filter { !$0.isEmpty && !$0.contains(comparison.key) }.map {
        [comparison.key] + $0
      }
    }
    if let complement = try Self.rows(without: group, in: rows, question, keys) {
      return complement
    }
    let keysOfGroup = Set(pairs.map(GroupText.key))
    for keysAsked in crossings {
      let crossing = keysAsked.filter { !AdverseEventSplit.isEventKey($0) }
      guard !crossing.isEmpty else { continue }
      var columns: [GroupKeys.Column] = []
      for key in crossing { columns.append(try keys.column(key)) }
      let set = CellSet(columns, rows: rows)
      guard let cell = set.names.firstIndex(of: group) else {
        // One side of a comparison can be a group of nobody.
        if Set(crossing) == keysOfGroup { return [] }
        continue
      }
      return rows.indices.filter { position in
        set.cells(at: position).contains(UInt32(cell))
      }.map { rows[$0] }
    }
    return nil
  }

  /// The rows of a group `key=!value`, everyone without the value; nil for any other group.
  private static func rows(
    without group: String, in rows: [Int], _ question: Question, _ keys: GroupKeys
  ) throws(AnalysisError) -> [Int]? {
    let pairs = GroupText.split(group)
    let comparison = question.comparisons.first { comparison in
      comparison.isComplement
        && pairs.contains(GroupText.pair(comparison.key, comparison.comparator))
    }
    guard let comparison else { return nil }
    let column = try keys.column(comparison.key)
    let sides = ComparisonSides(comparison, column)
    let without = rows.filter { sides.isRight(column.members($0)) }
    let others = pairs.filter { GroupText.key($0) != comparison.key }
    return others.isEmpty
      ? without
      : try Self.rows(of: GroupText.join(others), in: without, question.onlyKeys(of: others), keys)
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

extension Question {
  /// The question with the crossing of some pairs' keys alone.
  fileprivate func onlyKeys(of pairs: [String]) -> Question {
    var question = self
    question.groupings = [pairs.map(GroupText.key)]
    question.comparisons = []
    return question
  }
}
