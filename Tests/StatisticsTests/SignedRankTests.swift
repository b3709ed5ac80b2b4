import Testing

@testable import Statistics

@Suite struct SignedRankTests {
  static let samples = [
    "textbook13", "ones5", "balanced12", "nrs20", "nrs60", "nrs200", "halves40", "tenths25",
    "untied12",
  ]

  @Test(arguments: samples, ZeroRule.allCases)
  func `agrees with R coin, exact with ties`(name: String, rule: ZeroRule) throws {
    let reference = try Reference("SignedRank/signed_rank.tsv")
    let key = rule == .drop ? "drop" : "pratt"
    let test = try SignedRank(change: Samples.pairs(name).change, zeros: rule)
    #expect(test.positiveRankSum == (try reference(name, key + ".w")))
    #expect(agrees(test.pValue, try reference(name, key + ".p")))
    #expect(test.isExact)
  }

  @Test func `the textbook pairs cross 0.05 with the zero rule`() throws {
    let change = try Samples.pairs("textbook13").change
    let dropped = try SignedRank(change: change, zeros: .drop)
    #expect(dropped.pValue == 0.046875)
    #expect(dropped.negativeRankSum == 47.5)
    #expect(dropped.positiveRankSum == 7.5)
    let pratt = try SignedRank(change: change, zeros: .pratt)
    #expect(pratt.pValue == 0.05078125)
    #expect(pratt.negativeRankSum == 71.5)
    #expect(pratt.positiveRankSum == 13.5)
    #expect(pratt.result.method == "signed_rank;zeros_pratt;exact_conditional")
  }

  @Test func `d = 1, 1, 2, 3, 4 has p 0.0625`() throws {
    let test = try SignedRank(change: Samples.whole([1, 1, 2, 3, 4]), zeros: .drop)
    #expect(test.pValue == 0.0625)
  }

  @Test(arguments: [0, 1, 5, 100, 5000], ZeroRule.allCases)
  func `a balanced sample with any number of zeros has p 1`(zeros: Int, rule: ZeroRule) throws {
    let change = Samples.whole([-3, -2, -2, 2, 2, 3] + Array(repeating: 0, count: zeros))
    #expect(try SignedRank(change: change, zeros: rule).pValue == 1)
  }

  @Test func `only zeros is not estimable`() {
    let row = StatisticResult { () throws(NotEstimable) in
      try SignedRank(change: Samples.whole([0, 0, 0]), zeros: .pratt)
    }
    #expect(row.status == .notEstimable(.allZero))
    #expect(row.estimate == nil && row.pValue == nil)
    #expect(throws: NotEstimable.noData) { try SignedRank(change: .empty, zeros: .drop) }
  }

  @Test func `beyond the limit the normal distribution is used and said`() throws {
    let values = [(value: Int64(1), count: 5200), (value: -1, count: 4900), (value: 2, count: 30)]
    let test = try SignedRank(change: ValueCounts(nanoCounts: values), zeros: .drop)
    #expect(!test.isExact)
    #expect(test.result.method == "signed_rank;zeros_dropped;normal_tie_corrected")
  }

  @Test(arguments: samples, ZeroRule.allCases)
  func `the normal tail at a limit of nothing agrees with R coin`(
    name: String, rule: ZeroRule
  ) throws {
    let reference = try Reference("SignedRank/signed_rank.tsv")
    let key = rule == .drop ? "drop" : "pratt"
    let table = SignedRankTable(try Samples.pairs(name).change, zeros: rule)
    #expect(agrees(SignedRank.normalPValue(table), try reference(name, key + ".normal")))
  }

  @Test(
    .enabled(if: SharedData.has("vickers-acupuncture/acupuncture.csv"), "needs ../shared/data"))
  func `the acupuncture trial has V 1889.5 and 2514.5`() throws {
    let treated = try SharedData.acupuncture(arm: "1")
    let control = try SharedData.acupuncture(arm: "0")
    #expect(treated.n == 161 && control.n == 140)
    #expect(try SignedRank(change: treated.change, zeros: .drop).positiveRankSum == 1889.5)
    #expect(try SignedRank(change: control.change, zeros: .drop).positiveRankSum == 2514.5)
  }
}
