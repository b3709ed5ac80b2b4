/// Funnel limits for the proportions of several units, with allowance for over-dispersion.
///
/// Each unit's proportion is compared with the overall one by z = (p - target) / se, se from the
/// target. The over-dispersion factor is the mean of squared z, winsorised at 10 % and 90 %; where it
/// exceeds 1 an additive between-unit variance tau^2 (DerSimonian and Laird) widens the limits.
/// Limits are for prediction: target +- z(level) sqrt(se^2 + tau^2), cut at 0 and 1.
/// - Edge cases: no observation is `no_data`, fewer than two units `n_too_small`; a target of 0 or 1 is
///   `zero_variance`.
/// - Source: Spiegelhalter (2005), sections 3 and 4, appendix A. Reference values:
///   Tests/StatisticsTests/Reference/ControlCharts.
public struct FunnelPlot: Sendable, Hashable {
  /// The overall proportion.
  public let target: Double
  /// The over-dispersion factor; at most 1 when there is none.
  public let overdispersion: Double
  /// The between-unit variance that the limits allow for; 0 when there is none.
  public let tauSquared: Double
  /// z of each unit against the widened limits, in the order given; `nil` for an empty unit.
  public let zScores: [Double?]

  /// Compares units.
  public init(_ units: [(events: Int, n: Int)]) throws(NotEstimable) {
    let filled = units.filter { $0.n > 0 }
    let n = filled.reduce(0) { $0 + $1.n }
    guard n > 0 else { throw .noData }
    guard filled.count > 1 else { throw .nTooSmall }
    let target = Double(filled.reduce(0) { $0 + $1.events }) / Double(n)
    guard target > 0, target < 1 else { throw .zeroVariance }
    func squaredError(_ n: Int) -> Double { target * (1 - target) / Double(n) }
    func distance(_ unit: (events: Int, n: Int)) -> Double {
      Double(unit.events) / Double(unit.n) - target
    }
    let z = filled.map { distance($0) / squaredError($0.n).squareRoot() }
    let factor = Self.winsorised(z).reduce(0) { $0 + $1 * $1 } / Double(z.count)
    let weights = filled.map { 1 / squaredError($0.n) }
    let sum = weights.reduce(0, +)
    let size = Double(z.count)
    let tau =
      (size * factor - (size - 1)) / (sum - weights.reduce(0) { $0 + $1 * $1 } / sum)
    let tauSquared = factor > 1 && tau > 0 ? tau : 0
    self.target = target
    overdispersion = factor
    self.tauSquared = tauSquared
    zScores = units.map { unit in
      unit.n > 0 ? distance(unit) / (squaredError(unit.n) + tauSquared).squareRoot() : nil
    }
  }

  /// The limits for a unit of this size.
  public func limits(n: Int, level: Double) -> Interval {
    let reach =
      Normal.critical(level: level)
      * (target * (1 - target) / Double(n) + tauSquared).squareRoot()
    return Interval(low: max(0, target - reach), high: min(1, target + reach), level: level)
  }

  /// The values with the lowest and highest tenth pulled in to the quantiles there (type 7).
  private static func winsorised(_ values: [Double]) -> [Double] {
    let sorted = values.sorted()
    func quantile(_ p: Double) -> Double {
      let position = Double(sorted.count - 1) * p
      let low = Int(position)
      let high = min(low + 1, sorted.count - 1)
      return sorted[low] + (position - Double(low)) * (sorted[high] - sorted[low])
    }
    let (low, high) = (quantile(0.1), quantile(0.9))
    return values.map { min(high, max(low, $0)) }
  }
}
