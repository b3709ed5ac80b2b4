import Testing

@testable import Statistics

@Suite struct MeanChangeTests {
  @Test(arguments: PairedTTests.samples)
  func `agrees with R t.test at 95 and 90 percent`(name: String) throws {
    let reference = try Reference("TTests/t_tests.tsv")
    let change = try Samples.pairs(name).change
    let wide = try MeanChange(change)
    #expect(agrees(wide.mean, try reference(name, "mean")))
    #expect(agrees(wide.interval.low, try reference(name, "low")))
    #expect(agrees(wide.interval.high, try reference(name, "high")))
    let narrow = try MeanChange(change, level: 0.9)
    #expect(agrees(narrow.interval.low, try reference(name, "low90")))
    #expect(agrees(narrow.interval.high, try reference(name, "high90")))
  }

  @Test func `equal changes keep the estimate and have a blank interval`() {
    let row = StatisticResult { () throws(NotEstimable) in
      try MeanChange(Samples.whole([-2, -2, -2]))
    }
    #expect(row.status == .ok)
    #expect(row.estimate == -2)
    #expect(row.low == nil && row.high == nil && row.level == 0.95)
  }

  @Test(
    .enabled(if: SharedData.has("vickers-acupuncture/acupuncture.csv"), "needs ../shared/data"))
  func `the control arm of the acupuncture trial`() throws {
    let change = try MeanChange(SharedData.acupuncture(arm: "0").change)
    #expect(agrees(change.mean, -4.3672619286, within: 1e-10))
    #expect(agrees(change.interval.low, -6.105508664, within: 1e-9))
    #expect(agrees(change.interval.high, -2.629015193, within: 1e-9))
  }
}
