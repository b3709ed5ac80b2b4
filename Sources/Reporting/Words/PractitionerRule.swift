import OutcomeModel

/// Practitioners are never ranked, and where there are few of them they are not set side by side for
/// people to read: a table of two is a ranking. `results.csv` is for analysts and not concerned.
enum PractitionerRule {
  /// The fewest practitioners of whom a table may speak.
  static let fewest = 6

  /// Whether figures of single practitioners may not be told, given every group that there is.
  static func forbids(_ groups: some Sequence<String>) -> Bool {
    var practitioners: Set<String> = []
    for group in Set(groups) {
      for pair in GroupKey(group).pairs where pair.key == "practitioner" && pair.value != "unknown"
      {
        practitioners.insert(pair.value)
      }
    }
    return practitioners.count < fewest
  }

  /// Whether a group is one practitioner's.
  static func isAboutOne(_ group: String) -> Bool {
    group.contains("practitioner") && GroupKey(group).pairs.contains { $0.key == "practitioner" }
  }
}
