/// Bootstrap replicates of a function of counts, by keyed multinomial draws.
///
/// A replicate costs O(cells), not O(rows). Replicates come in blocks of fixed size, each with a
/// stream of its own, so that any number of threads gives the same bits.
struct CountReplicates: Sendable {
  /// The replicates on which the statistic exists, ascending.
  let sorted: [Double]
  /// How many were drawn.
  let draws: Int

  /// How many replicates share a stream.
  private static let block = 256

  /// Draws replicates of a statistic of the counts; `nil` where it does not exist on a resample.
  init(
    counts: [Int], draws: Int, key: DrawKey, split: WorkSplit,
    statistic: @Sendable ([Int]) -> Double?
  ) {
    let multinomial = MultinomialDraw(counts)
    let blocks = (draws + Self.block - 1) / Self.block
    let replicates = split.map(blocks: blocks) { block in
      var generator = KeyedRandom(key, block: block)
      var drawn = [Int](repeating: 0, count: counts.count)
      let size = min(Self.block, draws - block * Self.block)
      var values: [Double] = []
      values.reserveCapacity(size)
      for _ in 0..<size {
        multinomial.draw(into: &drawn, using: &generator)
        if let value = statistic(drawn) { values.append(value) }
      }
      // Sorted where the threads are: what is left to do below is to merge runs.
      return values.sorted()
    }
    sorted = replicates.flatMap { $0 }.sorted()
    self.draws = draws
  }

  /// z0 from the share of replicates below the observed value, ties counting half.
  func bias(observed: Double) -> Double {
    // Replicates that are equal in exact arithmetic may differ by rounding.
    let slack = 1e-12 * max(1, abs(observed))
    var below = 0.0
    for value in sorted {
      if value > observed + slack { break }
      below += value < observed - slack ? 1 : 0.5
    }
    return Normal.quantile(below / Double(sorted.count))
  }

  /// The smallest replicate v with F(v) >= area; `nil` when the area is not inside (0, 1).
  func quantile(_ area: Double) -> Double? {
    guard area > 0, area < 1, !sorted.isEmpty else { return nil }
    let rank = Int((area * Double(sorted.count)).rounded(.up))
    return sorted[max(0, min(sorted.count, rank) - 1)]
  }
}
