import RealModule

/// A function of counts with a BCa interval by keyed multinomial draws.
///
/// For figures whose bootstrap distribution has no closed form: standardised effects, ratios, rank
/// correlations. The acceleration is the jackknife's, which over counts needs one evaluation per
/// distinct cell instead of one per row.
/// - Edge cases: resamples on which the figure does not exist are left out; when it exists on none,
///   or takes a single value on all, the interval is blank.
/// - Source: Efron (1987); Reference values: Tests/StatisticsTests/Reference/Bootstrap.
public struct CountBootstrap: Sendable {
  /// The statistic of the data.
  public let estimate: Double
  /// The BCa interval.
  public let interval: Interval
  /// The number of draws.
  public let draws: Int

  /// Bootstraps a statistic.
  /// - Parameters:
  ///   - counts: how often each cell occurs; the statistic is a function of such counts.
  ///   - statistic: the value of a table of counts, or `nil` where it does not exist.
  /// - Returns: `nil` when the statistic does not exist on the data.
  public init?(
    counts: [Int], level: Double = 0.95, draws: Int = BootstrapRoute.defaultDraws,
    key: DrawKey = DrawKey(), split: WorkSplit = .sequential,
    statistic: @Sendable ([Int]) -> Double?
  ) {
    guard let observed = statistic(counts) else { return nil }
    estimate = observed
    self.draws = draws
    let replicates = CountReplicates(
      counts: counts, draws: draws, key: key, split: split, statistic: statistic)
    guard let least = replicates.sorted.first, let most = replicates.sorted.last, least < most,
      let acceleration = Self.acceleration(counts, statistic),
      let areas = BiasCorrected.areas(
        bias: replicates.bias(observed: observed), acceleration: acceleration, level: level)
    else {
      interval = .unreached(level: level)
      return
    }
    interval = Interval(
      low: replicates.quantile(areas.low), high: replicates.quantile(areas.high), level: level)
  }

  /// The jackknife over distinct cells: leaving out any row of a cell gives the same value.
  private static func acceleration(
    _ counts: [Int], _ statistic: ([Int]) -> Double?
  ) -> Double? {
    var shortened = counts
    var left: [(value: Double, count: Double)] = []
    for cell in counts.indices where counts[cell] > 0 {
      shortened[cell] -= 1
      guard let value = statistic(shortened) else { return nil }
      shortened[cell] += 1
      left.append((value, Double(counts[cell])))
    }
    let n = left.reduce(0) { $0 + $1.count }
    let mean = left.reduce(0) { $0 + $1.count * $1.value } / n
    var (squares, cubes) = (0.0, 0.0)
    for (value, count) in left {
      let influence = mean - value
      squares += count * influence * influence
      cubes += count * influence * influence * influence
    }
    return squares > 0 ? cubes / (6 * squares * Double.sqrt(squares)) : 0
  }
}
