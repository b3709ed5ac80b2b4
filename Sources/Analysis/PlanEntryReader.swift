import OutcomeModel
import StrictYAML

/// Reads one entry under `endpoints` of a plan.
struct PlanEntryReader {
  /// The names of the populations that there are.
  let populations: [String]
  let settings: DerivationSettings
  let uses: GroupKeyUses

  /// Reads an entry; what is wrong is told, and nil given where there is no endpoint.
  func read(_ value: YAMLValue) -> PlanFile.Entry? {
    guard let map = value.mapping() else { return nil }
    let why = map.why("why the question is asked so")
    let endpoint = map.required("endpoint")?.endpoint()
    let names = map.optional("populations")
    let wanted = names?.strings() ?? populations
    for name in wanted where !populations.contains(name) {
      names?.fail(
        "there is no population \(name); there are: \(populations.joined(separator: ", "))")
    }
    let periods =
      map.optional("periods")?.list()?.compactMap { $0.choice(AnalysisResult.Period.self) }
      ?? [.current]
    let windows = map.optional("windows")?.list()?.compactMap { $0.window(of: endpoint, settings) }
    let groupings =
      map.optional("group_by")?.list()?.compactMap { grouping($0, of: endpoint) } ?? []
    let comparisons = map.optional("compare")?.list()?.compactMap { $0.comparison(uses) } ?? []
    let adjust = map.optional("adjust")?.list()?.compactMap(covariate) ?? []
    let statistics = map.optional("statistics")?.list()?.compactMap { statistic($0, of: endpoint) }
    let level = map.optional("ci")?.number(0.5...0.999_999) ?? 0.95
    let confirmatory = map.optional("confirmatory").flatMap {
      family($0, of: endpoint, groupings + sides(comparisons, groupings))
    }
    let minimum = map.optional("min_n")?.integer(1...1_000_000) ?? 1
    let countEarly = map.optional("count_early")?.bool() ?? false
    let every = map.optional("every")?.choice(PlanFile.Frequency.self) ?? .night
    map.finish()
    guard let endpoint else { return nil }
    var entry = PlanFile.Entry(
      endpoint: endpoint, populations: wanted, periods: periods, windows: windows,
      groupings: groupings, comparisons: comparisons, statistics: statistics.map { Set($0) },
      minimumN: minimum, countEarly: countEarly, every: every)
    entry.adjust = adjust
    entry.level = level
    entry.confirmatory = confirmatory
    entry.why = why
    checkFrequency(entry, map)
    return entry
  }

  /// A night works on counts; what needs every episode is for once a week.
  private func checkFrequency(_ entry: PlanFile.Entry, _ map: YAMLMapping) {
    if !entry.adjust.isEmpty, entry.comparisons.isEmpty { map.fail("adjust goes with compare") }
    guard entry.every == .night else { return }
    if entry.statistics?.contains("mixed_slope") ?? false {
      map.fail("mixed_slope looks at every visit: set every: week")
    }
    if !entry.adjust.isEmpty {
      map.fail("adjust looks at every episode: set every: week")
    }
  }

  private func covariate(_ value: YAMLValue) -> Question.Covariate? {
    guard let text = value.string() else { return nil }
    guard let covariate = Question.Covariate(parsing: text) else {
      value.fail("expected KEY or KEY:factor")
      return nil
    }
    return covariate
  }

  /// Group keys joined by commas: the crossing of them.
  private func grouping(_ value: YAMLValue, of endpoint: Endpoint?) -> [String]? {
    guard let text = value.string() else { return nil }
    let keys = text.split(separator: ",", omittingEmptySubsequences: false).map { key in
      String(key.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    guard !keys.contains(""), Set(keys).count == keys.count else {
      value.fail("expected a group key, or several different ones joined by commas")
      return nil
    }
    for key in keys where !(endpoint == .adverseEvent && AdverseEventSplit.isEventKey(key)) {
      uses.add(key, [], line: value.line, place: value.key)
    }
    return keys
  }

  /// The keys of the groups that comparisons are between.
  private func sides(_ comparisons: [Question.Comparison], _ groupings: [[String]]) -> [[String]] {
    comparisons.flatMap { comparison in
      [[comparison.key]]
        + groupings.filter { !$0.contains(comparison.key) }.map { [comparison.key] + $0 }
    }
  }

  /// A group that the entry does not count would switch its tests off in silence.
  private func checkGroup(_ group: String, _ value: YAMLValue?, _ groupings: [[String]]) {
    guard let value, group != GroupText.join([]) else { return }
    let pairs = GroupText.split(group)
    let keys = pairs.map(GroupText.key)
    guard groupings.contains(where: { Set($0) == Set(keys) }) else {
      value.fail(
        "the entry counts no group \(group): name "
          + (["all"] + groupings.map { $0.map { $0 + "=VALUE" }.joined(separator: "|") })
          .joined(separator: ", or "))
      return
    }
    for (key, pair) in zip(keys, pairs) {
      uses.add(key, [String(pair.dropFirst(key.count + 1))], line: value.line, place: value.key)
    }
  }

  private func statistic(_ value: YAMLValue, of endpoint: Endpoint?) -> String? {
    guard let name = value.string() else { return nil }
    guard StatisticCatalogue.allNames.contains(name) else {
      value.fail(
        "there is no statistic \(name); there are: "
          + StatisticCatalogue.allNames.joined(separator: ", "))
      return nil
    }
    if let endpoint {
      let applying = StatisticCatalogue.names(of: endpoint)
      guard applying.contains(name) else {
        value.fail("\(endpoint.name) has the statistics " + applying.joined(separator: ", "))
        return nil
      }
    }
    return name
  }

  /// The family of confirmatory tests that the entry's rows belong to.
  private func family(
    _ value: YAMLValue, of endpoint: Endpoint?, _ groupings: [[String]]
  ) -> ConfirmatoryFamily? {
    guard let map = value.mapping() else { return nil }
    var family = ConfirmatoryFamily(name: map.optional("family")?.string() ?? "primary")
    family.why = map.why("why these tests decide")
    if family.name.contains(where: { ",;=".contains($0) }) || family.name.isEmpty {
      map.fail("the name of a family has no comma, semicolon or equals sign")
    }
    family.windows = map.optional("windows")?.list()?.compactMap {
      $0.window(of: endpoint, settings)
    }
    let groups = map.optional("groups")
    family.groups = groups?.strings()
    for group in family.groups ?? [] { checkGroup(group, groups, groupings) }
    func chain(_ key: String, _ standard: [String]) -> [String] {
      guard let list = map.optional(key)?.list() else {
        // A chain that is left out is the designated test where the endpoint has it.
        let applying = endpoint.map { StatisticCatalogue.names(of: $0) } ?? standard
        return standard.filter { applying.contains($0) }
      }
      return list.compactMap { statistic($0, of: endpoint) }
    }
    family.groupTests = chain("test", family.groupTests)
    family.comparisonTests = chain("comparison_test", family.comparisonTests)
    map.finish()
    return family
  }
}
