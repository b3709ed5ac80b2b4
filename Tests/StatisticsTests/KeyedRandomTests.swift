import Testing

@testable import Statistics

@Suite struct KeyedRandomTests {
  @Test func `streams depend on seed, group and block, and on nothing else`() {
    func first(_ key: DrawKey, _ block: Int) -> UInt64 {
      var generator = KeyedRandom(key, block: block)
      return generator.next()
    }
    let key = DrawKey(seed: 1, group: "acuity=acute")
    #expect(first(key, 3) == first(DrawKey(seed: 1, group: "acuity=acute"), 3))
    let others = [
      first(key, 3), first(key, 4), first(DrawKey(seed: 2, group: "acuity=acute"), 3),
      first(DrawKey(seed: 1, group: "acuity=chronic"), 3),
    ]
    #expect(Set(others).count == 4)
  }

  @Test func `uniform numbers lie inside the unit interval and fill it evenly`() {
    var generator = KeyedRandom(DrawKey(), block: 0)
    var bins = [Int](repeating: 0, count: 20)
    for _ in 0..<20_000 {
      let u = generator.uniform()
      #expect(u > 0 && u < 1)
      bins[Int(u * 20)] += 1
    }
    // Chi-square with 19 degrees of freedom; 50 has a chance of 1 in 10,000, and the seed is fixed.
    let chi = bins.reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
    #expect(chi < 50)
  }

  @Test(arguments: [(5, 0.3), (40, 0.5), (200, 0.02), (1000, 0.4), (100_000, 0.7), (50, 0.97)])
  func `binomial draws have the binomial distribution`(row: (n: Int, p: Double)) {
    var generator = KeyedRandom(DrawKey(seed: 7), block: row.n)
    let draws = 20_000
    var seen: [Int: Int] = [:]
    for _ in 0..<draws { seen[generator.binomial(row.n, row.p), default: 0] += 1 }
    // Bins of the exact distribution by its quantiles.
    let (n, p) = (Double(row.n), row.p)
    func cumulative(_ k: Int) -> Double {
      k >= row.n ? 1 : 1 - Beta.lower(p, Double(k + 1), n - Double(k))
    }
    var chi = 0.0
    var bins = 0
    var (low, reached) = (-1, 0.0)
    for k in 0...row.n where cumulative(k) - reached > 0.04 || k == row.n {
      let expected = (cumulative(k) - reached) * Double(draws)
      guard expected > 0 else { break }
      let found = seen.filter { $0.key > low && $0.key <= k }.values.reduce(0, +)
      chi += (Double(found) - expected) * (Double(found) - expected) / expected
      bins += 1
      (low, reached) = (k, cumulative(k))
      if 1 - reached < 1e-9 { break }
    }
    #expect(chi < Double(bins) + 5 * (2 * Double(bins)).squareRoot())
  }

  @Test func `multinomial draws keep the total`() {
    let draw = MultinomialDraw([5, 0, 17, 1, 9])
    var generator = KeyedRandom(DrawKey(), block: 1)
    var drawn = [Int](repeating: 0, count: 5)
    for _ in 0..<200 {
      draw.draw(into: &drawn, using: &generator)
      #expect(drawn.reduce(0, +) == 32)
      #expect(drawn[1] == 0)
    }
  }
}
