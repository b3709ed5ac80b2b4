import TestSupport
import Testing

@testable import Statistics

@Suite struct HodgesLehmannTests {
  @Test(arguments: PairedTTests.samples + ["balanced12"])
  func `agrees with the enumeration of Walsh averages in R`(name: String) throws {
    let reference = try Reference("HodgesLehmann/hodges_lehmann.tsv")
    let estimate = try HodgesLehmann(Samples.pairs(name).change)
    #expect(abs(estimate.estimate - (try reference(name, "estimate"))) < 1e-12)
    guard try reference(name, "k") > 0 else {
      #expect(estimate.interval.low == nil && estimate.interval.high == nil)
      return
    }
    #expect(abs(try #require(estimate.interval.low) - (try reference(name, "low"))) < 1e-12)
    #expect(abs(try #require(estimate.interval.high) - (try reference(name, "high"))) < 1e-12)
  }

  @Test func `the textbook pairs have a pseudo-median of -1`() throws {
    #expect(try HodgesLehmann(Samples.pairs("textbook13").change).estimate == -1)
  }

  @Test(arguments: 0..<40)
  func `agrees with enumeration on random samples`(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let values = (0..<Int.random(in: 1...25, using: &generator)).map { _ in
      Int.random(in: -6...4, using: &generator)
    }
    let walsh = values.indices.flatMap { i in values[i...].map { values[i] + $0 } }.sorted()
    let middle = walsh[(walsh.count - 1) / 2] + walsh[walsh.count / 2]
    #expect(try HodgesLehmann(Samples.whole(values)).estimate == Double(middle) / 4)
  }

  @Test func `no pair`() {
    #expect(throws: NotEstimable.noData) { try HodgesLehmann(.empty) }
  }
}
