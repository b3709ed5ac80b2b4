import DelimitedText
public import OutcomeModel

/// `results.csv`: the columns of `ResultRow.columns`, text cells guarded against formula injection,
/// numbers in their shortest form.
public enum ResultsCSV {
  /// The header line with its line feed.
  public static func header() -> String {
    var writer = DelimitedWriter()
    writer.append(ResultRow.columns)
    return writer.text
  }

  /// The line of a row with its line feed.
  public static func line(_ row: ResultRow) -> String { line(PrintedRow(row)) }

  /// The line of a row after suppression, with its line feed.
  public static func line(_ row: PrintedRow) -> String {
    var writer = DelimitedWriter()
    writer.append(cells(row))
    return writer.text
  }

  /// The whole file.
  public static func text(_ rows: some Sequence<PrintedRow>) -> String {
    DelimitedWriter.text(header: ResultRow.columns, rows: rows.lazy.map(cells))
  }

  /// The whole file of rows that nothing is hidden from.
  public static func text(_ rows: some Sequence<ResultRow>) -> String {
    text(rows.lazy.map(PrintedRow.init))
  }

  private static func cells(_ row: PrintedRow) -> [String] {
    ResultRecord(row).cells.map { cell in
      switch cell {
      case .text(let text): FormulaGuard.escape(text)
      case .number(let text): text
      }
    }
  }
}
