import OutcomeModel
import StrictYAML

/// The settings of a plan: the rules of derivation, and what some statistics need to be told.
struct PlanSettings {
  var derivation = DerivationSettings()
  /// How far from 0 a mean change of pain still counts as none, in points.
  var equivalenceMargin = 1.0
  /// What regression to the mean is computed from.
  var regression: Question.RegressionInputs?

  /// The standard settings.
  init() {}

  /// Reads the mapping under `settings`; nil where it is none.
  init?(_ value: YAMLValue) {
    guard let map = value.mapping() else { return nil }
    _ = map.why("why these rules")
    if let days = map.optional("gap_days")?.integer(1...3650) { derivation.gapDays = days }
    if let days = map.optional("acute_days")?.integer(0...3650) { derivation.acuteDays = days }
    if let days = map.optional("chronic_days")?.integer(1...3650) { derivation.chronicDays = days }
    if derivation.chronicDays < derivation.acuteDays {
      map.fail("chronic_days must not be under acute_days")
    }
    if let byRegion = map.optional("episode_by_region")?.bool() {
      derivation.episodeByRegion = byRegion
    }
    if let ranking = map.optional("condition_ranking").flatMap(PlanSettings.ranking) {
      derivation.conditionRanking = ranking
    }
    if let margin = map.optional("equivalence_margin")?.number(0.000_001...1_000_000) {
      equivalenceMargin = margin
    }
    regression = map.optional("regression_to_mean").flatMap(PlanSettings.regression)
    readWindows(map.optional("windows"))
    map.finish()
  }

  private mutating func readWindows(_ value: YAMLValue?) {
    guard let value, let map = value.mapping() else { return }
    _ = map.why("why these windows")
    for (name, window) in value.entries() ?? [] where name != "why" {
      let reserved = [Window.last, .firstVisit, .allVisits].map(\.name)
      guard !reserved.contains(name) else {
        window.fail("\(name) has no days of its own and cannot be set")
        continue
      }
      guard let read = PlanSettings.window(name, window) else { continue }
      derivation.windows.removeAll { $0.name == name }
      derivation.windows.append(read)
    }
    derivation.windows.sort { ($0.low, $0.high) < ($1.low, $1.high) }
  }

  private static func window(_ name: String, _ value: YAMLValue) -> Window? {
    let numbers = value.list()?.compactMap { $0.integer(1...36_500) } ?? []
    guard numbers.count == 3, numbers[0] <= numbers[2], numbers[2] <= numbers[1] else {
      value.fail("expected [first day, last day, target] with the target between the two")
      return nil
    }
    return Window(name: name, low: numbers[0], high: numbers[1], target: numbers[2])
  }

  /// An order of conditions: those named first, the others behind them in the standard order.
  private static func ranking(_ value: YAMLValue) -> [Condition]? {
    guard let names = value.strings() else { return nil }
    var ranking: [Condition] = []
    for name in names {
      guard let condition = Condition(name: name), !ranking.contains(condition) else {
        value.fail(
          "expected conditions, each once: "
            + Condition.allCases.map(\.name).joined(separator: ", "))
        return nil
      }
      ranking.append(condition)
    }
    return ranking + Condition.allCases.filter { !ranking.contains($0) }
  }

  private static func regression(_ value: YAMLValue) -> Question.RegressionInputs? {
    guard let map = value.mapping() else { return nil }
    let mean = map.required("mean")?.number(0...1_000_000)
    let sd = map.required("sd")?.number(0.000_001...1_000_000)
    let reliability = map.required("reliability")?.number(0...1)
    let cut = map.required("cut")?.number(0...1_000_000)
    let source = map.required("source")?.string()
    map.finish()
    guard let mean, let sd, let reliability, let cut, let source else { return nil }
    return Question.RegressionInputs(
      mean: mean, sd: sd, reliability: reliability, cut: cut, source: source)
  }
}
