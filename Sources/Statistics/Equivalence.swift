/// Two one-sided tests of equivalence of a mean with 0.
///
/// H0: the mean is at least `margin` away from 0; H1: it lies within. p is the larger of the two
/// one-sided t p-values; the interval is the two-sided one of level 1 - 2 alpha (90 % at 5 %), which
/// lies within the margins just when p < alpha.
/// - Edge cases: as ``MeanChange``; all equal is `zero_variance`.
/// - Source: Schuirmann (1987). Reference values: Tests/StatisticsTests/Reference/Equivalence.
public struct Equivalence: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "tost"

  /// The mean.
  public let mean: Double
  /// The margin on either side of 0, in the unit of the data.
  public let margin: Double
  /// n - 1.
  public let df: Double
  /// The interval of level 1 - 2 alpha.
  public let interval: Interval
  /// The larger one-sided p-value.
  public let pValue: Double

  /// Tests a sample.
  /// - Parameters:
  ///   - margin: how far from 0 still counts as the same; positive.
  ///   - level: the level of the interval.
  public init(
    _ sample: ValueCounts, margin: Double, level: Double = 0.90
  ) throws(NotEstimable) {
    precondition(margin > 0, "the margin is positive")
    let change = try MeanChange(sample, level: level)
    guard change.standardError > 0 else { throw .zeroVariance }
    mean = change.mean
    self.margin = margin
    df = change.df
    interval = change.interval
    let above = StudentT.upper((mean + margin) / change.standardError, df: df)
    let below = StudentT.upper((margin - mean) / change.standardError, df: df)
    pValue = PValue.clipped(max(above, below))
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: mean, interval: interval, df: df, pValue: pValue, method: "tost;margin=\(margin)")
  }
}
