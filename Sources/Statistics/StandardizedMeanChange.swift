/// The mean change in standard deviations of the change: d_z, the standardised response mean.
///
/// Estimand: mean / sd of CHG. The interval inverts the noncentral t distribution of the paired t
/// statistic: the noncentralities that put it at the tails, over sqrt(n).
/// - Edge cases: no pair is `no_data`, one is `n_too_small`, all equal is `zero_variance` (all 0:
///   `all_zero`).
/// - Source: Steiger and Fouladi (1997). Reference values:
///   Tests/StatisticsTests/Reference/EffectSizes.
public struct StandardizedMeanChange: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "d_z"

  /// Mean / sd of the changes, in standard deviations.
  public let estimate: Double
  /// Its noncentral-t interval.
  public let interval: Interval

  /// Estimates d_z.
  public init(change: ValueCounts, level: Double = 0.95) throws(NotEstimable) {
    let test = try PairedT(change: change)
    let root = Double(test.n).squareRoot()
    estimate = test.t / root
    let tail = (1 - level) / 2
    let low = Self.noncentrality(t: test.t, df: test.df) { t, df, delta in
      tail - NoncentralT.upper(t, df: df, noncentrality: delta)
    }
    let high = Self.noncentrality(t: test.t, df: test.df) { t, df, delta in
      NoncentralT.lower(t, df: df, noncentrality: delta) - tail
    }
    interval = Interval(low: low.map { $0 / root }, high: high.map { $0 / root }, level: level)
  }

  /// The noncentrality at which a tail, falling in delta, has its area.
  private static func noncentrality(
    t: Double, df: Double, excess: (Double, Double, Double) -> Double
  ) -> Double? {
    // Around t the noncentrality spreads like a normal deviate that grows with |t|.
    var reach = 4 + 2 * abs(t) / df.squareRoot()
    for _ in 0..<40 {
      if let root = RootSearch.bracketed(t - reach, t + reach, { excess(t, df, $0) }) {
        return root
      }
      reach *= 1.5
    }
    return nil
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(estimate: estimate, interval: interval, method: "d_z;noncentral_t")
  }
}
