import Testing

@testable import Statistics

@Suite struct StandardizedMeanChangeTests {
  @Test(arguments: PairedTTests.samples)
  func `agrees with integration in 30 digits`(name: String) throws {
    let reference = try Reference("EffectSizes/effect_sizes.tsv")
    let effect = try StandardizedMeanChange(change: Samples.pairs(name).change)
    #expect(agrees(effect.estimate, try reference(name, "dz")))
    #expect(agrees(effect.interval.low, try reference(name, "low")))
    #expect(agrees(effect.interval.high, try reference(name, "high")))
  }

  @Test func `a large sample with a large effect still has both limits`() throws {
    let change = ValueCounts(
      nanoCounts: [(-3_000_000_000, 400_000), (-2_000_000_000, 350_000), (0, 250_000)])
    let effect = try StandardizedMeanChange(change: change)
    let (low, high) = (try #require(effect.interval.low), try #require(effect.interval.high))
    #expect(low < effect.estimate && effect.estimate < high)
    // Its standard error is about sqrt((1 + d^2 / 2) / n).
    let spread = (1 + effect.estimate * effect.estimate / 2).squareRoot() / 1000
    #expect(abs((high - low) / (2 * 1.959964 * spread) - 1) < 0.01)
  }

  @Test func `edge cases are those of the t test`() {
    #expect(throws: NotEstimable.zeroVariance) {
      try StandardizedMeanChange(change: Samples.whole([1, 1]))
    }
  }
}
