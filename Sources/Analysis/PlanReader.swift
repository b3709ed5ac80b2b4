import Crypto
import OutcomeModel
import StrictYAML

/// Reads a plan file; every mistake is told with its line and key.
public enum PlanReader {
  /// Reads the text of a plan file.
  ///
  /// - Parameters:
  ///   - path: the path as the user gave it, for messages.
  ///   - groupKeys: the group keys that the files of the night can have; nil where only the data can
  ///     tell, and an unknown key shows when the plan is answered.
  public static func read(
    text: String, path: String, groupKeys: [String]? = nil
  ) throws(ConfigurationError) -> PlanFile {
    let uses = GroupKeyUses()
    let document = try YAMLDocument(text: text, path: path)
    let problems = ProblemCollector()
    let top = document.mapping(problems)
    let settings = top.optional("settings").flatMap(readSettings) ?? DerivationSettings()
    let populations = top.optional("populations").map { readPopulations($0, uses) } ?? []
    let known =
      populations.isEmpty
      ? [PlanFile.NamedPopulation(name: "everyone", episodes: .first, conditions: [])]
      : populations
    let entries =
      top.required("endpoints")?.list()?.compactMap {
        readEntry($0, populations: known.map(\.name), settings: settings, uses)
      } ?? []
    top.finish()
    uses.check(groupKeys) { line, place, message in
      problems.add(ConfigurationProblem(file: path, line: line, key: place, message: message))
    }
    try problems.throwIfAny()
    let hash = SHA256.hash(data: Array(text.utf8)).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    return PlanFile(settings: settings, populations: known, entries: entries, hash: hash)
  }

  private static func readSettings(_ value: YAMLValue) -> DerivationSettings? {
    guard let map = value.mapping() else { return nil }
    var settings = DerivationSettings()
    if let days = map.optional("gap_days")?.integer(1...3650) { settings.gapDays = days }
    if let days = map.optional("acute_days")?.integer(0...3650) { settings.acuteDays = days }
    if let days = map.optional("chronic_days")?.integer(1...3650) { settings.chronicDays = days }
    if settings.chronicDays < settings.acuteDays {
      map.fail("chronic_days must not be under acute_days")
    }
    for (name, window) in map.optional("windows")?.entries() ?? [] {
      let reserved = [Window.last, .firstVisit, .allVisits].map(\.name)
      guard !reserved.contains(name) else {
        window.fail("\(name) has no days of its own and cannot be set")
        continue
      }
      guard let read = readWindow(name, window) else { continue }
      settings.windows.removeAll { $0.name == name }
      settings.windows.append(read)
    }
    settings.windows.sort { ($0.low, $0.high) < ($1.low, $1.high) }
    map.finish()
    return settings
  }

  private static func readWindow(_ name: String, _ value: YAMLValue) -> Window? {
    let numbers = value.list()?.compactMap { $0.integer(1...36_500) } ?? []
    guard numbers.count == 3, numbers[0] <= numbers[2], numbers[2] <= numbers[1] else {
      value.fail("expected [first day, last day, target] with the target between the two")
      return nil
    }
    return Window(name: name, low: numbers[0], high: numbers[1], target: numbers[2])
  }

  private static func readPopulations(
    _ value: YAMLValue, _ uses: GroupKeyUses
  ) -> [PlanFile.NamedPopulation] {
    (value.entries() ?? []).compactMap { name, value in
      guard let map = value.mapping() else { return nil }
      _ = map.optional("why")?.string()
      let episodes = map.optional("episodes")?.choice(PopulationFilter.Episodes.self) ?? .first
      var conditions: [PopulationFilter.Condition] = []
      for (key, values) in map.optional("where")?.entries() ?? [] {
        guard let list = values.strings() else { continue }
        uses.add(key, list, line: values.line, place: values.key)
        conditions.append(PopulationFilter.Condition(key: key, values: list))
      }
      map.finish()
      return PlanFile.NamedPopulation(name: name, episodes: episodes, conditions: conditions)
    }
  }

