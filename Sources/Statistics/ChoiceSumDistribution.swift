/// The null distribution of a rank sum with ties: every choice of m out of N items is equally likely.
///
/// The number of choices is convolved rank by rank over (items chosen, sum); all terms are
/// non-negative, so both tails keep their relative accuracy.
/// - Complexity: O(N m S) additions with S the range of the sum, at most about 10^8 at m n = 10,000.
struct ChoiceSumDistribution: Sendable {
  private let ways: [Double]
  private let origin: Int
  private let unit: Int

  /// - Parameters:
  ///   - ranks: the distinct scores, ascending.
  ///   - tied: how many items carry each score.
  ///   - chosen: how many items are chosen.
  init(ranks: [Int], tied: [Int], chosen m: Int) {
    let first = ranks.first ?? 0
    let divisor = ranks.reduce(0) { greatestCommonDivisor($0, UInt64($1 - first)) }
    let unit = Int(max(divisor, 1))
    let steps = ranks.map { ($0 - first) / unit }
    self.unit = unit
    origin = m * first

    // The largest sum of m items bounds the table.
    var left = m
    var largest = 0
    for (step, count) in zip(steps, tied).reversed() {
      let taken = min(left, count)
      largest += taken * step
      left -= taken
    }
    let width = largest + 1
    // Row k counts the choices of k items by their sum.
    var table = [Double](repeating: 0, count: (m + 1) * width)
    table[0] = 1
    // Sums of the first items, which are also the smallest.
    var prefix = [0]
    for (step, count) in zip(steps, tied) {
      for _ in 0..<count { prefix.append(prefix[prefix.count - 1] + step) }
    }
    let items = prefix.count - 1
    // Half of the time goes into bounds checks otherwise. Source and target are different rows, and
    // both ends lie between the smallest and the largest sum of their number of items.
    table.withUnsafeMutableBufferPointer { cells in
      for seen in 1..<max(2, items + 1) where items > 0 {
        let step = prefix[seen] - prefix[seen - 1]
        // Fewer than this many chosen so far could not become m any more.
        let fewest = max(1, m - (items - seen))
        for k in stride(from: min(m, seen), through: fewest, by: -1) {
          let least = prefix[k - 1]
          let most = min(prefix[seen - 1] - prefix[seen - k], largest - step)
          guard least <= most else { continue }
          let source = (k - 1) * width
          let target = k * width + step
          for s in least...most { cells[target + s] += cells[source + s] }
        }
      }
    }
    ways = Array(table[(m * width)...])
  }

  /// The largest sum that a choice can have.
  var largestSum: Int { origin + (ways.count - 1) * unit }

  /// P(sum <= s) and P(sum >= s) of an observed sum.
  func tails(at sum: Int) -> (lower: Double, upper: Double) {
    let observed = (sum - origin) / unit
    let total = ways.reduce(0, +)
    let lower = ways.prefix(observed + 1).reduce(0, +)
    let upper = ways.suffix(from: observed).reduce(0, +)
    return (lower / total, upper / total)
  }
}
