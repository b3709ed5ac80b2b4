import RealModule

/// Wilcoxon's signed-rank test.
///
/// H0: the changes are symmetric around 0; H1: they are shifted. The statistic is W+, the rank sum
/// of positive changes. Given the sizes, each non-zero change is positive with probability 1/2, so
/// the null distribution with ties is exact; two-sided, it is symmetric.
/// - Zeros: dropped, or Pratt's rule; the rule is part of the method's name.
/// - Ties: midranks. Up to 10,000 non-zero changes the exact conditional distribution, beyond that
///   the normal one with the tie-corrected variance and no continuity correction.
/// - Edge cases: no pair is `no_data`, only zeros is `all_zero`; a balanced sample has p = 1.
/// - Source: Wilcoxon (1945), Pratt (1959), Streitberg and Roehmel (1986).
///   Reference values: Tests/StatisticsTests/Reference/SignedRank.
public struct SignedRank: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "signed_rank"

  /// The largest number of non-zero changes that is treated exactly.
  public static let exactLimit = 10_000

  /// The rank sum of positive changes.
  public let positiveRankSum: Double
  /// The rank sum of negative changes.
  public let negativeRankSum: Double
  /// The number of non-zero changes.
  public let nonZero: Int
  /// The number of zeros.
  public let zeros: Int
  /// What became of the zeros.
  public let zeroRule: ZeroRule
  /// Whether the null distribution was exact.
  public let isExact: Bool
  /// The two-sided p-value.
  public let pValue: Double

  /// Tests the changes of pairs.
  public init(change: ValueCounts, zeros rule: ZeroRule) throws(NotEstimable) {
    guard !change.isEmpty else { throw .noData }
    let table = SignedRankTable(change, zeros: rule)
    guard table.nonZero > 0 else { throw .allZero }
    zeroRule = rule
    zeros = table.zeros
    nonZero = table.nonZero
    let positive = table.doubledPositiveSum
    let negative = table.doubledNegativeSum
    positiveRankSum = Double(positive) / 2
    negativeRankSum = Double(negative) / 2
    isExact = table.nonZero <= Self.exactLimit
    if isExact {
      let null = RandomSignSum(weights: table.doubledRanks, counts: table.tied)
      pValue = null.twoSidedPValue(at: positive)
    } else {
      pValue = Self.normalPValue(table)
    }
  }

  /// Given the ranks, W+ is a sum of ranks times coins: its variance holds the tie correction.
  static func normalPValue(_ table: SignedRankTable) -> Double {
    let variance = zip(table.doubledRanks, table.tied).reduce(0.0) {
      $0 + Double($1.1) * Double($1.0) * Double($1.0)
    }
    let difference = table.doubledPositiveSum - table.doubledNegativeSum
    return Normal.twoSided(Double(difference) / Double.sqrt(variance))
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: positiveRankSum, pValue: pValue,
      method: "signed_rank;\(zeroRule.rawValue);"
        + (isExact ? "exact_conditional" : "normal_tie_corrected"))
  }
}
