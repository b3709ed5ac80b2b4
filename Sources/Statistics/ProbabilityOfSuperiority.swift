/// The probability that a value of A lies below one of B, ties counting half.
///
/// Estimand: P(A < B) + P(A = B) / 2; on changes, that a patient of A fell further than one of B.
/// The interval is that of Brunner and Munzel's t approximation, cut at 0 and 1.
/// - Edge cases: as ``BrunnerMunzel``.
/// - Source: Brunner and Munzel (2000). Reference values:
///   Tests/StatisticsTests/Reference/BrunnerMunzel.
public struct ProbabilityOfSuperiority: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "prob_superiority"

  /// The probability, in [0, 1].
  public let probability: Double
  /// Its interval.
  public let interval: Interval
  /// The degrees of freedom.
  public let df: Double

  /// Compares two samples.
  public init(_ a: ValueCounts, _ b: ValueCounts, level: Double = 0.95) throws(NotEstimable) {
    let superiority = try StochasticSuperiority(a, b)
    probability = superiority.probability
    df = superiority.df
    let half = StudentT.critical(level: level, df: df) * superiority.standardError
    interval = Interval(
      low: max(0, probability - half), high: min(1, probability + half), level: level)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: probability, interval: interval, df: df,
      method: "prob_superiority;brunner_munzel_t")
  }
}
