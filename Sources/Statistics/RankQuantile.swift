import RealModule

/// Quantiles of the null distributions of untied rank statistics, for limits by order statistics.
enum RankQuantile {
  /// The smallest k with P(W <= k) >= area, W the signed-rank statistic of n untied values.
  ///
  /// - Returns: the quantile and whether it is exact: to 10,000 values it is, beyond that the normal
  ///   approximation.
  static func signedRank(n: Int, area: Double) -> (k: Int, isExact: Bool) {
    let total = n * (n + 1) / 2
    let size = Double(n)
    let sd = Double.sqrt(size * (size + 1) * (2 * size + 1) / 24)
    let guess = Double(total) / 2 + Normal.quantile(area) * sd
    guard n <= SignedRank.exactLimit else {
      return (max(0, Int(guess.rounded())), false)
    }
    let ranks = RandomSignSum(weights: Array(1...n), counts: Array(repeating: 1, count: n))
    let start = min(max(0, Int(guess.rounded())), total / 2)
    // P(W <= k) = P(W >= total - k).
    if n <= 100 {
      return (smallest(from: start, atLeast: 0) { ranks.upperTail(from: total - $0) >= area }, true)
    }
    let tails = TiltedInversion(ranks, target: total - start)
    let k = smallest(from: start, atLeast: 0) {
      Double.exp(tails.logUpperTail(from: total - $0)) >= area
    }
    return (k, true)
  }

  /// The smallest k with P(U <= k) >= area, U the Mann-Whitney statistic of m and n untied values.
  ///
  /// - Returns: the quantile and whether it is exact: while m n <= 10,000 it is, beyond that the
  ///   normal approximation.
  static func rankSum(m: Int, n: Int, area: Double) -> (k: Int, isExact: Bool) {
    let (a, b) = (Double(m), Double(n))
    let (pairs, overflow) = m.multipliedReportingOverflow(by: n)
    guard !overflow, pairs <= MannWhitney.exactLimit else {
      let sd = Double.sqrt(a * b * (a + b + 1) / 12)
      return (max(0, Int((a * b / 2 + Normal.quantile(area) * sd).rounded())), false)
    }
    // The number of choices by U is a Gaussian binomial coefficient: multiply by 1 - z^(larger + i),
    // divide by 1 - z^i. Rounding stays far below any area that an interval asks for.
    let (smaller, larger) = (min(m, n), max(m, n))
    var ways = [Double](repeating: 0, count: pairs + 1)
    ways[0] = 1
    for i in 1...smaller {
      for u in stride(from: pairs, through: larger + i, by: -1) where larger + i <= pairs {
        ways[u] -= ways[u - larger - i]
      }
      for u in stride(from: i, through: pairs, by: 1) { ways[u] += ways[u - i] }
    }
    let all = ways.reduce(0, +)
    var sum = 0.0
    for (u, count) in ways.enumerated() {
      sum += count
      if sum >= area * all { return (u, true) }
    }
    return (pairs, true)
  }

  /// The smallest k >= bound at which a condition that never turns false again holds.
  private static func smallest(
    from start: Int, atLeast bound: Int, holds: (Int) -> Bool
  ) -> Int {
    var high = start
    var step = 1
    while !holds(high) {
      high += step
      step *= 2
    }
    var low = high
    step = 1
    while low > bound, holds(low) {
      high = low
      low = max(bound, low - step)
      step *= 2
    }
    if low == bound, holds(low) { return bound }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if holds(middle) { high = middle } else { low = middle }
    }
    return high
  }
}
