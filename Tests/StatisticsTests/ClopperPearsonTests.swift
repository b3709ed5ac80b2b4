import Testing

@testable import Statistics

@Suite struct ClopperPearsonTests {
  @Test(arguments: [1, 2, 10, 59, 1000, 1_000_000])
  func `the bound of zero events leaves them a chance of 5 percent`(n: Int) throws {
    let bound = try RuleOfThree(n: n).bound
    var chance = 0.0
    // (1 - bound)^n through the logarithm, in small steps for small bounds.
    chance =
      Double(n) * (bound < 0.5 ? -(bound + bound * bound / 2 + series(bound)) : log2(1 - bound))
    #expect(abs(chance - -2.995732273553991) < 1e-9)
    #expect(bound <= 3 / Double(n) + 0.2)
  }

  /// What x + x^2 / 2 leaves out of -log(1 - x).
  private func series(_ x: Double) -> Double {
    (3...400).reduce(0) { sum, k in
      sum + (0..<k).reduce(1.0) { product, _ in product * x } / Double(k)
    }
  }

  private func log2(_ x: Double) -> Double {
    -(1 - x + (1 - x) * (1 - x) / 2 + series(1 - x))
  }

  @Test func `no observation`() {
    #expect(throws: NotEstimable.noData) { try RuleOfThree(n: 0) }
    #expect(throws: NotEstimable.noData) { try ClopperPearson(events: 0, of: 0) }
  }
}
