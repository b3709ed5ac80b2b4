import RealModule

/// A proportion with Clopper and Pearson's exact interval.
///
/// Estimand: the probability of the event. The interval never covers less than its level, whatever the
/// probability; used for adverse events.
/// - Edge cases: no observation is `no_data`; without events the lower limit is 0, with events only
///   the upper limit 1.
/// - Source: Clopper and Pearson (1934). Reference values:
///   Tests/StatisticsTests/Reference/Proportions.
public struct ClopperPearson: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "clopper_pearson"

  /// Events / n, a fraction.
  public let estimate: Double
  /// The interval.
  public let interval: Interval

  /// Estimates a proportion.
  public init(events: Int, of n: Int, level: Double = 0.95) throws(NotEstimable) {
    precondition(events >= 0 && events <= n, "events must lie in 0...n")
    guard n > 0 else { throw .noData }
    estimate = Double(events) / Double(n)
    interval = Self.interval(events: Double(events), of: n, level: level)
  }

  /// The interval of a share of `n` observations, which need be no whole number of events.
  ///
  /// - Parameters:
  ///   - share: a fraction, 0 to 1.
  ///   - n: at least 1.
  ///   - level: the confidence level, a fraction in (0, 1).
  public static func interval(share: Double, of n: Int, level: Double) -> Interval {
    interval(events: share * Double(n), of: n, level: level)
  }

  private static func interval(events k: Double, of n: Int, level: Double) -> Interval {
    let tail = (1 - level) / 2
    let size = Double(n)
    return Interval(
      low: k <= 0 ? 0 : Beta.quantile(tail, k, size - k + 1),
      high: k >= size ? 1 : Beta.quantile(upperArea: tail, k + 1, size - k), level: level)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(estimate: estimate, interval: interval, method: Self.methodName)
  }
}

/// What can be said when no event was seen among n: the rule of three, in its exact form.
///
/// The bound is the largest probability under which n observations without an event are not rarer
/// than 1 - level: 1 - (1 - level)^(1/n), about 3 / n at 95 %.
/// - Edge cases: no observation is `no_data`.
/// - Source: Hanley and Lippman-Hand (1983). Reference values: closed form.
public struct RuleOfThree: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "zero_events_upper_bound"

  /// The one-sided upper bound, a fraction.
  public let bound: Double
  /// Its one-sided level.
  public let level: Double

  /// Bounds the probability of an event that was not seen among n.
  public init(n: Int, level: Double = 0.95) throws(NotEstimable) {
    guard n > 0 else { throw .noData }
    // 1 - x^(1/n) without cancellation.
    bound = -Double.expMinusOne(Double.log(1 - level) / Double(n))
    self.level = level
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: 0, low: 0, high: bound, level: level, method: "zero_events;one_sided_bound")
  }
}
