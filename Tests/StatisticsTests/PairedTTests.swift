import Testing

@testable import Statistics

@Suite struct PairedTTests {
  static let samples = [
    "textbook13", "ones5", "nrs20", "nrs60", "nrs200", "halves40", "tenths25", "untied12",
  ]

  @Test(arguments: samples)
  func `test and interval agree with R t.test`(name: String) throws {
    let reference = try Reference("TTests/t_tests.tsv")
    let change = try Samples.pairs(name).change
    let test = try PairedT(change: change)
    #expect(agrees(test.t, try reference(name, "t")))
    #expect(agrees(test.pValue, try reference(name, "p")))
    #expect(test.df == Double(change.n - 1))
  }

  @Test(.enabled(if: SharedData.has("textbook/datasets_sleep.csv"), "needs ../shared/data"))
  func `Student's sleep data have t 4.0621277`() throws {
    let rows = try SharedData.rows("textbook/datasets_sleep.csv")
    func extra(_ group: String) throws -> [Int64] {
      try rows.filter { $0["group"] == group }.map { try Samples.nano(try #require($0["extra"])) }
    }
    let pairs = zip(try extra("1"), try extra("2")).map { (baseline: $0, followUp: $1) }
    let test = try PairedT(change: JointCounts(nano: pairs).change)
    #expect(agrees(test.t, 4.0621277, within: 1e-8))
    #expect(agrees(test.pValue, 0.00283289, within: 1e-6))
  }

  @Test func `no pair, one pair, equal changes, no change`() {
    #expect(throws: NotEstimable.noData) { try PairedT(change: .empty) }
    #expect(throws: NotEstimable.nTooSmall) { try PairedT(change: Samples.whole([3])) }
    #expect(throws: NotEstimable.zeroVariance) { try PairedT(change: Samples.whole([3, 3])) }
    #expect(throws: NotEstimable.allZero) { try PairedT(change: Samples.whole([0, 0, 0])) }
  }

  @Test(arguments: samples)
  func `turning every sign turns t, scaling leaves it`(name: String) throws {
    let change = try Samples.pairs(name).change
    let test = try PairedT(change: change)
    #expect(try PairedT(change: change.negated).t == -test.t)
    let tripled = ValueCounts(nanoCounts: zip(change.nano, change.counts).map { ($0 * 3, $1) })
    #expect(agrees(try PairedT(change: tripled).t, test.t, within: 1e-14))
  }
}
