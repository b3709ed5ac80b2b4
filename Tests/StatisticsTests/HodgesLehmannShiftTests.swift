import Testing

@testable import Statistics

@Suite struct HodgesLehmannShiftTests {
  @Test(arguments: WelchTTests.samples)
  func `agrees with the enumeration of differences in R`(names: [String]) throws {
    let reference = try Reference("HodgesLehmann/hodges_lehmann.tsv")
    let name = names.joined(separator: ":")
    let shift = try HodgesLehmannShift(Samples.values(names[0]), Samples.values(names[1]))
    #expect(abs(shift.estimate - (try reference(name, "estimate"))) < 1e-12)
    guard shift.isExact else {
      #expect(shift.result.method == "hl_shift;normal_rank_sum_quantile")
      return
    }
    #expect(abs(try #require(shift.interval.low) - (try reference(name, "low"))) < 1e-12)
    #expect(abs(try #require(shift.interval.high) - (try reference(name, "high"))) < 1e-12)
  }

  @Test func `swapping the groups turns the sign`() throws {
    let (a, b) = (try Samples.values("nrsA15"), try Samples.values("nrsB18"))
    let (one, two) = (try HodgesLehmannShift(a, b), try HodgesLehmannShift(b, a))
    #expect(one.estimate == -two.estimate)
    #expect(one.interval.low == two.interval.high.map { -$0 })
  }

  @Test func `too few values for the level, and none`() throws {
    let shift = try HodgesLehmannShift(Samples.whole([1, 2]), Samples.whole([3, 4]))
    #expect(shift.interval.low == nil && shift.estimate == -2)
    #expect(throws: NotEstimable.noData) { try HodgesLehmannShift(.empty, Samples.whole([3])) }
  }
}
