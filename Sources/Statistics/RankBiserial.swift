/// The matched-pairs rank-biserial correlation: the share of ranks on the positive side minus that on
/// the negative side, with the sign of CHG.
///
/// Estimand: (W+ - W-) / (W+ + W-) under the zero rule of the test beside it; in [-1, 1]. The interval
/// is BCa by keyed multinomial draws over the distinct changes.
/// - Edge cases: no pair is `no_data`, only zeros is `all_zero`; when every change has the same sign
///   the estimate is +-1 and the interval blank.
/// - Source: Kerby (2014); the effect size follows the zero rule of the test.
///   Reference values: Tests/StatisticsTests/Reference/EffectSizes.
public struct RankBiserial: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "rank_biserial"

  /// The correlation.
  public let estimate: Double
  /// The BCa interval.
  public let interval: Interval
  /// What became of the zeros.
  public let zeroRule: ZeroRule
  /// The number of draws.
  public let draws: Int

  /// Estimates the correlation.
  public init(
    change: ValueCounts, zeros rule: ZeroRule, level: Double = 0.95,
    draws: Int = BootstrapRoute.defaultDraws, key: DrawKey = DrawKey(),
    split: WorkSplit = .sequential
  ) throws(NotEstimable) {
    guard !change.isEmpty else { throw .noData }
    let nano = change.nano
    let bootstrap = CountBootstrap(
      counts: change.counts, level: level, draws: draws, key: key, split: split
    ) { counts in
      let rows = zip(nano, counts).lazy.map { (value: $0, count: $1) }
      return Self.correlation(SignedRankTable(ValueCounts(sortedNanoCounts: rows), zeros: rule))
    }
    guard let bootstrap else { throw .allZero }
    estimate = bootstrap.estimate
    interval = bootstrap.interval
    zeroRule = rule
    self.draws = draws
  }

  private static func correlation(_ table: SignedRankTable) -> Double? {
    let positive = table.doubledPositiveSum
    let negative = table.doubledNegativeSum
    guard positive + negative > 0 else { return nil }
    return Double(positive - negative) / Double(positive + negative)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: estimate, interval: interval,
      method: "rank_biserial;\(zeroRule.rawValue);bca;multinomial_draws=\(draws)")
  }
}
