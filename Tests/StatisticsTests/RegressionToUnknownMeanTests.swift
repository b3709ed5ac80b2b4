import Testing

@testable import Statistics

@Suite struct RegressionToUnknownMeanTests {
  @Test(arguments: ["nrs60", "nrs200", "halves40"], [3, 5, 7])
  func `agrees with the regression in R`(name: String, mu: Int) throws {
    let reference = try Reference("RegressionToTheMean/regression_to_the_mean.tsv")
    let fit = try RegressionToUnknownMean(Samples.pairs(name))
    let change = fit.change(ifPopulationMean: Double(mu))
    #expect(agrees(change.estimate, try reference(name, "mu\(mu).estimate")))
    #expect(agrees(change.t, try reference(name, "mu\(mu).t")))
    #expect(agrees(change.pValue, try reference(name, "mu\(mu).p")))
  }

  @Test func `at the mean baseline it is the mean change`() throws {
    let pairs = try Samples.pairs("nrs60")
    let fit = try RegressionToUnknownMean(pairs)
    let change = fit.change(ifPopulationMean: try #require(pairs.baseline.mean))
    #expect(agrees(change.estimate, try #require(pairs.change.mean), within: 1e-12))
    #expect(throws: NotEstimable.nTooSmall) {
      try RegressionToUnknownMean(JointCounts(nano: [(1, 2), (2, 3)]))
    }
    #expect(throws: NotEstimable.zeroVariance) {
      try RegressionToUnknownMean(JointCounts(nano: [(1, 2), (1, 3), (1, 5)]))
    }
  }
}
