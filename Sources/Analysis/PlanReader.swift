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
    let read = top.optional("settings").flatMap(PlanSettings.init) ?? PlanSettings()
    let settings = read.derivation
    let populations = top.optional("populations").map { readPopulations($0, uses) } ?? []
    let known =
      populations.isEmpty
      ? [PlanFile.NamedPopulation(name: "everyone", episodes: .first, conditions: [])]
      : populations
    let entries =
      top.required("endpoints")?.list()?.compactMap {
        PlanEntryReader(populations: known.map(\.name), settings: settings, uses: uses).read($0)
      } ?? []
    top.finish()
    uses.check(groupKeys) { line, place, message in
      problems.add(ConfigurationProblem(file: path, line: line, key: place, message: message))
    }
    try problems.throwIfAny()
    let hash = SHA256.hash(data: Array(text.utf8)).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
    var plan = PlanFile(settings: settings, populations: known, entries: entries, hash: hash)
    plan.equivalenceMargin = read.equivalenceMargin
    plan.regression = read.regression
    return plan
  }

  private static func readPopulations(
    _ value: YAMLValue, _ uses: GroupKeyUses
  ) -> [PlanFile.NamedPopulation] {
    (value.entries() ?? []).compactMap { name, value in
      guard let map = value.mapping() else { return nil }
      let why = map.why("why these people")
      let episodes = map.optional("episodes")?.choice(PopulationFilter.Episodes.self) ?? .first
      var conditions: [PopulationFilter.Condition] = []
      for (key, values) in map.optional("where")?.entries() ?? [] {
        guard let list = values.strings() else { continue }
        uses.add(key, list, line: values.line, place: values.key)
        conditions.append(PopulationFilter.Condition(key: key, values: list))
      }
      map.finish()
      return PlanFile.NamedPopulation(
        name: name, episodes: episodes, conditions: conditions, why: why)
    }
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

extension Question.Covariate {
  /// Reads `KEY` or `KEY:factor`; nil for anything else.
  public init?(parsing text: String) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard let key = parts.first, !key.isEmpty, parts.count < 3 else { return nil }
    guard parts.count == 1 || parts[1] == "factor" else { return nil }
    self.init(key: String(key), isFactor: parts.count == 2)
  }
}
