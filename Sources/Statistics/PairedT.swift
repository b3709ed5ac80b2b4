/// Student's paired t test.
///
/// H0: the mean change is 0; H1: it is not. t = mean / (sd / sqrt(n)), df = n - 1, two-sided.
/// - Missing: a pair with either score missing is not in the counts.
/// - Edge cases: no pair is `no_data`, one is `n_too_small`; all changes equal is `zero_variance`,
///   all of them 0 is `all_zero`.
/// - Source: Student (1908). Reference values: Tests/StatisticsTests/Reference/TTests.
public struct PairedT: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "paired_t"

  /// The statistic.
  public let t: Double
  /// n - 1.
  public let df: Double
  /// The two-sided p-value.
  public let pValue: Double
  /// The number of pairs.
  public let n: Int

  /// Tests the changes of pairs.
  public init(change: ValueCounts) throws(NotEstimable) {
    guard let mean = change.mean else { throw .noData }
    guard let sd = change.sampleSD else { throw .nTooSmall }
    guard !change.isConstant else { throw change.min == 0 ? .allZero : .zeroVariance }
    n = change.n
    df = Double(n - 1)
    t = mean / (sd / Double(n).squareRoot())
    pValue = StudentT.twoSided(t, df: df)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(estimate: t, df: df, pValue: pValue, method: Self.methodName)
  }
}
