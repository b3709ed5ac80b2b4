/// Keeps free text out of the lists of labels: modalities, patterns, adverse events.
///
/// Their members are stored as they stand and printed as names of groups. A sentence, a telephone number
/// or an address in such a cell is no label; it becomes `other`, which says that something was there.
enum LabelGuard {
  /// What stands in place of free text.
  static let other = "other"

  private static let longest = 40
  private static let mostDigits = 4

  /// A list of labels joined by `;` with free text replaced, and whether there was any.
  static func guarded(_ list: String) -> (value: String, isFreeText: Bool) {
    let members = list.split(separator: ";")
    guard members.contains(where: isFreeText) else { return (list, false) }
    let kept = Set(members.map { isFreeText($0) ? other : String($0) })
    return (kept.sorted().joined(separator: ";"), true)
  }

  private static func isFreeText(_ member: Substring) -> Bool {
    member.count > longest || member.utf8.contains(UInt8(ascii: "@"))
      || member.unicodeScalars.count { $0.properties.numericType == .decimal } > mostDigits
  }
}
