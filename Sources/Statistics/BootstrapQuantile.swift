import RealModule

/// A quantile of a sample with a percentile bootstrap interval in closed form.
///
/// The type 7 quantile of a resample is (1 - g) X(k) + g X(k + 1) of its order statistics. That at
/// most v of this is reached, for n draws from counts, is a sum of binomial terms over the distinct
/// values: no replicate is drawn, and the limits are the smallest v with F(v) >= alpha.
/// - Edge cases: no observation is `no_data`, one is `n_too_small`; all equal: the estimate stands and
///   the interval is blank.
/// - Source: Efron (1979), section 3, for the median; Hyndman and Fan (1996), definition 7.
///   Reference values: Tests/StatisticsTests/Reference/Bootstrap.
public struct BootstrapQuantile: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "bootstrap_quantile"

  /// The quantile of the sample.
  public let estimate: Double
  /// Its percentile interval.
  public let interval: Interval

  /// Bootstraps a quantile.
  /// - Parameter p: a probability in 0...1; 0.5 is the median.
  public init(_ sample: ValueCounts, p: Double = 0.5, level: Double = 0.95) throws(NotEstimable) {
    guard let estimate = sample.quantile(p) else { throw .noData }
    guard sample.n > 1 else { throw .nTooSmall }
    self.estimate = estimate
    guard !sample.isConstant else {
      interval = .unreached(level: level)
      return
    }
    let tails = (1 - level) / 2
    let distribution = QuantileDistribution(sample, p: p)
    interval = Interval(
      low: distribution.smallest(area: tails), high: distribution.smallest(area: 1 - tails),
      level: level)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: estimate, interval: interval, method: "percentile;exact_bootstrap_distribution")
  }
}

/// The exact bootstrap distribution of a type 7 quantile.
private struct QuantileDistribution {
  private let values: [Double]
  private let share: [Double]
  private let n: Double
  /// The lower order statistic, counted from 1, and the weight of the next one.
  private let k: Double
  private let fraction: Double

  init(_ sample: ValueCounts, p: Double) {
    values = sample.values
    var below = 0
    share = sample.counts.map { count in
      below += count
      return Double(below) / Double(sample.n)
    }
    n = Double(sample.n)
    let position = (n - 1) * p
    k = position.rounded(.down) + 1
    fraction = position - position.rounded(.down)
  }

  /// P(X(j) <= the value at an index) of a resample.
  private func orderStatistic(_ j: Double, atMost index: Int) -> Double {
    index < 0 ? 0 : index == values.count - 1 ? 1 : Beta.lower(share[index], j, n - j + 1)
  }

  /// The smallest value of the resampled quantile whose distribution function reaches an area.
  func smallest(area: Double) -> Double? {
    guard fraction > 0 else {
      return values.indices.first { orderStatistic(k, atMost: $0) >= area }.map { values[$0] }
    }
    // Candidates are (1 - g) x_a + g x_b, a <= b; the distribution is searched by bisection over
    // reals, then the answer is the least candidate within the last interval.
    var (low, high) = (values[0], values[values.count - 1])
    if cumulative(low) >= area { return low }
    for _ in 0..<200 {
      let middle = low + (high - low) / 2
      guard middle > low, middle < high else { break }
      if cumulative(middle) >= area { high = middle } else { low = middle }
    }
    return candidate(near: high)
  }

  /// P((1 - g) X(k) + g X(k + 1) <= v).
  private func cumulative(_ v: Double) -> Double {
    var sum = 0.0
    var highest = values.count - 1
    let logChoices =
      Double.logGamma(n + 1) - Double.logGamma(k + 1) - Double.logGamma(n - k + 1)
    let slack = 1e-12 * max(abs(v), 1e-9)
    for a in values.indices where values[a] <= v + slack {
      while highest > a, (1 - fraction) * values[a] + fraction * values[highest] > v + slack {
        highest -= 1
      }
      // X(k) = x_a and X(k + 1) = x_a, or X(k + 1) in (x_a, x_highest] with exactly k draws up to x_a.
      let reached = orderStatistic(k + 1, atMost: a) - exactly(a - 1, through: a)
      sum += reached - orderStatistic(k + 1, atMost: a - 1)
      if highest > a {
        sum += choose(logChoices, a: a, highest: highest)
      }
    }
    return sum
  }

  /// P(exactly k draws lie at or below index a - 1, and the next is x_a).
  private func exactly(_ before: Int, through a: Int) -> Double {
    guard before >= 0 else { return 0 }
    let logChoices =
      Double.logGamma(n + 1) - Double.logGamma(k + 1) - Double.logGamma(n - k + 1)
    return Double.exp(logChoices + k * Double.log(share[before]))
      * (power(1 - share[before]) - power(1 - share[a]))
  }

  /// P(exactly k draws lie up to x_a, at least one of them at x_a, and the next one in
  /// (x_a, x_highest]).
  private func choose(_ logChoices: Double, a: Int, highest: Int) -> Double {
    let upTo = Double.exp(logChoices + k * Double.log(share[a]))
    let before = a > 0 ? Double.exp(logChoices + k * Double.log(share[a - 1])) : 0
    return (upTo - before) * (power(1 - share[a]) - power(1 - share[highest]))
  }

  private func power(_ rest: Double) -> Double {
    rest <= 0 ? 0 : Double.pow(rest, n - k)
  }

  private func candidate(near v: Double) -> Double {
    var best = v
    var distance = Double.infinity
    var b = values.count - 1
    for a in values.indices {
      while b > a, (1 - fraction) * values[a] + fraction * values[b] > v { b -= 1 }
      for index in Set([b, min(b + 1, values.count - 1)]) where index >= a {
        let value = values[a] + fraction * (values[index] - values[a])
        if abs(value - v) < distance { (best, distance) = (value, abs(value - v)) }
      }
    }
    return best
  }
}
