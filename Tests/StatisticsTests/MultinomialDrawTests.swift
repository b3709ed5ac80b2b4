import RealModule
import Testing

@testable import Statistics

/// Every route to a multinomial table is held against the distribution itself.
@Suite struct MultinomialDrawTests {
  /// Tables that go each of the three ways, by the number of cells beside the number of rows.
  static let tables: [[Int]] = [
    Array(repeating: 1, count: 40) + [3, 2],
    [4_000, 1_500, 0, 300, 2],
    (0..<60).map { 5 + $0 % 23 } + [0, 400],
  ]

  private func draws(_ counts: [Int], _ number: Int) -> [[Int]] {
    let multinomial = MultinomialDraw(counts)
    var generator = KeyedRandom(DrawKey(seed: 7, group: "\(counts.count)"), block: 0)
    var drawn = [Int](repeating: 0, count: counts.count)
    return (0..<number).map { _ in
      multinomial.draw(into: &drawn, using: &generator)
      return drawn
    }
  }

  @Test(arguments: tables) func theTotalIsKept(counts: [Int]) {
    let n = counts.reduce(0, +)
    for drawn in draws(counts, 500) {
      #expect(drawn.reduce(0, +) == n)
      #expect(zip(drawn, counts).allSatisfy { $1 > 0 || $0 == 0 })
    }
  }

  /// Each cell is binomial: mean, variance, and the covariance of neighbours, within six standard errors.
  @Test(arguments: tables) func momentsAreThoseOfTheDistribution(counts: [Int]) {
    let number = 20_000
    let all = draws(counts, number)
    let n = Double(counts.reduce(0, +))
    for cell in counts.indices {
      let p = Double(counts[cell]) / n
      let next = (cell + 1) % counts.count
      let q = Double(counts[next]) / n
      let values = all.map { Double($0[cell]) - n * p }
      let others = all.map { Double($0[next]) - n * q }
      let mean = values.reduce(0, +) / Double(number)
      let variance = n * p * (1 - p)
      #expect(mean.magnitude <= 6 * Double.sqrt(variance / Double(number)) + 1e-12)
      let found = values.reduce(0) { $0 + $1 * $1 } / Double(number)
      // The fourth moment of a binomial number about its mean.
      let fourth = variance * (1 + 3 * (n - 2) * p * (1 - p))
      #expect(
        (found - variance).magnitude
          <= 6 * Double.sqrt(max(0, fourth - variance * variance) / Double(number)) + 1e-12)
      let together = zip(values, others).reduce(0) { $0 + $1.0 * $1.1 } / Double(number)
      let spread = Double.sqrt(variance * n * q * (1 - q) * 2 / Double(number))
      #expect((together + n * p * q).magnitude <= 6 * spread + 1e-12)
    }
  }

  /// A sum over cells, as a ratio's numerator is, keeps its exact variance: what the missing rows add
  /// belongs to it.
  @Test func aSumOverManyCellsHasItsVariance() {
    let counts = (0..<300).map { 4 + ($0 * 7) % 13 }
    let n = Double(counts.reduce(0, +))
    let values = counts.indices.map { Double(($0 * 37) % 101) }
    let mean = zip(counts, values).reduce(0) { $0 + Double($1.0) * $1.1 } / n
    let variance =
      zip(counts, values).reduce(0) { $0 + Double($1.0) * ($1.1 - mean) * ($1.1 - mean) }
    let sums = draws(counts, 40_000).map { drawn in
      zip(drawn, values).reduce(0) { $0 + Double($1.0) * $1.1 } - n * mean
    }
    let found = sums.reduce(0) { $0 + $1 * $1 } / Double(sums.count)
    // A sum of many draws is close to normal: the variance's standard error is that of chi squared.
    #expect((found / variance - 1).magnitude < 6 * Double.sqrt(2 / Double(sums.count)))
  }

  @Test(arguments: [0, 0.3, 4, 37.5, 2_600]) func poissonNumbersAreThoseOfTheirTable(mean: Double) {
    let tables = PoissonTables(means: [1, mean])
    var generator = KeyedRandom(DrawKey(seed: 11), block: 3)
    let number = 200_000
    var seen: [Int: Int] = [:]
    for _ in 0..<number { seen[tables.draw(1, using: &generator), default: 0] += 1 }
    var chi = 0.0
    var bins = 0
    var (expected, found) = (0.0, 0)
    for k in 0...Int(mean + 12 * Double.sqrt(mean) + 12) {
      let log = mean > 0 ? Double(k) * Double.log(mean) - mean - Double.logGamma(Double(k) + 1) : 0
      expected += (mean > 0 ? Double.exp(log) : k == 0 ? 1 : 0) * Double(number)
      found += seen[k] ?? 0
      guard expected > 500 else { continue }
      chi += (Double(found) - expected) * (Double(found) - expected) / expected
      bins += 1
      (expected, found) = (0, 0)
    }
    #expect(bins > 0)
    #expect(chi < Double(bins) + 5 * Double.sqrt(2 * Double(bins)))
  }

  @Test func cellsComeByTheirShares() {
    let counts = [1, 0, 60, 7, 932]
    let sampler = CellSampler(counts)
    var generator = KeyedRandom(DrawKey(seed: 3), block: 1)
    var seen = [Int](repeating: 0, count: counts.count)
    for _ in 0..<500_000 { seen[sampler.draw(using: &generator)] += 1 }
    #expect(seen[1] == 0)
    for cell in counts.indices where counts[cell] > 0 {
      let expected = Double(counts[cell]) * 500
      #expect((Double(seen[cell]) - expected).magnitude < 6 * Double.sqrt(expected))
    }
  }
}
