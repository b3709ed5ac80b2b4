/// The Hodges-Lehmann shift between two samples: the median of all m n differences A - B.
///
/// Estimand: how far B must be moved to lie like A, if the two differ by a shift. The interval takes
/// the order statistics of the differences at the exact quantiles of the rank-sum distribution of
/// untied values while m n <= 10,000, else at its normal ones.
/// - No difference is formed: those up to a value are counted in one pass over the distinct values.
/// - Edge cases: an empty group is `no_data`; a level that so few values cannot reach: blank.
/// - Source: Hodges and Lehmann (1963); Hollander and Wolfe (1999), section 4.2.
///   Reference values: Tests/StatisticsTests/Reference/HodgesLehmann.
public struct HodgesLehmannShift: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "hl_shift"

  /// The median difference, A minus B.
  public let estimate: Double
  /// Its interval.
  public let interval: Interval
  /// Whether the rank of the limits was exact.
  public let isExact: Bool

  /// Compares two samples.
  public init(_ a: ValueCounts, _ b: ValueCounts, level: Double = 0.95) throws(NotEstimable) {
    guard !a.isEmpty, !b.isEmpty else { throw .noData }
    let differences = PairwiseDifferences(a, b)
    let n = differences.count
    estimate =
      Double(differences.value(atRank: (n - 1) / 2) + differences.value(atRank: n / 2))
      / (2 * ValueCounts.nanoPerUnit)
    let quantile = RankQuantile.rankSum(m: a.n, n: b.n, area: (1 - level) / 2)
    isExact = quantile.isExact
    interval =
      quantile.k == 0
      ? .unreached(level: level)
      : Interval(
        low: Double(differences.value(atRank: quantile.k - 1)) / ValueCounts.nanoPerUnit,
        high: Double(differences.value(atRank: n - quantile.k)) / ValueCounts.nanoPerUnit,
        level: level)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: estimate, interval: interval,
      method: "hl_shift;" + (isExact ? "exact_rank_sum_quantile" : "normal_rank_sum_quantile"))
  }
}

/// The differences of all pairs, one from each sample, in order of size.
private struct PairwiseDifferences {
  private let a: [Int128]
  private let b: [Int128]
  private let countsA: [Int]
  private let below: [Int]
  let count: Int

  init(_ first: ValueCounts, _ second: ValueCounts) {
    a = first.nano.map { Int128($0) }
    b = second.nano.map { Int128($0) }
    countsA = first.counts
    below = second.counts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    count = first.n * second.n
  }

  /// The difference of a rank counted from 0.
  func value(atRank rank: Int) -> Int128 {
    guard let leastA = a.first, let mostA = a.last, let leastB = b.first, let mostB = b.last else {
      return 0
    }
    var (low, high) = (leastA - mostB, mostA - leastB)
    while low < high {
      let middle = (low + high) >> 1
      if numberUpTo(middle) > rank { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func numberUpTo(_ limit: Int128) -> Int {
    // As a grows, so does the smallest b that keeps a - b within the limit.
    var first = 0
    var number = 0
    for index in a.indices {
      while first < b.count, a[index] - b[first] > limit { first += 1 }
      number += countsA[index] * ((below.last ?? 0) - below[first])
    }
    return number
  }
}
