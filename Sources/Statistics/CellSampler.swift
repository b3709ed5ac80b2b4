/// Draws cells of a table of counts, each with the probability of its share, in constant time.
///
/// - Source: Walker's alias method in Vose's form (1991), in whole numbers: no rounding.
struct CellSampler: Sendable {
  private let n: Int
  /// Of n equal parts of a cell's slot those that are the cell's own; the others are its alias's.
  private let own: [Int]
  private let alias: [Int32]

  /// - Parameter counts: how often each cell occurs; their sum is 1 or more.
  init(_ counts: [Int]) {
    n = counts.reduce(0, +)
    var weights = counts.map { $0 * counts.count }
    var own = [Int](repeating: n, count: counts.count)
    var alias = counts.indices.map { Int32($0) }
    var small: [Int] = []
    var large: [Int] = []
    for cell in counts.indices {
      if weights[cell] < n { small.append(cell) } else { large.append(cell) }
    }
    while let less = small.popLast(), let more = large.popLast() {
      own[less] = weights[less]
      alias[less] = Int32(more)
      weights[more] -= n - weights[less]
      if weights[more] < n { small.append(more) } else { large.append(more) }
    }
    self.own = own
    self.alias = alias
  }

  /// A cell.
  func draw(using generator: inout KeyedRandom) -> Int {
    let slot = Int.random(in: 0..<own.count, using: &generator)
    return Int.random(in: 0..<n, using: &generator) < own[slot] ? slot : Int(alias[slot])
  }
}