  private static func readEntry(
    _ value: YAMLValue, populations: [String], settings: DerivationSettings,
    _ uses: GroupKeyUses
  ) -> PlanFile.Entry? {
    guard let map = value.mapping() else { return nil }
    _ = map.optional("why")?.string()
    let endpoint = map.required("endpoint").flatMap(readEndpoint)
    let names = map.optional("populations")
    let wanted = names?.strings() ?? populations
    for name in wanted where !populations.contains(name) {
      names?.fail(
        "there is no population \(name); there are: \(populations.joined(separator: ", "))")
    }
    let periods =
      map.optional("periods")?.list()?.compactMap { $0.choice(AnalysisResult.Period.self) }
      ?? [.current]
    let windows = map.optional("windows")?.list()?.compactMap { value -> String? in
      guard let name = value.string() else { return nil }
      if let endpoint, !endpoint.windows(settings).contains(name) {
        value.fail(
          "\(endpoint.name) has the windows "
            + endpoint.windows(settings).joined(separator: ", "))
      }
      return name
    }
    let groupings = map.optional("group_by")?.list()?.compactMap { readGrouping($0, uses) } ?? []
    let comparisons = map.optional("compare")?.list()?.compactMap { readComparison($0, uses) } ?? []
    let statistics = map.optional("statistics")?.list()?.compactMap {
      readStatistic($0, of: endpoint)
    }
    let minimum = map.optional("min_n")?.integer(1...1_000_000) ?? 1
    let countEarly = map.optional("count_early")?.bool() ?? false
    let every = map.optional("every")?.choice(PlanFile.Frequency.self) ?? .night
    map.finish()
    guard let endpoint else { return nil }
    return PlanFile.Entry(
      endpoint: endpoint, populations: wanted, periods: periods, windows: windows,
      groupings: groupings, comparisons: comparisons, statistics: statistics.map { Set($0) },
      minimumN: minimum,
      countEarly: countEarly, every: every)
  }

  private static func readEndpoint(_ value: YAMLValue) -> Endpoint? {
    guard let name = value.string() else { return nil }
    guard let endpoint = Endpoint(name: name) else {
      value.fail(
        "there is no endpoint \(name); there are: "
          + Endpoint.standardNames.joined(separator: ", ") + ", <instrument>_change")
      return nil
    }
    return endpoint
  }

  private static func readComparison(
    _ value: YAMLValue, _ uses: GroupKeyUses
  ) -> Question.Comparison? {
    guard let text = value.string() else { return nil }
    guard let comparison = Question.Comparison(parsing: text) else {
      value.fail("expected KEY=A:B")
      return nil
    }
    uses.add(
      comparison.key, comparison.values, line: value.line, place: value.key)
    return comparison
  }

  /// Group keys joined by commas: the crossing of them.
  private static func readGrouping(_ value: YAMLValue, _ uses: GroupKeyUses) -> [String]? {
    guard let text = value.string() else { return nil }
    let keys = text.split(separator: ",", omittingEmptySubsequences: false).map { key in
      String(key.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
    guard !keys.contains(""), Set(keys).count == keys.count else {
      value.fail("expected a group key, or several different ones joined by commas")
      return nil
    }
    for key in keys { uses.add(key, [], line: value.line, place: value.key) }
    return keys
  }

  private static func readStatistic(_ value: YAMLValue, of endpoint: Endpoint?) -> String? {
    guard let name = value.string() else { return nil }
    guard StatisticCatalogue.allNames.contains(name) else {
      value.fail(
        "there is no statistic \(name); there are: "
          + StatisticCatalogue.allNames.joined(separator: ", "))
      return nil
    }
    if let endpoint {
      let applying = endpoint.scopes.flatMap(StatisticCatalogue.names)
      guard applying.contains(name) else {
        value.fail("\(endpoint.name) has the statistics " + applying.joined(separator: ", "))
        return nil
      }
    }
    return name
  }
}

extension Question.Comparison {
  /// Reads `KEY=A:B`; nil for anything else.
  public init?(parsing text: String) {
    guard let equals = text.firstIndex(of: "="),
      let colon = text[equals...].firstIndex(of: ":")
    else { return nil }
    let key = String(text[..<equals])
    let group = String(text[text.index(after: equals)..<colon])
    let comparator = String(text[text.index(after: colon)...])
    guard !key.isEmpty, !group.isEmpty, !comparator.isEmpty, group != comparator else {
      return nil
    }
    self.init(key: key, group: group, comparator: comparator)
  }
}
