/// Kruskal and Wallis' test of several samples.
///
/// H0: all groups have the same distribution; H1: at least one tends to be larger. H is corrected for
/// ties and compared with chi-square, df = groups - 1. Groups without observations are left out.
/// - Edge cases: fewer than two groups with data is `no_data`; all values equal is `zero_variance`.
/// - Source: Kruskal and Wallis (1952). Reference values:
///   Tests/StatisticsTests/Reference/SeveralGroups.
public struct KruskalWallis: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "kruskal_wallis"

  /// H, corrected for ties.
  public let h: Double
  /// The number of groups minus 1.
  public let df: Double
  /// The p-value.
  public let pValue: Double

  /// Compares samples.
  public init(_ groups: [ValueCounts]) throws(NotEstimable) {
    let samples = groups.filter { !$0.isEmpty }
    guard samples.count > 1 else { throw .noData }
    let pooled = samples.reduce(.empty, +)
    guard !pooled.isConstant else { throw .zeroVariance }
    let n = Double(pooled.n)
    var doubledRanks: [Int64: Int] = [:]
    var below = 0
    var ties = 0.0
    for (value, count) in zip(pooled.nano, pooled.counts) {
      doubledRanks[value] = 2 * below + count + 1
      below += count
      ties += Double(count) * (Double(count) * Double(count) - 1)
    }
    // Twice the rank sums are whole numbers; deviations from their expectation are exact.
    let between = samples.reduce(0.0) { sum, sample in
      let doubled = zip(sample.nano, sample.counts).reduce(0) {
        $0 + (doubledRanks[$1.0] ?? 0) * $1.1
      }
      let deviation = Double(doubled - sample.n * (pooled.n + 1)) / 2
      return sum + deviation * deviation / Double(sample.n)
    }
    h = 12 / (n * (n + 1)) * between / (1 - ties / (n * (n * n - 1)))
    df = Double(samples.count - 1)
    pValue = ChiSquare.pValue(h, df: df)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: h, df: df, pValue: pValue, method: "kruskal_wallis;tie_corrected_chi_square")
  }
}
