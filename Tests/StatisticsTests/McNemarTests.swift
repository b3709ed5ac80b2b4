import Testing

@testable import Statistics

@Suite struct McNemarTests {
  @Test(arguments: [(1, 0), (3, 9), (10, 2), (0, 6), (25, 25), (140, 95)])
  func `agrees with the binomial in R`(row: (Int, Int)) throws {
    let reference = try Reference("Categorical/categorical.tsv")
    let test = try McNemar(becameYes: row.0, becameNo: row.1, unchanged: 20)
    #expect(agrees(test.pValue, try reference("\(row.0)-\(row.1)", "mcnemar")))
    let turned = try McNemar(becameYes: row.1, becameNo: row.0, unchanged: 0)
    #expect(turned.pValue == test.pValue)
  }

  @Test func `nobody changed, and nobody at all`() {
    #expect(throws: NotEstimable.allZero) { try McNemar(becameYes: 0, becameNo: 0, unchanged: 9) }
    #expect(throws: NotEstimable.noData) { try McNemar(becameYes: 0, becameNo: 0, unchanged: 0) }
  }
}
