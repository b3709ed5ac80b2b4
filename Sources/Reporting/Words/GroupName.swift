import OutcomeModel

/// Names of groups as the owner reads them: never a code.
enum GroupName {
  /// The name of a group: `Herniated disc`, `Acute (up to 42 days)`, `Everyone`.
  static func of(_ group: String) -> String {
    let key = GroupKey(group)
    guard !key.isAll else { return "Everyone" }
    return key.pairs.map(of).joined(separator: ", ")
  }

  /// The name of a group within a sentence: in small letters, but for what the clinic named itself.
  static func inSentence(_ group: String, _ names: GroupNames) -> String {
    let key = GroupKey(group)
    guard !key.isAll else { return "everyone" }
    return key.pairs.map { pair in
      guard let name = names.name(of: pair.value, key: pair.key) else { return inSentence(pair) }
      return words(pair.key) + ": " + name
    }.joined(separator: ", ")
  }

  private static func inSentence(_ pair: GroupKey.Pair) -> String {
    switch (pair.key, pair.value) {
    case ("condition", "other"): return "other conditions"
    case ("event_reporter", "unknown"): return "reporter not given"
    case ("event_reporter", _) where !pair.value.hasPrefix("!"):
      return "reported by the " + words(pair.value)
    case ("event_kind", _) where !["!", "unknown"].contains(where: pair.value.hasPrefix):
      return words(pair.value)
    default:
      let name = of(pair)
      // Names of months keep their capitals.
      return ["month", "quarter"].contains(pair.key)
        ? name.prefix(1).lowercased() + name.dropFirst() : name.lowercased()
    }
  }

  private static func of(_ pair: GroupKey.Pair) -> String {
    // Everyone of whom a value is known, but for those who have this one.
    if pair.value.hasPrefix("!") {
      let name = of(GroupKey.Pair(key: pair.key, value: String(pair.value.dropFirst())))
      return name.hasPrefix("With ")
        ? "Without " + name.dropFirst("With ".count) : "All but: " + name.lowercased()
    }
    switch pair.key {
    case "acuity": return acuity(pair.value)
    case "condition": return Condition(name: pair.value)?.label ?? words(pair.value)
    case "sciatica_cause": return sciaticaCause(pair.value)
    case "herniated_disc":
      return pair.value == "with_sciatica"
        ? "Herniated disc with sciatica" : "Herniated disc without sciatica"
    default:
      return GroupValueName.of(key: pair.key, value: pair.value)
        ?? capitalized(words(pair.key)) + ": " + words(pair.value)
    }
  }

  private static func acuity(_ value: String) -> String {
    switch Acuity.allCases.first(where: { $0.name == value }) {
    case .acute: "Acute"
    case .subacute: "Subacute"
    case .chronic: "Chronic"
    case .unknown: "Onset not known"
    case nil: words(value)
    }
  }

  private static func sciaticaCause(_ value: String) -> String {
    guard let cause = SciaticaCause.allCases.first(where: { $0.name == value }) else {
      return words(value)
    }
    return "Sciatica, " + cause.label
  }

  /// A code or value as words: underscores become blanks.
  static func words(_ text: String) -> String {
    let cleaned = OutsideText.clean(text)
    return cleaned.isEmpty ? "not given" : cleaned.split(separator: "_").joined(separator: " ")
  }

  /// A code as words with a capital: `gap_days` becomes `Gap days`.
  static func sentence(_ text: String) -> String { capitalized(words(text)) }

  private static func capitalized(_ text: String) -> String {
    text.prefix(1).uppercased() + text.dropFirst()
  }
}
