/// The mean of a sample (of changes, as a rule) with Student's t interval.
///
/// Estimand: the mean. Formula: mean +- t(n - 1, level) sd / sqrt(n).
/// - Assumptions: independent observations; the interval leans on the central limit theorem.
/// - Edge cases: no observation is `no_data`, one is `n_too_small`; when all are equal the estimate
///   stands and the interval is blank.
/// - Reference values: Tests/StatisticsTests/Reference/TTests.
public struct MeanChange: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "t_interval"

  /// The mean.
  public let mean: Double
  /// The standard error of the mean; 0 when all observations are equal.
  public let standardError: Double
  /// n - 1.
  public let df: Double
  /// The interval of the mean.
  public let interval: Interval
  /// The number of observations.
  public let n: Int

  /// Estimates the mean.
  /// - Parameter level: the confidence level, a fraction in (0, 1).
  public init(_ sample: ValueCounts, level: Double = 0.95) throws(NotEstimable) {
    guard let mean = sample.mean else { throw .noData }
    guard let sd = sample.sampleSD else { throw .nTooSmall }
    self.mean = mean
    n = sample.n
    df = Double(n - 1)
    standardError = sd / Double(n).squareRoot()
    interval =
      sample.isConstant
      ? .unreached(level: level)
      : .symmetric(
        around: mean, halfWidth: StudentT.critical(level: level, df: df) * standardError,
        level: level)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(estimate: mean, interval: interval, df: df, method: Self.methodName)
  }
}
