/// Keeps spreadsheets from taking a text for a formula (CSV injection, OWASP).
public enum FormulaGuard {
  /// The text with an apostrophe before it if it begins with `= + - @`, a tab, a CR or a NUL, else
  /// as it is. For text columns only: numbers stay numbers, minus sign included.
  public static func escape(_ text: String) -> String {
    switch text.utf8.first {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D, 0x00: "'" + text
    default: text
    }
  }
}
