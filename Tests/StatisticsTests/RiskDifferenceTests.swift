import Testing

@testable import Statistics

@Suite struct RiskDifferenceTests {
  static let tables = [
    [56, 70, 48, 80], [9, 10, 3, 10], [6, 7, 2, 7], [5, 56, 0, 29], [0, 10, 4, 20],
    [10, 10, 9, 20], [31, 48, 29, 48], [520, 1000, 490, 1000], [1, 200, 2, 5000],
  ]

  @Test(arguments: tables)
  func `agrees with score limits in R`(table: [Int]) throws {
    let reference = try Reference("Categorical/categorical.tsv")
    let name = table.map(String.init).joined(separator: "-")
    let difference = try RiskDifference(table[0], of: table[1], table[2], of: table[3])
    #expect(agrees(difference.estimate, try reference(name, "difference")))
    #expect(agrees(difference.interval.low, try reference(name, "newcombe.low")))
    #expect(agrees(difference.interval.high, try reference(name, "newcombe.high")))
  }

  @Test func `Newcombe's own example: 56 of 70 against 48 of 80`() throws {
    let difference = try RiskDifference(56, of: 70, 48, of: 80)
    #expect(abs(try #require(difference.interval.low) - 0.0524) < 5e-5)
    #expect(abs(try #require(difference.interval.high) - 0.3339) < 5e-5)
    #expect(throws: NotEstimable.noData) { try RiskDifference(0, of: 0, 1, of: 2) }
  }
}
