import RealModule

/// The Kaplan-Meier estimate of the share that is still without the event.
///
/// S(t) is the product over event times of 1 - events / at risk; Greenwood's variance; limits on the
/// log(-log S) scale, as R's `conf.type = "log-log"`. At one time a share of 0 or 1, which those limits
/// do not cover, has ``BetaProductLimits``.
/// - Source: Kaplan and Meier (1958); Kalbfleisch and Prentice (2002), section 1.4; the median's
///   limits after Brookmeyer and Crowley (1982). Reference values:
///   Tests/StatisticsTests/Reference/Survival.
public struct KaplanMeier: Sendable {
  /// The curve just after a time.
  public struct Step: Sendable, Hashable {
    /// The time.
    public let time: Int
    /// How many were at risk just before.
    public let atRisk: Int
    /// The events at this time.
    public let events: Int
    /// The censorings at this time.
    public let censored: Int
    /// S just after this time.
    public let survival: Double
    /// The lower limit of S; `nil` where S is 0 or 1.
    public let low: Double?
    /// The upper limit of S; `nil` where S is 0 or 1.
    public let high: Double?
  }

  /// One step for each distinct time, ascending.
  public let steps: [Step]
  /// The level of the limits.
  public let level: Double

  /// Estimates the curve.
  public init(_ counts: SurvivalCounts, level: Double = 0.95) throws(NotEstimable) {
    guard !counts.isEmpty else { throw .noData }
    let z = Normal.critical(level: level)
    var survival = 1.0
    var greenwood = 0.0
    var steps: [Step] = []
    for (row, atRisk) in zip(counts.rows, counts.atRisk) {
      if row.events == atRisk {
        survival = 0
      } else {
        let (n, d) = (Double(atRisk), Double(row.events))
        survival *= (n - d) / n
        greenwood += d / (n * (n - d))
      }
      let limits = Self.limits(survival, greenwood: greenwood, z: z)
      steps.append(
        Step(
          time: row.time, atRisk: atRisk, events: row.events, censored: row.censored,
          survival: survival, low: limits?.low, high: limits?.high))
    }
    self.steps = steps
    self.level = level
  }

  private static func limits(
    _ survival: Double, greenwood: Double, z: Double
  ) -> (low: Double, high: Double)? {
    guard survival > 0, survival < 1 else { return nil }
    // The standard error of log(-log S) is sqrt(greenwood) / |log S|.
    let reach = z * greenwood.squareRoot() / -Double.log(survival)
    return (
      Double.pow(survival, Double.exp(reach)), Double.pow(survival, Double.exp(-reach))
    )
  }

  /// When a curve first falls below 1/2: the midpoint of the flat stretch where it is exactly 1/2.
  ///
  /// - Parameter curve: the value after each step, `nil` where it does not exist.
  private func crossing(_ curve: (Step) -> Double?) -> Double? {
    // Products of fractions that are 1/2 exactly come out within rounding of it, as R allows for.
    let slack = 1e-9
    var flat: Int?
    for step in steps {
      guard let value = curve(step) else { continue }
      if value < 0.5 - slack {
        return flat.map { (Double($0) + Double(step.time)) / 2 } ?? Double(step.time)
      }
      if value <= 0.5 + slack, flat == nil { flat = step.time }
    }
    // A curve that ends on the flat stretch never falls below 1/2; its start is what is known.
    return flat.map(Double.init)
  }

  /// The median time to the event with the limits where the log-log limits cross 1/2.
  public var median: KaplanMeierMedian {
    KaplanMeierMedian(
      estimate: crossing(\.survival),
      interval: Interval(
        low: crossing(\.low), high: crossing(\.high), level: level))
  }

  /// The curve at a time.
  ///
  /// Beyond the last observation the curve is not known unless it has reached 0: `no_data`.
  public func at(_ time: Int) throws(NotEstimable) -> KaplanMeierAt {
    guard let last = steps.last, time <= last.time || last.survival == 0 else { throw .noData }
    let reached = steps.prefix { $0.time <= time }
    let survival = reached.last?.survival ?? 1
    if survival == 1 {
      // A censoring at the time itself was followed that far.
      let followed = steps.first { $0.time >= time }?.atRisk ?? 0
      return KaplanMeierAt(
        survival: 1,
        interval: Interval(
          low: BetaProductLimits.low(followed: followed, level: level), high: 1, level: level),
        limits: .betaProduct)
    }
    if survival == 0 {
      return KaplanMeierAt(
        survival: 0,
        interval: Interval(
          low: 0, high: BetaProductLimits.high(reached, level: level), level: level),
        limits: .betaProduct)
    }
    return KaplanMeierAt(
      survival: survival,
      interval: Interval(low: reached.last?.low, high: reached.last?.high, level: level),
      limits: .logLog)
  }
}

/// The Kaplan-Meier median; absent when the curve does not reach 1/2.
public struct KaplanMeierMedian: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "kaplan_meier_median"

  /// The median time; `nil` when the curve stays above 1/2.
  public let estimate: Double?
  /// Its limits; one that is not reached is absent.
  public let interval: Interval

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    var result = StatisticResult(
      estimate: estimate, low: interval.low, high: interval.high, level: interval.level,
      method: "kaplan_meier;log_log_limits")
    if estimate == nil { result.method += ";median_not_reached" }
    return result
  }
}

/// The Kaplan-Meier curve at one time.
public struct KaplanMeierAt: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "kaplan_meier_at"

  /// The share without the event just after this time.
  public let survival: Double
  /// Its interval.
  public let interval: Interval
  /// How the limits are found.
  public let limits: Limits

  /// How limits of a Kaplan-Meier share are found; the name stands in `method`.
  public enum Limits: String, Sendable {
    /// On the log(-log S) scale, by Greenwood's variance.
    case logLog = "log_log_limits"
    /// By the beta product procedure, where the share is 0 or 1.
    case betaProduct = "beta_product_limits"
  }

  /// The share with the event, with its interval.
  public var reached: StatisticResult {
    StatisticResult(
      estimate: 1 - survival,
      interval: Interval(
        low: interval.high.map { 1 - $0 }, high: interval.low.map { 1 - $0 }, level: interval.level),
      method: "kaplan_meier;share_reached;" + limits.rawValue)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: survival, interval: interval, method: "kaplan_meier;" + limits.rawValue)
  }
}
