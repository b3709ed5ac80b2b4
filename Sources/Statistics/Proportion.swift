/// A proportion with Wilson's score interval.
///
/// Estimand: the probability of the event. The interval holds every p that a score test of level
/// 1 - `level` does not reject; it never leaves [0, 1] and works at 0 and n events.
/// - Edge cases: no observation is `no_data`.
/// - Source: Wilson (1927), without continuity correction.
///   Reference values: Tests/StatisticsTests/Reference/Proportions.
public struct Proportion: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "wilson"

  /// Events / n, a fraction.
  public let estimate: Double
  /// Wilson's interval.
  public let interval: Interval
  /// The number of events.
  public let events: Int
  /// The number of observations.
  public let n: Int

  /// Estimates a proportion.
  /// - Parameter level: the confidence level, a fraction in (0, 1).
  public init(events: Int, of n: Int, level: Double = 0.95) throws(NotEstimable) {
    precondition(events >= 0 && events <= n, "events must lie in 0...n")
    guard n > 0 else { throw .noData }
    self.events = events
    self.n = n
    estimate = Double(events) / Double(n)
    interval = Self.wilson(events: events, of: n, level: level)
  }

  /// Wilson's interval alone.
  static func wilson(events: Int, of n: Int, level: Double) -> Interval {
    interval(share: Double(events) / Double(n), of: n, level: level)
  }

  /// Wilson's interval of a share of `n` observations, which need be no whole number of events.
  ///
  /// - Parameters:
  ///   - share: a fraction, 0 to 1.
  ///   - n: at least 1.
  ///   - level: the confidence level, a fraction in (0, 1).
  public static func interval(share p: Double, of n: Int, level: Double) -> Interval {
    let z = Normal.critical(level: level)
    let size = Double(n)
    let center = p + z * z / (2 * size)
    let spread = z * (p * (1 - p) / size + z * z / (4 * size * size)).squareRoot()
    let scale = 1 + z * z / size
    // At the ends one limit is the estimate itself; the formula gives it up to rounding only.
    return Interval(
      low: p == 0 ? 0 : (center - spread) / scale,
      high: p == 1 ? 1 : (center + spread) / scale, level: level)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(estimate: estimate, interval: interval, method: Self.methodName)
  }
}
