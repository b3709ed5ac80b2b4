import Testing

@testable import Statistics

@Suite struct RiskRatioTests {
  @Test(arguments: RiskDifferenceTests.tables)
  func `agrees with the restricted likelihood maximised in R`(table: [Int]) throws {
    guard table[2] > 0 else { return }
    let reference = try Reference("Categorical/categorical.tsv")
    let name = table.map(String.init).joined(separator: "-")
    let ratio = try RiskRatio(table[0], of: table[1], table[2], of: table[3])
    if table[0] > 0 {
      #expect(agrees(ratio.interval.low, try reference(name, "koopman.low"), within: 1e-8))
    } else {
      #expect(ratio.interval.low == 0 && ratio.estimate == 0)
    }
    #expect(agrees(ratio.interval.high, try reference(name, "koopman.high"), within: 1e-8))
  }

  @Test func `no event in the denominator`() {
    #expect(throws: NotEstimable.noDenominator) { try RiskRatio(5, of: 56, 0, of: 29) }
    #expect(throws: NotEstimable.noData) { try RiskRatio(0, of: 0, 1, of: 29) }
  }

  @Test func `everyone has the event in both groups`() throws {
    let ratio = try RiskRatio(8, of: 8, 12, of: 12)
    #expect(ratio.estimate == 1)
    #expect(try #require(ratio.interval.low) < 1 && 1 < (try #require(ratio.interval.high)))
  }
}
