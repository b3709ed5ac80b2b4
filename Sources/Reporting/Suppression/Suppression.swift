public import OutcomeModel

/// Suppression for those who print rows themselves, such as an ad hoc analysis with
/// `--suppress-below`.
public enum Suppression {
  /// The rows of a result as they may be printed where no cell may hold 1 to `limit` - 1 people, in
  /// their order; 0 and 1 hide nothing.
  public static func rows(of result: AnalysisResult, below limit: Int) -> [PrintedRow] {
    PrintedResult(result, limit: limit).rows
  }
}
