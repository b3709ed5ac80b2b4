/// Two samples ranked together, by distinct value.
///
/// Ranks are doubled, so that midranks of ties are integers too.
struct RankSumTable: Sendable {
  /// The doubled midrank of each distinct value of the pooled sample, ascending.
  private(set) var doubledRanks: [Int] = []
  /// How many values of A stand at each rank.
  private(set) var a: [Int] = []
  /// How many values of B stand at each rank.
  private(set) var b: [Int] = []

  /// Ranks two samples.
  /// - Complexity: O(distinct).
  init(_ first: ValueCounts, _ second: ValueCounts) {
    var (i, j) = (0, 0)
    var below = 0
    while i < first.distinct || j < second.distinct {
      let x = i < first.distinct ? first.nano[i] : Int64.max
      let y = j < second.distinct ? second.nano[j] : Int64.max
      var (fromA, fromB) = (0, 0)
      if i < first.distinct, j == second.distinct || x <= y {
        fromA = first.counts[i]
        i += 1
      }
      if j < second.distinct, fromA == 0 || y == x {
        fromB = second.counts[j]
        j += 1
      }
      doubledRanks.append(2 * below + fromA + fromB + 1)
      a.append(fromA)
      b.append(fromB)
      below += fromA + fromB
    }
  }

  /// How many values share each rank.
  var tied: [Int] { zip(a, b).map { $0 + $1 } }

  /// Twice the rank sum of A.
  var doubledRankSumOfA: Int { zip(doubledRanks, a).reduce(0) { $0 + $1.0 * $1.1 } }

  /// Twice the number of pairs in which A is larger, a tie counting half: 2 U of A.
  var doubledU: Int {
    let m = a.reduce(0, +)
    return doubledRankSumOfA - m * (m + 1)
  }
}
