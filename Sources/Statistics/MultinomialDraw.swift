import RealModule

/// Multinomial resampling of a table of counts: what drawing n rows with replacement does to it.
///
/// Three routes lead to the same distribution, and the table alone decides between them. With about as
/// many cells as rows the rows are drawn one by one. With few cells each gets its binomial share of
/// what is left. In between the cells get independent Poisson numbers whose means are a little too
/// small, and the rows that are still missing are drawn one by one: given their total, Poisson numbers
/// are multinomial, and rows added to a multinomial table leave it one. Where they are too many, which
/// one in a thousand is, they are drawn again: the total says nothing of the cells.
struct MultinomialDraw: Sendable {
  private enum Route: Sendable {
    /// The cell of each row.
    case rows([Int32])
    /// The observations in each cell and all later ones.
    case shares(remaining: [Int])
    /// The Poisson table of each cell, and what draws the rows that are missing.
    case poisson(tableOfCell: [Int32], PoissonTables, CellSampler)
  }

  private let counts: [Int]
  private let n: Int
  private let route: Route

  init(_ counts: [Int]) {
    self.counts = counts
    n = counts.reduce(0, +)
    let root = Double.sqrt(Double(n))
    if n < 4 * counts.count {
      route = .rows(
        counts.enumerated().flatMap { Array(repeating: Int32($0.offset), count: $0.element) })
    } else if Double(counts.count) > root {
      route = Self.poisson(counts, n: n, expected: Double(n) - 3 * root)
    } else {
      var left = n
      route = .shares(
        remaining: counts.map { count in
          defer { left -= count }
          return left
        })
    }
  }

  private static func poisson(_ counts: [Int], n: Int, expected: Double) -> Route {
    var tableOfCount: [Int: Int32] = [:]
    var means: [Double] = []
    let tableOfCell = counts.map { count -> Int32 in
      if let known = tableOfCount[count] { return known }
      let table = Int32(means.count)
      tableOfCount[count] = table
      means.append(Double(count) / Double(n) * expected)
      return table
    }
    return .poisson(tableOfCell: tableOfCell, PoissonTables(means: means), CellSampler(counts))
  }

  /// Draws n rows with replacement and counts them by cell.
  /// - Complexity: O(cells + square root of n).
  func draw(into drawn: inout [Int], using generator: inout KeyedRandom) {
    switch route {
    case .rows(let cellOfRow):
      for cell in drawn.indices { drawn[cell] = 0 }
      for _ in 0..<n {
        drawn[Int(cellOfRow[Int.random(in: 0..<n, using: &generator)])] += 1
      }
    case .shares(let remaining):
      var left = n
      for cell in counts.indices {
        let share = Double(counts[cell]) / Double(remaining[cell])
        let taken = cell == counts.count - 1 ? left : generator.binomial(left, share)
        drawn[cell] = taken
        left -= taken
      }
    case .poisson(let tableOfCell, let tables, let sampler):
      var total = 0
      repeat {
        total = 0
        for cell in counts.indices {
          let number = tables.draw(Int(tableOfCell[cell]), using: &generator)
          drawn[cell] = number
          total += number
        }
      } while total > n
      for _ in total..<n { drawn[sampler.draw(using: &generator)] += 1 }
    }
  }
}
