/// The matched-pairs rank-biserial correlation: the share of ranks on the positive side minus that on
/// the negative side, with the sign of CHG.
///
/// Estimand: (W+ - W-) / (W+ + W-) under the zero rule of the test beside it; in [-1, 1]. The interval
/// is BCa by keyed multinomial draws over the distinct changes.
/// - Edge cases: no pair is `no_data`, only zeros is `all_zero`; when every change has the same sign
///   the estimate is +-1 and the interval blank.
/// - Source: Kerby (2014); the effect size follows the zero rule of the test.
///   Reference values: Tests/StatisticsTests/Reference/EffectSizes.
public struct RankBiserial: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "rank_biserial"

  /// The correlation.
  public let estimate: Double
  /// The BCa interval.
  public let interval: Interval
  /// What became of the zeros.
  public let zeroRule: ZeroRule
  /// The number of draws.
  public let draws: Int

  /// Estimates the correlation.
  public init(
    change: ValueCounts, zeros rule: ZeroRule, level: Double = 0.95,
    draws: Int = BootstrapRoute.defaultDraws, key: DrawKey = DrawKey(),
    split: WorkSplit = .sequential
  ) throws(NotEstimable) {
    guard !change.isEmpty else { throw .noData }
    let cells = SignedCells(change)
    let bootstrap = CountBootstrap(
      counts: change.counts, level: level, draws: draws, key: key, split: split
    ) { cells.correlation($0, zeros: rule) }
    guard let bootstrap else { throw .allZero }
    estimate = bootstrap.estimate
    interval = bootstrap.interval
    zeroRule = rule
    self.draws = draws
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: estimate, interval: interval,
      method: "rank_biserial;\(zeroRule.rawValue);bca;multinomial_draws=\(draws)")
  }
}

/// The cells of a table of changes by size, so that resampled counts are ranked without a new table.
private struct SignedCells: Sendable {
  private let zero: Int?
  /// For each size the cells of its positive and negative change; -1 where there is none.
  private let positive: [Int]
  private let negative: [Int]

  init(_ change: ValueCounts) {
    zero = change.nano.firstIndex(of: 0)
    let cell = Dictionary(uniqueKeysWithValues: zip(change.nano, change.nano.indices))
    let sizes = Set(change.nano.map(\.magnitude)).filter { $0 > 0 }.sorted()
    positive = sizes.map { size in Int64(exactly: size).flatMap { cell[$0] } ?? -1 }
    negative = sizes.map { size in Int64(exactly: size).flatMap { cell[-$0] } ?? -1 }
  }

  func correlation(_ counts: [Int], zeros rule: ZeroRule) -> Double? {
    var below = rule == .pratt ? zero.map { counts[$0] } ?? 0 : 0
    var (plus, minus) = (0, 0)
    for size in positive.indices {
      let up = positive[size] < 0 ? 0 : counts[positive[size]]
      let down = negative[size] < 0 ? 0 : counts[negative[size]]
      let doubledRank = 2 * below + up + down + 1
      plus += up * doubledRank
      minus += down * doubledRank
      below += up + down
    }
    return plus + minus > 0 ? Double(plus - minus) / Double(plus + minus) : nil
  }
}
