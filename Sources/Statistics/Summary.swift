/// One describing figure of a sample, without interval or test.
///
/// - Missing: observations without a value are not in the counts.
/// - Edge cases: no observation is `no_data`; `sd` of one is `n_too_small`.
/// - Reference values: Tests/StatisticsTests/Reference/Summary; NIST StRD for mean and sd.
public struct Summary: StatisticalMethod {
  /// Which figure.
  public enum Figure: String, Sendable, CaseIterable {
    /// The arithmetic mean, rounded once from the exact sum.
    case mean
    /// The standard deviation with divisor n - 1, from exact sums.
    case sd
    /// The median.
    case median
    /// The first quartile (R type 7).
    case q1
    /// The third quartile (R type 7).
    case q3
  }

  /// What `method` says where there is no estimate.
  public static let methodName = "descriptive"

  /// Which figure it is.
  public let figure: Figure
  /// Its value, in the unit of the data.
  public let estimate: Double
  /// The number of observations.
  public let n: Int

  /// Describes a sample.
  public init(_ figure: Figure, of sample: ValueCounts) throws(NotEstimable) {
    guard !sample.isEmpty else { throw .noData }
    let value: Double? =
      switch figure {
      case .mean: sample.mean
      case .sd: sample.sampleSD
      case .median: sample.median
      case .q1: sample.quantile(0.25)
      case .q3: sample.quantile(0.75)
      }
    guard let value else { throw .nTooSmall }
    self.figure = figure
    estimate = value
    n = sample.n
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    let method =
      switch figure {
      case .mean: "arithmetic_mean"
      case .sd: "sample_sd"
      case .median, .q1, .q3: "quantile_type_7"
      }
    return StatisticResult(estimate: estimate, method: method)
  }
}
