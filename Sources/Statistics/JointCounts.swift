/// How often each pair (baseline, follow-up) occurs: a sufficient statistic of pre/post data.
///
/// Both scores are whole numbers of 10^-9. The table does not depend on the order of the pairs, and
/// tables of any split of them merge to the same table.
public struct JointCounts: Sendable, Hashable {
  /// The baseline of each distinct pair in nano units; pairs ascend by baseline, then follow-up.
  public let baselineNano: [Int64]
  /// The follow-up of each distinct pair in nano units.
  public let followUpNano: [Int64]
  /// How often each pair occurs; all positive.
  public let counts: [Int]
  /// The number of pairs.
  public let n: Int

  /// Counts pairs.
  /// - Complexity: O(n log n).
  public init(nano pairs: [(baseline: Int64, followUp: Int64)]) {
    self.init(
      nanoCounts: pairs.map { (baseline: $0.baseline, followUp: $0.followUp, count: 1) })
  }

  /// Makes a table from pairs with counts, in any order; equal pairs are added up and pairs with a
  /// count of 0 left out.
  public init(nanoCounts rows: [(baseline: Int64, followUp: Int64, count: Int)]) {
    var baseline: [Int64] = []
    var followUp: [Int64] = []
    var counts: [Int] = []
    var n = 0
    let sorted = rows.sorted { ($0.baseline, $0.followUp) < ($1.baseline, $1.followUp) }
    for row in sorted where row.count != 0 {
      precondition(row.count > 0, "a count is negative")
      n += row.count
      if baseline.last == row.baseline, followUp.last == row.followUp {
        counts[counts.count - 1] += row.count
      } else {
        baseline.append(row.baseline)
        followUp.append(row.followUp)
        counts.append(row.count)
      }
    }
    baselineNano = baseline
    followUpNano = followUp
    self.counts = counts
    self.n = n
  }

  /// The table of no pair.
  public static let empty = JointCounts(nano: [])

  /// Whether there is no pair.
  public var isEmpty: Bool { n == 0 }

  /// The number of distinct pairs.
  public var distinct: Int { counts.count }

  /// The distinct pairs with their counts, ascending.
  public var rows: [(baseline: Int64, followUp: Int64, count: Int)] {
    counts.indices.map { (baselineNano[$0], followUpNano[$0], counts[$0]) }
  }

  /// The counts of the baseline alone.
  public var baseline: ValueCounts {
    ValueCounts(sortedNanoCounts: zip(baselineNano, counts).map { (value: $0, count: $1) })
  }

  /// The counts of the follow-up alone.
  public var followUp: ValueCounts {
    ValueCounts(nanoCounts: zip(followUpNano, counts).map { (value: $0, count: $1) })
  }

  /// The counts of the change: follow-up minus baseline (CHG = AVAL - BASE).
  ///
  /// Scores lie within +-4.6 * 10^9, so that their difference fits in 64 bits; beyond that the
  /// subtraction stops the program rather than wrap.
  public var change: ValueCounts {
    ValueCounts(
      nanoCounts: counts.indices.map {
        (value: followUpNano[$0] - baselineNano[$0], count: counts[$0])
      })
  }

  /// The pairs of both tables together.
  public static func + (a: JointCounts, b: JointCounts) -> JointCounts {
    if a.isEmpty { return b }
    if b.isEmpty { return a }
    return JointCounts(nanoCounts: a.rows + b.rows)
  }

  /// Adds the pairs of another table.
  public mutating func merge(_ other: JointCounts) {
    self = self + other
  }
}
