/// Keeps spreadsheets from taking a text for a formula (CSV injection, OWASP).
public enum FormulaGuard {
  /// The text with an apostrophe before it if it begins with `= + - @`, one of them in full width (which
  /// spreadsheets of East Asia take for the same), a tab, an LF, a CR or a NUL, else as it is. For text
  /// columns only: numbers stay numbers, minus sign included.
  public static func escape(_ text: String) -> String {
    switch text.unicodeScalars.first {
    case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\t", "\n", "\r", "\0":
      "'" + text
    default: text
    }
  }
}
