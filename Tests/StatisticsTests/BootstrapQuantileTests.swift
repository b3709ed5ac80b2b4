import Testing

@testable import Statistics

@Suite struct BootstrapQuantileTests {
  static let samples: [String: [Int]] = [
    "seven": [0, 1, 1, 3, 4, 4, 4], "ten": [-5, -3, -3, -2, -2, -2, 0, 0, 1, 1],
    "eight": [1, 2, 2, 5, 5, 5, 9, 9],
  ]

  @Test(arguments: ["seven", "ten", "eight"], [0.5, 0.25, 0.9])
  func `limits agree with the enumeration of every resample`(name: String, p: Double) throws {
    let reference = try Reference("Bootstrap/bootstrap.tsv")
    let sample = Samples.whole(try #require(Self.samples[name]))
    for (level, suffix) in [(0.95, ""), (0.8, "80")] {
      let quantile = try BootstrapQuantile(sample, p: p, level: level)
      let low = try reference(name, "q\(p).low\(suffix)")
      let high = try reference(name, "q\(p).high\(suffix)")
      #expect(abs(try #require(quantile.interval.low) - low) < 1e-9)
      #expect(abs(try #require(quantile.interval.high) - high) < 1e-9)
      #expect(quantile.estimate == sample.quantile(p))
    }
  }

  @Test func `edge cases`() throws {
    #expect(throws: NotEstimable.noData) { try BootstrapQuantile(.empty) }
    #expect(throws: NotEstimable.nTooSmall) { try BootstrapQuantile(Samples.whole([1])) }
    #expect(try BootstrapQuantile(Samples.whole([4, 4])).interval.low == nil)
  }
}
