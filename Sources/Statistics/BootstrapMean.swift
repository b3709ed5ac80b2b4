import RealModule

/// How a bootstrap distribution is obtained.
public enum BootstrapRoute: Sendable, Hashable {
  /// Exactly, while the lattice of the sum allows; keyed draws otherwise.
  case exact
  /// By so many keyed multinomial draws.
  case draws(Int)

  /// The number of draws where the exact route is not open.
  public static let defaultDraws = 9_999
}

/// The mean of a sample with a BCa bootstrap interval.
///
/// Estimand: the mean, without an assumption about the shape of the distribution. The bootstrap
/// distribution is exact (``BootstrapSumDistribution``): z0 = Phi^-1(P(T* < t) + P(T* = t) / 2),
/// a = sum (d - mean)^3 / (6 (sum (d - mean)^2)^1.5), and each limit is the smallest v with
/// F(v) >= alpha. Where the lattice is too fine, keyed multinomial draws; the method says so.
/// - Edge cases: no observation is `no_data`, one is `n_too_small`; all equal: the estimate stands
///   and the interval is blank.
/// - Source: Efron (1987). Reference values: Tests/StatisticsTests/Reference/Bootstrap.
public struct BootstrapMean: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "bca"

  /// The mean.
  public let mean: Double
  /// The BCa interval.
  public let interval: Interval
  /// The percentile interval of the same distribution.
  public let percentile: Interval
  /// The bias correction z0; 0 when all observations are equal.
  public let bias: Double
  /// The acceleration; 0 when all observations are equal.
  public let acceleration: Double
  /// The number of draws; `nil` when the distribution is exact.
  public let draws: Int?

  /// Bootstraps the mean.
  public init(
    _ sample: ValueCounts, level: Double = 0.95, route: BootstrapRoute = .exact,
    key: DrawKey = DrawKey(), split: WorkSplit = .sequential
  ) throws(NotEstimable) {
    guard let mean = sample.mean else { throw .noData }
    guard let variance = sample.sampleVariance else { throw .nTooSmall }
    self.mean = mean
    guard !sample.isConstant else {
      interval = .unreached(level: level)
      percentile = .unreached(level: level)
      (bias, acceleration, draws) = (0, 0, nil)
      return
    }
    let squares = variance * Double(sample.n - 1)
    let acceleration = sample.cubedDeviations / (6 * squares * Double.sqrt(squares))
    self.acceleration = acceleration
    let tails = (1 - level) / 2
    if route == .exact, let exact = BootstrapSumDistribution(sample, split: split) {
      draws = nil
      bias = Normal.quantile(exact.midProbabilityAtObserved)
      let areas = BiasCorrected.areas(bias: bias, acceleration: acceleration, level: level)
      interval = Interval(
        low: areas.flatMap { exact.quantileOfMean($0.low) },
        high: areas.flatMap { exact.quantileOfMean($0.high) }, level: level)
      percentile = Interval(
        low: exact.quantileOfMean(tails), high: exact.quantileOfMean(1 - tails), level: level)
      return
    }
    let count = if case .draws(let wanted) = route { wanted } else { BootstrapRoute.defaultDraws }
    draws = count
    let values = sample.values
    let n = Double(sample.n)
    let replicates = CountReplicates(counts: sample.counts, draws: count, key: key, split: split) {
      drawn in
      var sum = 0.0
      for cell in values.indices { sum += Double(drawn[cell]) * (values[cell] - mean) }
      return mean + sum / n
    }
    bias = replicates.bias(observed: mean)
    let areas = BiasCorrected.areas(bias: bias, acceleration: acceleration, level: level)
    interval = Interval(
      low: areas.flatMap { replicates.quantile($0.low) },
      high: areas.flatMap { replicates.quantile($0.high) }, level: level)
    percentile = Interval(
      low: replicates.quantile(tails), high: replicates.quantile(1 - tails), level: level)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: mean, interval: interval,
      method: draws.map { "bca;multinomial_draws=\($0)" } ?? "bca;exact_bootstrap_distribution")
  }
}
