public import OutcomeModel

/// Result rows as JSON: an array of objects with the names of `results.csv`, `null` for blank numbers.
public enum ResultsJSON {
  /// The rows, one object a line, with a line feed at the end.
  public static func text(_ rows: some Sequence<ResultRow>) -> String {
    text(rows.map { PrintedRow($0) })
  }

  /// The rows after suppression.
  public static func text(_ rows: some Sequence<PrintedRow>) -> String {
    let lines = rows.map { object($0).compact }
    guard !lines.isEmpty else { return "[]\n" }
    return "[\n" + lines.joined(separator: ",\n") + "\n]\n"
  }

  private static func object(_ row: PrintedRow) -> JSONText {
    let cells = ResultRecord(row).cells
    return .object(
      zip(ResultRow.columns, cells).map { column, cell in
        switch cell {
        case .text(let text): (column, .string(text))
        case .number(let text): (column, text.isEmpty ? .null : .number(text))
        }
      })
  }
}
