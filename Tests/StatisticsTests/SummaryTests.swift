import Testing

@testable import Statistics

@Suite struct SummaryTests {
  @Test(arguments: PairedTTests.samples)
  func `agrees with R`(name: String) throws {
    let reference = try Reference("Summary/summary.tsv")
    let change = try Samples.pairs(name).change
    #expect(agrees(try Summary(.mean, of: change).estimate, try reference(name, "mean")))
    #expect(agrees(try Summary(.sd, of: change).estimate, try reference(name, "sd")))
    let median = try reference(name, "median")
    #expect(abs(try Summary(.median, of: change).estimate - median) < 1e-12)
    for p in [0.025, 0.1, 0.25, 0.75, 0.9] {
      let expected = try reference(name, "q\(p)")
      #expect(abs(try #require(change.quantile(p)) - expected) < 1e-12)
    }
  }

  @Test func `edge cases`() {
    #expect(throws: NotEstimable.noData) { try Summary(.median, of: .empty) }
    #expect(throws: NotEstimable.nTooSmall) { try Summary(.sd, of: Samples.whole([4])) }
  }
}
