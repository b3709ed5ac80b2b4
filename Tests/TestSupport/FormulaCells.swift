/// Cells of a CSV as a spreadsheet reads them.
public enum FormulaCells {
  /// The cells by RFC 4180, rows below the header.
  public static func rows(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var cell = ""
    var isQuoted = false
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": isQuoted.toggle()
      case "," where !isQuoted:
        row.append(cell)
        cell = ""
      case "\n" where !isQuoted:
        rows.append(row + [cell])
        row = []
        cell = ""
      default: cell.unicodeScalars.append(scalar)
      }
    }
    return Array(rows.dropFirst())
  }

  /// Cells that a spreadsheet would take for a formula: they begin like one and are no number.
  public static func formulas(_ text: String) -> [String] {
    rows(text).joined().filter { cell in
      guard let first = cell.unicodeScalars.first, "=+-@\t\r\0".unicodeScalars.contains(first)
      else { return false }
      return Double(cell) == nil
    }
  }
}
