import DelimitedText
public import OutcomeModel

/// `rejects.csv`: where each unusable row stands and why, without a word of its content.
public enum RejectsCSV {
  private static let columns = ["file", "line", "column", "reason", "rule"]

  /// The whole file, in the order given.
  public static func text(_ rejects: [Reject]) -> String {
    DelimitedWriter.text(
      header: columns,
      rows: rejects.map {
        [
          String($0.file), String($0.line), FormulaGuard.escape($0.column), $0.reason.rawValue,
          FormulaGuard.escape($0.rule),
        ]
      })
  }
}
