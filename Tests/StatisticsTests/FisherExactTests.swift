import Testing

@testable import Statistics

@Suite struct FisherExactTests {
  @Test(arguments: RiskDifferenceTests.tables)
  func `agrees with R fisher.test`(table: [Int]) throws {
    let reference = try Reference("Categorical/categorical.tsv")
    let name = table.map(String.init).joined(separator: "-")
    let test = try FisherExact(table[0], of: table[1], table[2], of: table[3])
    #expect(agrees(test.pValue, try reference(name, "fisher")))
  }

  @Test func `the sample odds ratio, absent without a denominator`() throws {
    #expect(try FisherExact(9, of: 10, 3, of: 10).oddsRatio == 21)
    let row = try FisherExact(10, of: 10, 9, of: 20).result
    #expect(row.estimate == nil && row.pValue != nil && row.status == .ok)
    #expect(try FisherExact(0, of: 10, 0, of: 20).pValue == 1)
    #expect(throws: NotEstimable.noData) { try FisherExact(0, of: 0, 0, of: 20) }
  }

  @Test func `a far tail keeps its digits`() throws {
    // All of A and none of B, or the reverse: two tables among C(200, 100).
    let p = try FisherExact(100, of: 100, 0, of: 100).pValue
    #expect(agrees(p, 2.2087606931995028e-59, within: 1e-9))
  }
}
