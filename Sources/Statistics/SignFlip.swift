import RealModule

/// The sign-flip (randomisation) test of a mean change.
///
/// H0: the changes are symmetric around 0; H1: their mean is not 0. Given the sizes, every pattern of
/// signs is equally likely; p is the share of patterns whose mean is at least as far from 0.
/// - Exact while the lattice of the sum has at most 2^22 points in its window, to the far tail
///   (``RandomSignSum``); above, 9,999 keyed draws of signs, p = (1 + b) / (1 + draws).
/// - Zeros carry no sign and change nothing.
/// - Edge cases: no pair is `no_data`, only zeros is `all_zero`.
/// - Source: Fisher (1935), section 21. Reference values: Tests/StatisticsTests/Reference/SignFlip.
public struct SignFlip: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "sign_flip"

  /// The mean change, the statistic.
  public let mean: Double
  /// The two-sided p-value.
  public let pValue: Double
  /// The number of draws; `nil` when the test is exact.
  public let draws: Int?

  /// Tests the changes of pairs.
  public init(
    change: ValueCounts, route: BootstrapRoute = .exact, key: DrawKey = DrawKey(),
    split: WorkSplit = .sequential
  ) throws(NotEstimable) {
    guard let mean = change.mean else { throw .noData }
    guard !change.isConstant || change.min != 0 else { throw .allZero }
    self.mean = mean
    let sizes = Self.sizes(of: change)
    if route == .exact, let exact = Self.exact(sizes) {
      pValue = exact
      draws = nil
      return
    }
    let count = if case .draws(let wanted) = route { wanted } else { BootstrapRoute.defaultDraws }
    draws = count
    pValue = Self.drawn(sizes, draws: count, key: key, split: split)
  }

  /// The distinct non-zero sizes, ascending, with the numbers of positive and negative changes.
  private static func sizes(
    of change: ValueCounts
  ) -> [(size: UInt64, positive: Int, negative: Int)] {
    var table: [(size: UInt64, positive: Int, negative: Int)] = []
    let signed = zip(change.nano, change.counts).filter { $0.0 != 0 }
      .sorted { $0.0.magnitude < $1.0.magnitude }
    for (value, count) in signed {
      if table.last?.size != value.magnitude { table.append((value.magnitude, 0, 0)) }
      if value > 0 {
        table[table.count - 1].positive += count
      } else {
        table[table.count - 1].negative += count
      }
    }
    return table
  }

  /// The exact p-value; `nil` when the lattice is too fine.
  private static func exact(_ sizes: [(size: UInt64, positive: Int, negative: Int)]) -> Double? {
    let step = sizes.reduce(0) { greatestCommonDivisor($0, $1.size) }
    var total = 0
    for row in sizes {
      let weight = row.size / max(step, 1)
      guard weight < UInt64(BootstrapSumDistribution.latticeLimit) else { return nil }
      let (product, over) = Int(weight).multipliedReportingOverflow(by: row.positive + row.negative)
      let (sum, beyond) = total.addingReportingOverflow(product)
      guard !over, !beyond else { return nil }
      total = sum
    }
    let weights = sizes.map { Int($0.size / step) }
    let null = RandomSignSum(weights: weights, counts: sizes.map { $0.positive + $0.negative })
    guard null.latticePoints <= BootstrapSumDistribution.latticeLimit else { return nil }
    let observed = zip(weights, sizes).reduce(0) { $0 + $1.0 * $1.1.positive }
    return null.twoSidedPValue(at: observed)
  }

  /// How many draws share a stream.
  private static let block = 256

  private static func drawn(
    _ sizes: [(size: UInt64, positive: Int, negative: Int)], draws: Int, key: DrawKey,
    split: WorkSplit
  ) -> Double {
    let observed = sizes.reduce(Int128(0)) {
      $0 + Int128($1.size) * Int128($1.positive - $1.negative)
    }
    let blocks = (draws + block - 1) / block
    let extreme = split.map(blocks: blocks) { number in
      var generator = KeyedRandom(key, block: number)
      var found = 0
      for _ in 0..<min(block, draws - number * block) {
        var sum: Int128 = 0
        for row in sizes {
          let tied = row.positive + row.negative
          let heads = generator.coins(tied)
          sum += Int128(row.size) * Int128(2 * heads - tied)
        }
        if sum.magnitude >= observed.magnitude { found += 1 }
      }
      return found
    }
    return PValue.clipped(Double(1 + extreme.reduce(0, +)) / Double(1 + draws))
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: mean, pValue: pValue,
      method: draws.map { "sign_flip;sign_draws=\($0)" } ?? "sign_flip;exact")
  }
}
