/// The difference of two means with Welch's interval.
///
/// Estimand: mean of A minus mean of B, variances not taken as equal. Formula: difference
/// +- t(df, level) SE with SE^2 = sA^2 / nA + sB^2 / nB and Satterthwaite's df.
/// - Edge cases: an empty group is `no_data`, a group of one `n_too_small`; when both groups are
///   constant the estimate stands and the interval is blank.
/// - Source: Welch (1947). Reference values: Tests/StatisticsTests/Reference/TTests.
public struct MeanDifference: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "welch_interval"

  /// Mean of A minus mean of B.
  public let difference: Double
  /// The standard error of the difference.
  public let standardError: Double
  /// Satterthwaite's degrees of freedom; `nil` when both groups are constant.
  public let df: Double?
  /// The interval of the difference.
  public let interval: Interval

  /// Compares two samples.
  /// - Parameter level: the confidence level, a fraction in (0, 1).
  public init(_ a: ValueCounts, _ b: ValueCounts, level: Double = 0.95) throws(NotEstimable) {
    guard let meanA = a.mean, let meanB = b.mean else { throw .noData }
    guard let varianceA = a.sampleVariance, let varianceB = b.sampleVariance else {
      throw .nTooSmall
    }
    difference = meanA - meanB
    let termA = varianceA / Double(a.n)
    let termB = varianceB / Double(b.n)
    let squared = termA + termB
    standardError = squared.squareRoot()
    guard squared > 0 else {
      df = nil
      interval = .unreached(level: level)
      return
    }
    let degrees =
      squared * squared / (termA * termA / Double(a.n - 1) + termB * termB / Double(b.n - 1))
    df = degrees
    interval = .symmetric(
      around: difference,
      halfWidth: StudentT.critical(level: level, df: degrees) * standardError, level: level)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(estimate: difference, interval: interval, df: df, method: Self.methodName)
  }
}
