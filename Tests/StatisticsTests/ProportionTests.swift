import Testing

@testable import Statistics

@Suite struct ProportionTests {
  static let cases = [
    (0, 1), (1, 1), (0, 10), (5, 10), (9, 11), (27, 40), (40, 40), (1, 1000), (31, 48),
    (123456, 1_000_000),
  ]

  @Test(arguments: cases, [0.95, 0.9])
  func `Wilson and Clopper-Pearson agree with SciPy`(row: (Int, Int), level: Double) throws {
    let reference = try Reference("Proportions/proportions.tsv")
    let name = "\(row.0)/\(row.1)"
    let wilson = try Proportion(events: row.0, of: row.1, level: level)
    let exact = try ClopperPearson(events: row.0, of: row.1, level: level)
    for (method, interval) in [("wilson", wilson.interval), ("exact", exact.interval)] {
      let low = try reference(name, "\(method).\(level).low")
      let high = try reference(name, "\(method).\(level).high")
      #expect(abs(try #require(interval.low) - low) <= 1e-9 * max(low, 1e-6))
      #expect(abs(try #require(interval.high) - high) <= 1e-9 * high)
      let p = wilson.estimate
      #expect(try #require(interval.low) <= p && p <= (try #require(interval.high)))
    }
  }

  @Test func `the ends are exactly 0 and 1`() throws {
    #expect(try Proportion(events: 0, of: 7).interval.low == 0)
    #expect(try Proportion(events: 7, of: 7).interval.high == 1)
    #expect(throws: NotEstimable.noData) { try Proportion(events: 0, of: 0) }
  }
}
