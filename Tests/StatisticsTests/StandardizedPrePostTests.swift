import Testing

@testable import Statistics

@Suite struct StandardizedPrePostTests {
  @Test(arguments: PairedTTests.samples, StandardizedPrePost.Divisor.allCases)
  func `estimates agree with 30 digits`(
    name: String, divisor: StandardizedPrePost.Divisor
  ) throws {
    let reference = try Reference("EffectSizes/effect_sizes.tsv")
    let effect = try StandardizedPrePost(divisor, of: Samples.pairs(name), draws: 99)
    #expect(agrees(effect.estimate, try reference(name, divisor.rawValue)))
  }

  @Test(arguments: ["nrs20", "nrs60", "halves40"])
  func `the interval agrees with SciPy's BCa within the Monte Carlo error`(name: String) throws {
    let reference = try Reference("Bootstrap/bootstrap.tsv")
    let effect = try StandardizedPrePost(.average, of: Samples.pairs(name))
    // 9,999 draws put a limit within a few percent of the interval's width.
    let (low, high) = (try #require(effect.interval.low), try #require(effect.interval.high))
    let tolerance = 0.03 * (high - low)
    #expect(abs(low - (try reference(name, "d_av.low"))) < tolerance)
    #expect(abs(high - (try reference(name, "d_av.high"))) < tolerance)
  }

  @Test(arguments: [2, 8])
  func `any number of threads gives the same bits`(threads: Int) throws {
    let pairs = try Samples.pairs("nrs60")
    let one = try StandardizedPrePost(.hedges, of: pairs, draws: 2_000)
    let many = try StandardizedPrePost(
      .hedges, of: pairs, draws: 2_000, split: WorkSplit(threads: threads))
    #expect(one.interval == many.interval)
  }

  @Test(
    .enabled(if: SharedData.has("vickers-acupuncture/acupuncture.csv"), "needs ../shared/data"))
  func `d_av of the control arm is -0.2584901403`() throws {
    let control = try SharedData.acupuncture(arm: "0")
    let effect = try StandardizedPrePost(.average, of: control, draws: 99)
    #expect(agrees(effect.estimate, -0.2584901403, within: 1e-9))
  }

  @Test func `edge cases`() throws {
    let two = JointCounts(nano: [(1, 2), (3, 1)])
    #expect(throws: NotEstimable.noData) { try StandardizedPrePost(.average, of: .empty) }
    #expect(throws: NotEstimable.nTooSmall) { try StandardizedPrePost(.hedges, of: two) }
    let level = JointCounts(nano: [(5, 2), (5, 1), (5, 4)])
    #expect(throws: NotEstimable.zeroVariance) { try StandardizedPrePost(.baseline, of: level) }
  }
}
