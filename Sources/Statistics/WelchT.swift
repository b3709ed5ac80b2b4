/// Welch's t test of two means.
///
/// H0: the means of A and B are equal, whatever the variances; H1: they are not. Two-sided.
/// - Edge cases: as ``MeanDifference``; both groups constant is `zero_variance`.
/// - Source: Welch (1947). Reference values: Tests/StatisticsTests/Reference/TTests.
public struct WelchT: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "welch_t"

  /// The statistic; positive when A is higher.
  public let t: Double
  /// Satterthwaite's degrees of freedom.
  public let df: Double
  /// The two-sided p-value.
  public let pValue: Double

  /// Compares two samples.
  public init(_ a: ValueCounts, _ b: ValueCounts) throws(NotEstimable) {
    let difference = try MeanDifference(a, b)
    guard let df = difference.df else { throw .zeroVariance }
    t = difference.difference / difference.standardError
    self.df = df
    pValue = StudentT.twoSided(t, df: df)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(estimate: t, df: df, pValue: pValue, method: Self.methodName)
  }
}
