import Testing

@testable import Statistics

@Suite struct RankBiserialTests {
  @Test(arguments: PairedTTests.samples, ZeroRule.allCases)
  func `agrees with ranks in SciPy`(name: String, rule: ZeroRule) throws {
    let reference = try Reference("EffectSizes/effect_sizes.tsv")
    let effect = try RankBiserial(change: Samples.pairs(name).change, zeros: rule, draws: 199)
    let key = rule == .drop ? "drop" : "pratt"
    #expect(agrees(effect.estimate, try reference(name, "rank_biserial.\(key)"), within: 1e-12))
    if let low = effect.interval.low, let high = effect.interval.high {
      #expect(low <= effect.estimate && effect.estimate <= high)
      #expect(-1 <= low && high <= 1)
    }
  }

  @Test func `one direction only has no interval`() throws {
    let effect = try RankBiserial(change: Samples.whole([-1, -2, -2]), zeros: .drop)
    #expect(effect.estimate == -1)
    #expect(effect.interval.low == nil)
    #expect(throws: NotEstimable.allZero) {
      try RankBiserial(change: Samples.whole([0, 0]), zeros: .pratt)
    }
  }
}
