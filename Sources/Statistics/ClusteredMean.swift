/// The mean over rows that come in clusters (sessions of patients), with a clustered interval.
///
/// Estimand: the mean over all rows. The variance adds up the squared sums of residuals per cluster
/// (CR1: times G / (G - 1)); t interval with G - 1 degrees of freedom.
/// - Edge cases: no row is `no_data`, one cluster is `n_too_small`; when the clusters' residuals all
///   cancel the interval is blank.
/// - Source: Cameron and Miller (2015), section II.B. Reference values:
///   Tests/StatisticsTests/Reference/ClusteredMean.
public struct ClusteredMean: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "cr1_clustered"

  /// The mean over rows.
  public let mean: Double
  /// Its clustered standard error.
  public let standardError: Double
  /// The number of clusters.
  public let clusters: Int
  /// The number of rows.
  public let n: Int
  /// The interval of the mean.
  public let interval: Interval

  /// Estimates a mean.
  /// - Parameter clusters: for each cluster its number of rows and their sum in nano units.
  public init(
    clusters: [(rows: Int, nanoSum: Int128)], level: Double = 0.95
  ) throws(NotEstimable) {
    let filled = clusters.filter { $0.rows > 0 }
    guard !filled.isEmpty else { throw .noData }
    guard filled.count > 1 else { throw .nTooSmall }
    let n = filled.reduce(0) { $0 + $1.rows }
    let total = filled.reduce(Int128(0)) { $0 + $1.nanoSum }
    let magnitude = WideInteger.roundedQuotient(
      total.magnitude, UInt128(n) * UInt128(ValueCounts.nanoPerUnit))
    let mean = total < 0 ? -magnitude : magnitude
    // n times a cluster's sum of residuals is a whole number: no cancellation.
    let squares = filled.reduce(0.0) { sum, cluster in
      let residual = Double(
        cluster.nanoSum * Int128(n) - total * Int128(cluster.rows))
      return sum + residual * residual
    }
    let g = Double(filled.count)
    let size = Double(n)
    let scale = size * size * ValueCounts.nanoPerUnit
    standardError = (g / (g - 1) * squares).squareRoot() / scale
    self.mean = mean
    self.n = n
    self.clusters = filled.count
    interval =
      squares == 0
      ? .unreached(level: level)
      : .symmetric(
        around: mean, halfWidth: StudentT.critical(level: level, df: g - 1) * standardError,
        level: level)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: mean, interval: interval, df: Double(clusters - 1),
      method: "cr1_clustered;clusters=\(clusters)")
  }
}
