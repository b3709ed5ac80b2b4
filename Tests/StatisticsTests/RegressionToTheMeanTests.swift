import Testing

@testable import Statistics

@Suite struct RegressionToTheMeanTests {
  @Test(
    arguments: [[5, 2.3, 0.5, 6], [4, 2, 0.8, 5], [6, 1.5, 0, 3], [5, 2.3, 1, 6]])
  func `agrees with numerical integration in R`(input: [Double]) throws {
    let reference = try Reference("RegressionToTheMean/regression_to_the_mean.tsv")
    let name = input.map { $0 == $0.rounded() ? "\(Int($0))" : "\($0)" }.joined(separator: ",")
    let figure = try RegressionToTheMean(
      mean: input[0], sd: input[1], reliability: input[2], cut: input[3])
    #expect(abs(figure.fall - (try reference(name, "fall"))) < 1e-9)
  }

  @Test func `the golden case is 1.26 points`() throws {
    let figure = try RegressionToTheMean(mean: 5, sd: 2.3, reliability: 0.5, cut: 6)
    #expect((figure.fall * 100).rounded() == 126)
  }

  @Test func `a missing input is never a default`() {
    #expect(throws: NotEstimable.missingInput) {
      try RegressionToTheMean(mean: 5, sd: 2.3, reliability: nil, cut: 6)
    }
    #expect(throws: NotEstimable.zeroVariance) {
      try RegressionToTheMean(mean: 5, sd: 0, reliability: 0.5, cut: 6)
    }
  }
}
