import CSpecialFunctions

/// McNemar's exact test of a yes/no mark before and after.
///
/// H0: those who changed went either way with probability 1/2; H1: one way is more frequent. The
/// statistic is the number that became yes; it is binomial given how many changed. Two-sided as twice
/// the smaller tail.
/// - Edge cases: no pair is `no_data`; nobody changed is `all_zero`.
/// - Source: McNemar (1947), exact form. Reference values: Tests/StatisticsTests/Reference/Categorical.
public struct McNemar: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "mcnemar_exact"

  /// How many went from no to yes: the statistic.
  public let becameYes: Int
  /// How many went from yes to no.
  public let becameNo: Int
  /// The two-sided p-value.
  public let pValue: Double

  /// Tests a 2 x 2 table of pairs.
  /// - Parameters:
  ///   - becameYes: no before, yes after.
  ///   - becameNo: yes before, no after.
  ///   - unchanged: the same before and after.
  public init(becameYes: Int, becameNo: Int, unchanged: Int) throws(NotEstimable) {
    let changed = becameYes + becameNo
    guard changed + unchanged > 0 else { throw .noData }
    guard changed > 0 else { throw .allZero }
    self.becameYes = becameYes
    self.becameNo = becameNo
    let smaller = min(becameYes, becameNo)
    // P(X <= k) of a fair binomial is I_1/2(n - k, k + 1).
    pValue = PValue.clipped(
      2 * ashi_beta_lower(0.5, Double(changed - smaller), Double(smaller + 1)))
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: Double(becameYes), pValue: pValue,
      method: "mcnemar_exact;changed=\(becameYes + becameNo)")
  }
}
