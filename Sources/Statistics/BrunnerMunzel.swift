/// Brunner and Munzel's test of stochastic equality.
///
/// H0: P(A < B) + P(A = B) / 2 = 1/2, whatever the spreads; H1: it is not. The statistic is positive
/// when B tends to be larger; t approximation with Satterthwaite's degrees of freedom, two-sided.
/// - Edge cases: an empty group is `no_data`, a group of one `n_too_small`; one group wholly above
///   the other is `separation`, all values equal `zero_variance`.
/// - Source: Brunner and Munzel (2000). Reference values:
///   Tests/StatisticsTests/Reference/BrunnerMunzel.
public struct BrunnerMunzel: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "brunner_munzel"

  /// The statistic.
  public let statistic: Double
  /// The degrees of freedom.
  public let df: Double
  /// The two-sided p-value.
  public let pValue: Double

  /// Compares two samples.
  public init(_ a: ValueCounts, _ b: ValueCounts) throws(NotEstimable) {
    let superiority = try StochasticSuperiority(a, b)
    statistic = (superiority.probability - 0.5) / superiority.standardError
    df = superiority.df
    pValue = StudentT.twoSided(statistic, df: df)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: statistic, df: df, pValue: pValue, method: "brunner_munzel;t_approximation")
  }
}
