/// The ratio of two sums over patients, with a patient bootstrap interval.
///
/// Estimand: sum of numerators / sum of denominators: fees per responder, events per treatment. The
/// patient is the unit that is resampled, so rows of one patient stay together. BCa by keyed
/// multinomial draws over the distinct pairs.
/// - Edge cases: no patient is `no_data`; a sum of denominators of 0 is `no_denominator`; one patient,
///   or a ratio that no resample changes, has a blank interval.
/// - Source: Efron (1987). Reference values: Tests/StatisticsTests/Reference/Bootstrap.
public struct RatioOfSums: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "ratio_of_sums"

  /// The ratio.
  public let estimate: Double
  /// Its interval.
  public let interval: Interval
  /// The number of draws.
  public let draws: Int

  /// Estimates a ratio.
  /// - Parameter patients: numerator (as baseline) and denominator (as follow-up) of each patient, in
  ///   nano units of their own.
  public init(
    _ patients: JointCounts, level: Double = 0.95, draws: Int = BootstrapRoute.defaultDraws,
    key: DrawKey = DrawKey(), split: WorkSplit = .sequential
  ) throws(NotEstimable) {
    guard !patients.isEmpty else { throw .noData }
    let top = patients.baseline.nanoSum
    let bottom = patients.followUp.nanoSum
    guard bottom != 0 else { throw .noDenominator }
    self.draws = draws
    estimate = Double(top) / Double(bottom)
    let numerators = patients.baselineNano.map(ValueCounts.real)
    let denominators = patients.followUpNano.map(ValueCounts.real)
    let bootstrap = CountBootstrap(
      counts: patients.counts, level: level, draws: draws, key: key, split: split
    ) { counts in
      var (top, bottom) = (0.0, 0.0)
      for cell in counts.indices {
        top += Double(counts[cell]) * numerators[cell]
        bottom += Double(counts[cell]) * denominators[cell]
      }
      return bottom != 0 ? top / bottom : nil
    }
    interval = bootstrap?.interval ?? .unreached(level: level)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: estimate, interval: interval,
      method: "ratio_of_sums;patient_bootstrap;bca;multinomial_draws=\(draws)")
  }
}
