import RealModule

/// The Mann-Whitney U test (Wilcoxon's rank-sum test).
///
/// H0: A and B have the same distribution; H1: one tends to be larger. The statistic is U of A: the
/// number of pairs in which A is larger, a tie counting half.
/// - Ties: midranks. While m n <= 10,000 the exact conditional distribution, two-sided as twice the
///   smaller tail; beyond that the normal one, tie- and continuity-corrected.
/// - Edge cases: an empty group is `no_data`; all values equal is `zero_variance`.
/// - Source: Mann and Whitney (1947); Streitberg and Roehmel (1986).
///   Reference values: Tests/StatisticsTests/Reference/MannWhitney.
public struct MannWhitney: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "mann_whitney"

  /// The largest m n that is treated exactly.
  public static let exactLimit = 10_000

  /// U of A.
  public let u: Double
  /// Whether the null distribution was exact.
  public let isExact: Bool
  /// The two-sided p-value.
  public let pValue: Double

  /// Compares two samples.
  public init(_ a: ValueCounts, _ b: ValueCounts) throws(NotEstimable) {
    guard !a.isEmpty, !b.isEmpty else { throw .noData }
    let table = RankSumTable(a, b)
    guard table.doubledRanks.count > 1 else { throw .zeroVariance }
    u = Double(table.doubledU) / 2
    let (pairs, overflow) = a.n.multipliedReportingOverflow(by: b.n)
    isExact = !overflow && pairs <= Self.exactLimit
    pValue =
      isExact
      ? Self.exact(table, m: a.n, n: b.n)
      : Self.normal(u: u, tied: table.tied, m: Double(a.n), n: Double(b.n))
  }

  private static func exact(_ table: RankSumTable, m: Int, n: Int) -> Double {
    // The smaller group is the one whose choices are counted; the other's sum is what remains.
    let sumOfA = table.doubledRankSumOfA
    let everything = (m + n) * (m + n + 1)
    let (chosen, sum) = m <= n ? (m, sumOfA) : (n, everything - sumOfA)
    let null = ChoiceSumDistribution(ranks: table.doubledRanks, tied: table.tied, chosen: chosen)
    let tails = null.tails(at: sum)
    return PValue.twoSided(lower: tails.lower, upper: tails.upper)
  }

  private static func normal(u: Double, tied: [Int], m: Double, n: Double) -> Double {
    let size = m + n
    let ties = tied.reduce(0.0) { $0 + Double($1) * (Double($1) * Double($1) - 1) }
    let variance = m * n / 12 * (size + 1 - ties / (size * (size - 1)))
    let distance = max(0, abs(u - m * n / 2) - 0.5)
    return Normal.twoSided(distance / Double.sqrt(variance))
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: u, pValue: pValue,
      method: "mann_whitney;"
        + (isExact ? "exact_conditional" : "normal_tie_and_continuity_corrected"))
  }
}
