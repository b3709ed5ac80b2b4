/// The difference of two proportions with Newcombe's hybrid score interval.
///
/// Estimand: pA - pB, a fraction. The limits join the Wilson limits of both groups.
/// - Edge cases: an empty group is `no_data`.
/// - Source: Newcombe (1998), method 10, without continuity correction.
///   Reference values: Tests/StatisticsTests/Reference/Categorical.
public struct RiskDifference: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "newcombe_hybrid_score"

  /// pA - pB.
  public let estimate: Double
  /// Its interval.
  public let interval: Interval

  /// Compares two proportions.
  public init(
    _ eventsA: Int, of nA: Int, _ eventsB: Int, of nB: Int, level: Double = 0.95
  ) throws(NotEstimable) {
    let a = try Proportion(events: eventsA, of: nA, level: level)
    let b = try Proportion(events: eventsB, of: nB, level: level)
    estimate = a.estimate - b.estimate
    func reach(_ x: Double?, _ y: Double?, _ p: Double, _ q: Double) -> Double {
      let (u, v) = (p - (x ?? p), q - (y ?? q))
      return (u * u + v * v).squareRoot()
    }
    interval = Interval(
      low: estimate - reach(a.interval.low, b.interval.high, a.estimate, b.estimate),
      high: estimate + reach(a.interval.high, b.interval.low, a.estimate, b.estimate),
      level: level)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(estimate: estimate, interval: interval, method: Self.methodName)
  }
}
