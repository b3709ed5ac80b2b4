/// The difference of two shares that have reached an event by a time, from Kaplan-Meier curves.
///
/// Estimand: (1 - S_A(t)) - (1 - S_B(t)), a fraction; positive = more of A have reached it by t.
/// The limits join the log-log limits of both curves by the method of variance estimates recovery, as
/// Newcombe's method 10 joins Wilson limits.
/// - Assumptions: censoring tells nothing about the event, in each group.
/// - Edge cases: where a curve ends before t, `no_data`; a share of 0 or 1 has no log-log limits, and
///   the difference then none either.
/// - Source: Zou and Donner (2008); Kaplan-Meier as in ``KaplanMeier``.
///   Reference values: Tests/StatisticsTests/Reference/ReachedDifference.
public struct ReachedDifference: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "kaplan_meier_difference"

  /// The difference of the shares.
  public let estimate: Double
  /// Its interval; absent where one of the shares has none.
  public let interval: Interval

  /// Compares two curves at a time.
  public init(
    _ a: SurvivalCounts, _ b: SurvivalCounts, at time: Int, level: Double = 0.95
  ) throws(NotEstimable) {
    let left = try KaplanMeier(a, level: level).at(time).reached
    let right = try KaplanMeier(b, level: level).at(time).reached
    guard let p = left.estimate, let q = right.estimate else { throw .noData }
    let difference = p - q
    estimate = difference
    func limit(_ x: Double?, _ y: Double?, _ sign: Double) -> Double? {
      guard let x, let y else { return nil }
      return difference + sign * ((p - x) * (p - x) + (q - y) * (q - y)).squareRoot()
    }
    interval = Interval(
      low: limit(left.low, right.high, -1), high: limit(left.high, right.low, 1), level: level)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: estimate, interval: interval,
      method: "kaplan_meier_difference;variance_recovery;log_log_limits")
  }
}
