/// Numbers as data: the shortest decimal that reads back as the same number.
enum NumberText {
  /// `7` for 7.0, `-2.5277777` as it is, `1e-300` with its exponent; blank for nil.
  ///
  /// A number that is not finite never reaches a table: it is blank, and the row's status says why.
  static func shortest(_ value: Double?) -> String {
    guard let value, value.isFinite else { return "" }
    guard value != 0 else { return "0" }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A count, blank for nil.
  static func count(_ value: Int?) -> String { value.map(String.init) ?? "" }
}
