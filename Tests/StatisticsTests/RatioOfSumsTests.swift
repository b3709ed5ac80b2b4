import Testing

@testable import Statistics

@Suite struct RatioOfSumsTests {
  @Test func `with a denominator of 1 it is the mean, and its interval that of the mean`() throws {
    let change = try Samples.pairs("nrs60").change
    let rows = zip(change.nano, change.counts).map {
      (baseline: $0, followUp: Int64(1_000_000_000), count: $1)
    }
    let ratio = try RatioOfSums(JointCounts(nanoCounts: rows))
    let mean = try BootstrapMean(change)
    #expect(agrees(ratio.estimate, mean.mean, within: 1e-14))
    let width = try #require(mean.interval.high) - (try #require(mean.interval.low))
    let low = try #require(ratio.interval.low) - (try #require(mean.interval.low))
    let high = try #require(ratio.interval.high) - (try #require(mean.interval.high))
    #expect(abs(low) < 0.05 * width && abs(high) < 0.05 * width)
  }

  @Test(arguments: ["nrs60", "halves40"])
  func `agrees with SciPy's BCa within the Monte Carlo error`(name: String) throws {
    let reference = try Reference("Bootstrap/bootstrap.tsv")
    let ratio = try RatioOfSums(Samples.pairs(name))
    let (low, high) = (try #require(ratio.interval.low), try #require(ratio.interval.high))
    let tolerance = 0.03 * (high - low)
    #expect(abs(low - (try reference(name, "ratio.low"))) < tolerance)
    #expect(abs(high - (try reference(name, "ratio.high"))) < tolerance)
    for threads in [2, 8] {
      let many = try RatioOfSums(Samples.pairs(name), split: WorkSplit(threads: threads))
      #expect(many.interval == ratio.interval)
    }
  }

  @Test func `edge cases`() throws {
    #expect(throws: NotEstimable.noData) { try RatioOfSums(.empty) }
    #expect(throws: NotEstimable.noDenominator) {
      try RatioOfSums(JointCounts(nano: [(5, 0), (7, 0)]))
    }
    #expect(try RatioOfSums(JointCounts(nano: [(6, 2)])).estimate == 3)
    #expect(try RatioOfSums(JointCounts(nano: [(6, 2)])).interval.low == nil)
  }
}
