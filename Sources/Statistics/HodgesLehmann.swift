/// The Hodges-Lehmann estimate of a shift: the median of all n (n + 1) / 2 Walsh averages.
///
/// Estimand: the pseudo-median of the changes (their median when they are symmetric; not a difference
/// of medians). Zeros are kept. The interval takes the order statistics of the Walsh averages at the
/// exact quantiles of the signed-rank distribution of n values (normal beyond 10,000).
/// - No Walsh average is formed: those up to a value are counted in one pass over the distinct
///   values, and the value is found by bisection on the integers.
/// - Edge cases: no pair is `no_data`; with fewer than six pairs no interval of 95 % exists: blank.
/// - Source: Hodges and Lehmann (1963); Hollander and Wolfe (1999), section 3.2.
///   Reference values: Tests/StatisticsTests/Reference/HodgesLehmann.
public struct HodgesLehmann: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "hodges_lehmann"

  /// The pseudo-median.
  public let estimate: Double
  /// Its interval; its true level is at least the nominal one for untied symmetric data.
  public let interval: Interval
  /// Whether the rank of the limits was exact.
  public let isExact: Bool

  /// Estimates the shift of a sample.
  public init(_ sample: ValueCounts, level: Double = 0.95) throws(NotEstimable) {
    guard !sample.isEmpty else { throw .noData }
    let walsh = WalshSums(sample)
    let n = walsh.count
    // A sum of two nano values is twice their average.
    let low = walsh.sum(atRank: (n - 1) / 2)
    let high = walsh.sum(atRank: n / 2)
    estimate = Self.average(low + high) / 2
    let quantile = RankQuantile.signedRank(n: sample.n, area: (1 - level) / 2)
    isExact = quantile.isExact
    interval =
      quantile.k == 0
      ? .unreached(level: level)
      : Interval(
        low: Self.average(walsh.sum(atRank: quantile.k - 1)),
        high: Self.average(walsh.sum(atRank: n - quantile.k)), level: level)
  }

  private static func average(_ sum: Int128) -> Double {
    Double(sum) / (2 * ValueCounts.nanoPerUnit)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: estimate, interval: interval,
      method: "hodges_lehmann;zeros_kept;"
        + (isExact ? "exact_signed_rank_quantile" : "normal_signed_rank_quantile"))
  }
}

/// The sums of all pairs of observations, each with itself and every other once, in order of size.
private struct WalshSums {
  private let nano: [Int128]
  private let counts: [Int]
  private let below: [Int]
  /// How many sums there are: n (n + 1) / 2.
  let count: Int

  init(_ sample: ValueCounts) {
    nano = sample.nano.map { Int128($0) }
    counts = sample.counts
    below = sample.counts.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1) }
    count = sample.n * (sample.n + 1) / 2
  }

  /// The sum of a rank counted from 0.
  func sum(atRank rank: Int) -> Int128 {
    guard let first = nano.first, let last = nano.last else { return 0 }
    var (low, high) = (2 * first, 2 * last)
    while low < high {
      // Towards the lower end, for negative sums too.
      let middle = (low + high) >> 1
      if numberUpTo(middle) > rank { high = middle } else { low = middle + 1 }
    }
    return low
  }

  private func numberUpTo(_ limit: Int128) -> Int {
    var partner = nano.count
    var ordered = 0
    var withItself = 0
    for index in nano.indices {
      while partner > 0, nano[index] + nano[partner - 1] > limit { partner -= 1 }
      ordered += counts[index] * below[partner]
      if 2 * nano[index] <= limit { withItself += counts[index] }
    }
    return (ordered + withItself) / 2
  }
}
