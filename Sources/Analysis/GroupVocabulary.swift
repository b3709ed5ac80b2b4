import OutcomeModel

/// The group keys that ashi knows before it has seen a file, and the values of those that have a
/// fixed set, so that a slip of the pen is told and never taken for an empty group.
public enum GroupVocabulary {
  /// Keys that every session CSV may have, in byte order. Profiles declare others.
  public static let standardKeys: [String] =
    (GroupKeys.derived + [
      "clinic", "practitioner", "modality", "tcm_pattern", "sex", "adverse_event",
      "adverse_event_reporter", "concurrent_care", "diagnosis",
    ]).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }

  /// The values that a key can have, nil where the data decide.
  public static func values(of key: String) -> [String]? {
    switch key {
    case "acuity": Acuity.allCases.map(\.name)
    case "condition", "main_condition": Condition.allCases.map(\.name)
    case "sciatica_cause": SciaticaCause.allCases.map(\.name)
    case "herniated_disc": GroupKeys.herniatedDisc
    case "age_band": ["<18", "18-34", "35-49", "50-64", "65-79", "80+", "unknown"]
    case "onset_delay": ["0-1", "2-7", "8-42", "43-84", ">84", "unknown"]
    case "baseline_band": ["<4", "4 to <7", ">=7", "unknown"]
    default: nil
    }
  }

  /// What is wrong with a key and its values, nil where nothing is.
  ///
  /// - Parameter known: the keys that there are; nil where only the data can tell.
  public static func fault(key: String, values: [String], known: [String]?) -> String? {
    if let known, !known.contains(key) {
      return "there is no group key \(key); there are: \(known.joined(separator: ", "))"
    }
    guard let possible = GroupVocabulary.values(of: key) else { return nil }
    for value in values where !possible.contains(value) {
      return "\(key) has no value \(value); it has: \(possible.joined(separator: ", "))"
    }
    return nil
  }
}

/// Group keys as a plan file uses them, with their places, to be checked together.
final class GroupKeyUses {
  private var uses: [(key: String, values: [String], line: Int, place: String)] = []

  /// Notes a use.
  func add(_ key: String, _ values: [String], line: Int, place: String) {
    uses.append((key, values, line, place))
  }

  /// Tells every use that cannot be right.
  func check(_ known: [String]?, tell: (_ line: Int, _ place: String, _ message: String) -> Void) {
    for use in uses {
      if let fault = GroupVocabulary.fault(key: use.key, values: use.values, known: known) {
        tell(use.line, use.place, fault)
      }
    }
  }
}
