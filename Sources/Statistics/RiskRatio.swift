import RealModule

/// The ratio of two proportions with Koopman's score interval.
///
/// Estimand: pA / pB. The interval holds every ratio that the score test, with both proportions
/// estimated under that ratio, does not reject.
/// - Edge cases: an empty group is `no_data`; no event in B is `no_denominator`; no event in A gives
///   an estimate and a lower limit of 0.
/// - Source: Koopman (1984). Reference values: Tests/StatisticsTests/Reference/Categorical.
public struct RiskRatio: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "koopman_score"

  /// pA / pB.
  public let estimate: Double
  /// Its interval.
  public let interval: Interval

  /// Compares two proportions.
  public init(
    _ eventsA: Int, of nA: Int, _ eventsB: Int, of nB: Int, level: Double = 0.95
  ) throws(NotEstimable) {
    guard nA > 0, nB > 0 else { throw .noData }
    guard eventsB > 0 else { throw .noDenominator }
    let a = (events: Double(eventsA), n: Double(nA))
    let b = (events: Double(eventsB), n: Double(nB))
    estimate = (a.events / a.n) / (b.events / b.n)
    let z = Normal.critical(level: level)
    let critical = z * z
    // On the log scale both limits are a few units from the estimate.
    func limit(from start: Double, towards direction: Double) -> Double? {
      func excess(_ log: Double) -> Double { Self.score(a, b, ratio: .exp(log)) - critical }
      var far = start + direction
      var steps = 0
      while excess(far) < 0 {
        far += direction
        steps += 1
        if steps > 700 { return nil }
      }
      return RootSearch.bracketed(start, far, excess).map { .exp($0) }
    }
    guard eventsA > 0 else {
      let start = Double.log(0.5 / a.n / (b.events / b.n)) - 40
      interval = Interval(low: 0, high: limit(from: start, towards: 1), level: level)
      return
    }
    let center = Double.log(estimate)
    interval = Interval(
      low: limit(from: center, towards: -1), high: limit(from: center, towards: 1), level: level)
  }

  /// The score statistic (a chi-square of one degree of freedom) of a ratio.
  private static func score(
    _ a: (events: Double, n: Double), _ b: (events: Double, n: Double), ratio: Double
  ) -> Double {
    // Under pA = ratio pB the likelihood's root solves a quadratic in pA.
    let total = a.n + b.n
    let linear = ratio * (a.n + b.events) + a.events + b.n
    let discriminant = linear * linear - 4 * ratio * total * (a.events + b.events)
    let pA = (linear - Double.maximum(0, discriminant).squareRoot()) / (2 * total)
    func term(_ events: Double, _ n: Double, _ p: Double) -> Double {
      let residual = events - n * p
      // A proportion of 0 or 1 fits its own group exactly.
      return p > 0 && p < 1 ? residual * residual / (n * p * (1 - p)) : 0
    }
    return term(a.events, a.n, min(1, pA)) + term(b.events, b.n, min(1, pA / ratio))
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(estimate: estimate, interval: interval, method: Self.methodName)
  }
}
