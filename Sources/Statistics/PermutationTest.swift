import RealModule

/// The permutation test of a difference of means.
///
/// H0: A and B have the same distribution; H1: their means differ. Given the pooled values every
/// choice of A's members is equally likely. Two-sided as twice the smaller tail of the difference.
/// - Exact: small problems by convolution of non-negative terms, larger ones by a tilted transform,
///   while the lattice of the sum has at most 2^22 points; else 9,999 keyed draws of choices, the
///   smaller tail counted as (1 + b) / (1 + draws).
/// - Edge cases: an empty group is `no_data`; all values equal is `zero_variance`.
/// - Source: Pitman (1937); Pagano and Tritchler (1983). Reference values:
///   Tests/StatisticsTests/Reference/Permutation.
public struct PermutationTest: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "permutation"

  /// Mean of A minus mean of B, the statistic.
  public let difference: Double
  /// The two-sided p-value.
  public let pValue: Double
  /// The number of draws; `nil` when the test is exact.
  public let draws: Int?

  /// The most additions that the convolution may need, and the most cells of its table.
  private static let convolutionAdditions = 1 << 28
  private static let convolutionCells = 1 << 23
  /// Beyond this many items the number of choices may not fit in a double.
  private static let convolutionItems = 1_000

  /// Compares two samples.
  public init(
    _ a: ValueCounts, _ b: ValueCounts, route: BootstrapRoute = .exact, key: DrawKey = DrawKey(),
    split: WorkSplit = .sequential
  ) throws(NotEstimable) {
    guard let meanA = a.mean, let meanB = b.mean else { throw .noData }
    let pooled = a + b
    guard !pooled.isConstant else { throw .zeroVariance }
    difference = meanA - meanB
    // The smaller group is chosen; with B chosen the tails change places, which two-sided is the same.
    let chosen = a.n <= b.n ? a : b
    if route == .exact, let exact = Self.exact(pooled, chosen: chosen) {
      pValue = exact
      draws = nil
      return
    }
    let count = if case .draws(let wanted) = route { wanted } else { BootstrapRoute.defaultDraws }
    draws = count
    pValue = Self.drawn(pooled, chosen: chosen, draws: count, key: key, split: split)
  }

  private static func exact(_ pooled: ValueCounts, chosen: ValueCounts) -> Double? {
    let lattice = Lattice(ascending: pooled.nano)
    guard let widest = lattice.indices.last,
      widest < UInt64(BootstrapSumDistribution.latticeLimit)
    else { return nil }
    let positions = lattice.indices.map { Int($0) }
    let place = Dictionary(uniqueKeysWithValues: zip(pooled.nano, positions))
    let sum = zip(chosen.nano, chosen.counts).reduce(0) { $0 + (place[$1.0] ?? 0) * $1.1 }
    let m = chosen.n
    // The range of the sum of m items.
    let (least, most) = (
      extremeSum(positions, pooled.counts, chosen: m),
      -extremeSum(positions.reversed().map { -$0 }, pooled.counts.reversed(), chosen: m)
    )
    let cells = (m + 1).multipliedReportingOverflow(by: most + 1)
    let work = cells.partialValue.multipliedReportingOverflow(by: pooled.n)
    if !cells.overflow, !work.overflow, work.partialValue <= convolutionAdditions,
      cells.partialValue <= convolutionCells, pooled.n <= convolutionItems
    {
      let tails = ChoiceSumDistribution(ranks: positions, tied: pooled.counts, chosen: m)
        .tails(at: sum)
      return PValue.twoSided(lower: tails.lower, upper: tails.upper)
    }
    return transformed(
      positions, pooled.counts, chosen: m, sum: sum, least: least, most: most)
  }

  /// The sum of the first m items.
  private static func extremeSum(_ positions: [Int], _ counts: [Int], chosen m: Int) -> Int {
    var left = m
    var sum = 0
    for (position, count) in zip(positions, counts) {
      let taken = min(left, count)
      sum += taken * position
      left -= taken
    }
    return sum
  }

  private static func transformed(
    _ positions: [Int], _ counts: [Int], chosen m: Int, sum: Int, least: Int, most: Int
  ) -> Double? {
    let n = counts.reduce(0, +)
    let all = zip(positions, counts).reduce(0) { $0 + $1.0 * $1.1 }
    // n times the sum against m times the total: on the mean the test says nothing.
    let (own, expected) = (n.multipliedFullWidth(by: sum), m.multipliedFullWidth(by: all))
    if own == expected { return 1 }
    let isAbove = own.high > expected.high || (own.high == expected.high && own.low > expected.low)
    guard sum != least, sum != most else {
      // Only the choices with the very same values are as extreme.
      return extreme(positions, counts, chosen: m, fromTop: isAbove)
    }
    let center = all / n
    let scores = positions.map { ($0 - center) * (isAbove ? 1 : -1) }
    let target = (sum - m * center) * (isAbove ? 1 : -1)
    let transform = ChoiceSumTransform(scores: scores, counts: counts, chosen: m)
    return transform.upperTail(from: target).map { PValue.clipped(2 * $0) }
  }

  /// Twice the chance of the most extreme sum: one over the number of choices, times those that tie.
  private static func extreme(
    _ positions: [Int], _ counts: [Int], chosen m: Int, fromTop: Bool
  ) -> Double {
    func logChoices(_ n: Int, _ k: Int) -> Double {
      Double.logGamma(Double(n + 1)) - Double.logGamma(Double(k + 1))
        - Double.logGamma(Double(n - k + 1))
    }
    var left = m
    var logWays = 0.0
    for count in fromTop ? counts.reversed() : counts where left > 0 {
      let taken = min(left, count)
      logWays += logChoices(count, taken)
      left -= taken
    }
    return PValue.fromLog(Double.log(2) + logWays - logChoices(counts.reduce(0, +), m))
  }

  /// How many draws share a stream.
  private static let block = 64

  private static func drawn(
    _ pooled: ValueCounts, chosen: ValueCounts, draws: Int, key: DrawKey, split: WorkSplit
  ) -> Double {
    let rows = zip(pooled.nano, pooled.counts).flatMap { Array(repeating: $0, count: $1) }
    let observed = chosen.nanoSum
    let blocks = (draws + block - 1) / block
    let found = split.map(blocks: blocks) { number in
      var generator = KeyedRandom(key, block: number)
      var shuffled = rows
      var (low, high) = (0, 0)
      for _ in 0..<min(block, draws - number * block) {
        var sum: Int128 = 0
        for place in 0..<chosen.n {
          shuffled.swapAt(place, Int.random(in: place..<shuffled.count, using: &generator))
          sum += Int128(shuffled[place])
        }
        if sum <= observed { low += 1 }
        if sum >= observed { high += 1 }
      }
      return (low: low, high: high)
    }
    let low = found.reduce(1) { $0 + $1.low }
    let high = found.reduce(1) { $0 + $1.high }
    return PValue.twoSided(
      lower: Double(low) / Double(draws + 1), upper: Double(high) / Double(draws + 1))
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: difference, pValue: pValue,
      method: draws.map { "permutation;choice_draws=\($0)" } ?? "permutation;exact")
  }
}
