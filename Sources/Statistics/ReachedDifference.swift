/// The difference of two shares that have reached an event by a time, from Kaplan-Meier curves.
///
/// Estimand: (1 - S_A(t)) - (1 - S_B(t)), a fraction; positive = more of A have reached it by t.
/// The limits join those of both curves by the method of variance estimates recovery, as Newcombe's
/// method 10 joins Wilson limits: log-log limits, and of a share of 0 or 1 beta product ones.
/// - Assumptions: censoring tells nothing about the event, in each group.
/// - Edge cases: where a curve ends before t, `no_data`.
/// - Source: Zou and Donner (2008); Kaplan-Meier as in ``KaplanMeier``.
///   Reference values: Tests/StatisticsTests/Reference/ReachedDifference.
public struct ReachedDifference: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "kaplan_meier_difference"

  /// The difference of the shares.
  public let estimate: Double
  /// Its interval.
  public let interval: Interval
  /// How the limits of the two shares are found.
  private let limits: Set<KaplanMeierAt.Limits>

  /// Compares two curves at a time.
  public init(
    _ a: SurvivalCounts, _ b: SurvivalCounts, at time: Int, level: Double = 0.95
  ) throws(NotEstimable) {
    let curves = (
      try KaplanMeier(a, level: level).at(time), try KaplanMeier(b, level: level).at(time)
    )
    let (left, right) = (curves.0.reached, curves.1.reached)
    limits = [curves.0.limits, curves.1.limits]
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
      method: "kaplan_meier_difference;variance_recovery;"
        + limits.map(\.rawValue).sorted(by: >).joined(separator: ";"))
  }
}
