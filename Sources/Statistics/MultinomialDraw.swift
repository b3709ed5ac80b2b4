/// Multinomial resampling of a table of counts: what drawing n rows with replacement does to it.
///
/// With few cells each cell gets its binomial share of what is left; with about as many cells as rows
/// it is quicker to draw the rows one by one. Which of the two is decided by the table alone.
struct MultinomialDraw: Sendable {
  private let counts: [Int]
  private let n: Int
  /// The observations in this cell and all later ones.
  private let remaining: [Int]
  /// The cell of each row, where rows are drawn one by one.
  private let cellOfRow: [Int32]

  init(_ counts: [Int]) {
    self.counts = counts
    var left = counts.reduce(0, +)
    n = left
    var remaining: [Int] = []
    for count in counts {
      remaining.append(left)
      left -= count
    }
    self.remaining = remaining
    cellOfRow =
      n < 4 * counts.count
      ? counts.enumerated().flatMap { Array(repeating: Int32($0.offset), count: $0.element) } : []
  }

  /// Draws n rows with replacement and counts them by cell.
  /// - Complexity: O(cells).
  func draw(into drawn: inout [Int], using generator: inout KeyedRandom) {
    guard cellOfRow.isEmpty else {
      for cell in drawn.indices { drawn[cell] = 0 }
      for _ in 0..<n {
        drawn[Int(cellOfRow[Int.random(in: 0..<n, using: &generator)])] += 1
      }
      return
    }
    var left = n
    for cell in counts.indices {
      let share = Double(counts[cell]) / Double(remaining[cell])
      let taken = cell == counts.count - 1 ? left : generator.binomial(left, share)
      drawn[cell] = taken
      left -= taken
    }
  }
}
