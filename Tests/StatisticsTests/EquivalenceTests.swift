import Testing

@testable import Statistics

@Suite struct EquivalenceTests {
  @Test(arguments: PairedTTests.samples)
  func `agrees with two one-sided tests in R`(name: String) throws {
    let reference = try Reference("Equivalence/equivalence.tsv")
    let test = try Equivalence(Samples.pairs(name).change, margin: 1)
    #expect(agrees(test.pValue, try reference(name, "p")))
    #expect(agrees(test.interval.low, try reference(name, "low")))
    #expect(agrees(test.interval.high, try reference(name, "high")))
    // p < 5 % just when the 90 % interval lies within the margins.
    let (low, high) = (try #require(test.interval.low), try #require(test.interval.high))
    #expect((test.pValue < 0.05) == (low > -1 && high < 1))
  }

  @Test func `equal changes are not estimable`() {
    #expect(throws: NotEstimable.zeroVariance) {
      try Equivalence(Samples.whole([0, 0]), margin: 1)
    }
  }
}
