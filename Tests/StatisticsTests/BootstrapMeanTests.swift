import TestSupport
import Testing

@testable import Statistics

@Suite struct BootstrapMeanTests {
  static let samples = [
    "textbook13", "ones5", "nrs20", "nrs60", "nrs200", "halves40", "tenths25",
  ]

  private func expect(_ name: String, _ change: ValueCounts) throws {
    let reference = try Reference("Bootstrap/bootstrap.tsv")
    let mean = try BootstrapMean(change)
    #expect(mean.draws == nil)
    #expect(abs(mean.bias - (try reference(name, "z0"))) < 1e-10)
    #expect(agrees(mean.acceleration, try reference(name, "a")))
    for (interval, key) in [(mean.interval, "bca"), (mean.percentile, "percentile")] {
      let (low, high) = (try #require(interval.low), try #require(interval.high))
      #expect(agrees(low, try reference(name, "\(key).low"), within: 1e-14))
      #expect(agrees(high, try reference(name, "\(key).high"), within: 1e-14))
      #expect(low <= mean.mean && mean.mean <= high)
    }
  }

  @Test(arguments: samples)
  func `limits agree with big integers`(name: String) throws {
    try expect(name, Samples.pairs(name).change)
  }

  @Test func `a skewed sample needs its bias and acceleration`() throws {
    try expect("skewed", Samples.counted("0:60,-1:15,-8:3"))
  }

  @Test func `the textbook pairs have (-2.000, -0.231)`() throws {
    let mean = try BootstrapMean(Samples.pairs("textbook13").change)
    #expect(mean.interval.low == -2)
    #expect(mean.interval.high.map { ($0 * 1000).rounded() } == -231)
    #expect(mean.result.method == "bca;exact_bootstrap_distribution")
  }

  @Test(arguments: ["nrs20", "nrs60", "nrs200", "halves40"])
  func `exact and drawn intervals agree within the Monte Carlo error`(name: String) throws {
    let change = try Samples.pairs(name).change
    let exact = try BootstrapMean(change)
    let drawn = try BootstrapMean(change, route: .draws(20_000))
    #expect(drawn.result.method == "bca;multinomial_draws=20000")
    let width = try #require(exact.interval.high) - (try #require(exact.interval.low))
    for (a, b) in [
      (exact.interval.low, drawn.interval.low), (exact.interval.high, drawn.interval.high),
      (exact.percentile.low, drawn.percentile.low), (exact.percentile.high, drawn.percentile.high),
    ] {
      // A quantile at 2.5 % of 20,000 draws: five standard errors, and one step of the lattice.
      let step = 0.5 / Double(change.n)
      #expect(abs(try #require(a) - (try #require(b))) < 0.04 * width + step)
    }
  }

  @Test func `a lattice too fine falls back to draws, the same for any threads`() throws {
    var generator = SplitMix64(seed: 4)
    let change = ValueCounts(
      nano: (0..<60).map { _ in Int64.random(in: -3_000_000_001...1_000_000_000, using: &generator)
      })
    let one = try BootstrapMean(change)
    #expect(one.draws == 9_999)
    for threads in [2, 8] {
      let many = try BootstrapMean(change, split: WorkSplit(threads: threads))
      #expect(many.interval == one.interval)
    }
  }

  @Test(arguments: 0..<20)
  func `a shift moves the limits and a turned sign turns them`(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let values = (0..<30).map { _ in Int.random(in: -7...3, using: &generator) }
    let plain = try BootstrapMean(Samples.whole(values))
    let moved = try BootstrapMean(Samples.whole(values.map { $0 + 100 }))
    let low = try #require(plain.interval.low)
    #expect(abs(try #require(moved.interval.low) - low - 100) < 1e-12)
    // The definition takes the smallest v on both sides, so a turn may move a limit by one step.
    let turned = try BootstrapMean(Samples.whole(values.map { -$0 }))
    #expect(abs(try #require(turned.interval.high) + low) < 1.0 / 30 + 1e-12)
  }

  @Test func `edge cases`() throws {
    #expect(throws: NotEstimable.noData) { try BootstrapMean(.empty) }
    #expect(throws: NotEstimable.nTooSmall) { try BootstrapMean(Samples.whole([1])) }
    let constant = try BootstrapMean(Samples.whole([-2, -2]))
    #expect(constant.mean == -2 && constant.interval.low == nil)
  }
}
