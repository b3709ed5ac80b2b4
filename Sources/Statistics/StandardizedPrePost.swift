import CSpecialFunctions

/// The mean change in standard deviations of the scores themselves.
///
/// Three divisors: the average of the two standard deviations (`d_av`), the same with the small
/// sample factor J(n - 1) (`hedges_g`), and the standard deviation at baseline (`es_baseline`).
/// Intervals are BCa by keyed multinomial draws over the distinct pairs.
/// - Edge cases: no pair is `no_data`; one (two for `hedges_g`) is `n_too_small`; a divisor of 0 is
///   `zero_variance`.
/// - Source: Cumming (2012), chapter 11; J by the gamma function, Hedges (1981), formula 6e.
///   Reference values: Tests/StatisticsTests/Reference/EffectSizes.
public struct StandardizedPrePost: StatisticalMethod {
  /// What the mean change is divided by.
  public enum Divisor: String, Sendable, CaseIterable {
    /// The average of the standard deviations of BASE and AVAL.
    case average = "d_av"
    /// The same, corrected for small samples.
    case hedges = "hedges_g"
    /// The standard deviation of BASE.
    case baseline = "es_baseline"
  }

  /// What `method` says where there is no estimate.
  public static let methodName = "standardized_mean_change"

  /// The divisor.
  public let divisor: Divisor
  /// The standardised mean change, with the sign of CHG.
  public let estimate: Double
  /// The BCa interval.
  public let interval: Interval
  /// The number of draws.
  public let draws: Int

  /// Estimates a standardised mean change.
  public init(
    _ divisor: Divisor, of pairs: JointCounts, level: Double = 0.95,
    draws: Int = BootstrapRoute.defaultDraws, key: DrawKey = DrawKey(),
    split: WorkSplit = .sequential
  ) throws(NotEstimable) {
    guard !pairs.isEmpty else { throw .noData }
    guard pairs.n >= (divisor == .hedges ? 3 : 2) else { throw .nTooSmall }
    guard let exact = Self.exact(divisor, pairs) else { throw .zeroVariance }
    let cells = CenteredCells(pairs)
    let bootstrap = CountBootstrap(
      counts: pairs.counts, level: level, draws: draws, key: key, split: split
    ) { cells.effect(divisor, counts: $0) }
    self.divisor = divisor
    self.draws = draws
    // The estimate comes from exact sums; the resamples repeat it in floating point.
    estimate = exact
    interval = bootstrap?.interval ?? .unreached(level: level)
  }

  /// J(m) = gamma(m / 2) / (sqrt(m / 2) gamma((m - 1) / 2)), m > 1.
  static func smallSampleFactor(df: Double) -> Double {
    1 / ((df / 2).squareRoot() * ashi_gamma_delta_ratio((df - 1) / 2, 0.5))
  }

  private static func exact(_ divisor: Divisor, _ pairs: JointCounts) -> Double? {
    guard let mean = pairs.change.mean, let before = pairs.baseline.sampleSD,
      let after = pairs.followUp.sampleSD
    else { return nil }
    return effect(divisor, mean: mean, before: before, after: after, n: Double(pairs.n))
  }

  fileprivate static func effect(
    _ divisor: Divisor, mean: Double, before: Double, after: Double, n: Double
  ) -> Double? {
    let scale = divisor == .baseline ? before : (before + after) / 2
    guard scale > 0 else { return nil }
    let factor = divisor == .hedges ? smallSampleFactor(df: n - 1) : 1
    return factor * mean / scale
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: estimate, interval: interval,
      method: "\(divisor.rawValue);bca;multinomial_draws=\(draws)")
  }
}

/// The distinct pairs as deviations from the means, ready to be weighted by resampled counts.
private struct CenteredCells: Sendable {
  private let before: [Double]
  private let after: [Double]
  private let meanChange: Double

  init(_ pairs: JointCounts) {
    let center = (pairs.baseline.mean ?? 0, pairs.followUp.mean ?? 0)
    before = pairs.baselineNano.map { ValueCounts.real($0) - center.0 }
    after = pairs.followUpNano.map { ValueCounts.real($0) - center.1 }
    meanChange = pairs.change.mean ?? 0
  }

  func effect(_ divisor: StandardizedPrePost.Divisor, counts: [Int]) -> Double? {
    var (n, sumX, sumY, squaresX, squaresY) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for cell in counts.indices where counts[cell] > 0 {
      let weight = Double(counts[cell])
      let (x, y) = (before[cell], after[cell])
      n += weight
      sumX += weight * x
      sumY += weight * y
      squaresX += weight * x * x
      squaresY += weight * y * y
    }
    func sd(_ sum: Double, _ squares: Double) -> Double {
      let variance = (squares - sum * sum / n) / (n - 1)
      // A resample of one value leaves rounding noise where the variance is 0.
      return variance > 1e-12 * squares / n ? variance.squareRoot() : 0
    }
    return StandardizedPrePost.effect(
      divisor, mean: meanChange + (sumY - sumX) / n, before: sd(sumX, squaresX),
      after: sd(sumY, squaresY), n: n)
  }
}
