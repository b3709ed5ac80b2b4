import Testing

@testable import Statistics

@Suite struct RankQuantileTests {
  @Test(arguments: [6, 13, 60, 100, 101, 200, 500, 1000], [0.005, 0.025, 0.05])
  func `signed-rank quantiles agree with R qsignrank`(n: Int, area: Double) throws {
    let reference = try Reference("HodgesLehmann/hodges_lehmann.tsv")
    let quantile = RankQuantile.signedRank(n: n, area: area)
    #expect(quantile.isExact)
    #expect(Double(quantile.k) == (try reference("signrank\(n)", "\(area)")))
  }

  @Test(arguments: [(3, 4), (10, 12), (30, 18), (60, 70), (99, 101)], [0.005, 0.025, 0.05])
  func `rank-sum quantiles agree with R qwilcox`(size: (Int, Int), area: Double) throws {
    let reference = try Reference("HodgesLehmann/hodges_lehmann.tsv")
    let quantile = RankQuantile.rankSum(m: size.0, n: size.1, area: area)
    #expect(quantile.isExact)
    #expect(Double(quantile.k) == (try reference("ranksum\(size.0)x\(size.1)", "\(area)")))
  }

  @Test func `beyond the limits the normal quantile is used and said`() {
    #expect(!RankQuantile.signedRank(n: 10_001, area: 0.025).isExact)
    #expect(!RankQuantile.rankSum(m: 101, n: 100, area: 0.025).isExact)
  }
}
