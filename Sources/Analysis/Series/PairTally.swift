import Statistics

/// Pairs of whole numbers while they are counted; few of them are distinct.
struct PairTally {
  private struct Pair: Hashable {
    var first: Int64
    var second: Int64
  }

  private var counts: [Pair: Int] = [:]

  /// Counts a pair.
  mutating func add(_ first: Int64, _ second: Int64) {
    counts[Pair(first: first, second: second), default: 0] += 1
  }

  /// The counts as a cell of a sheet.
  var cell: CellCounts {
    CellCounts(
      joint: JointCounts(
        nanoCounts: counts.map {
          (baseline: $0.key.first, followUp: $0.key.second, count: $0.value)
        }))
  }
}
