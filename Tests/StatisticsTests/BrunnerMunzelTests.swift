import Testing

@testable import Statistics

@Suite struct BrunnerMunzelTests {
  @Test(arguments: WelchTTests.samples)
  func `agrees with SciPy`(names: [String]) throws {
    let reference = try Reference("BrunnerMunzel/brunner_munzel.tsv")
    let name = names.joined(separator: ":")
    let (a, b) = (try Samples.values(names[0]), try Samples.values(names[1]))
    let test = try BrunnerMunzel(a, b)
    #expect(agrees(test.statistic, try reference(name, "statistic")))
    #expect(agrees(test.df, try reference(name, "df")))
    #expect(agrees(test.pValue, try reference(name, "p")))
    let superiority = try ProbabilityOfSuperiority(a, b)
    #expect(agrees(superiority.probability, try reference(name, "probability")))
    #expect(agrees(superiority.interval.low, max(0, try reference(name, "low"))))
    #expect(agrees(superiority.interval.high, min(1, try reference(name, "high"))))
    let turned = try ProbabilityOfSuperiority(b, a)
    #expect(agrees(turned.probability, 1 - superiority.probability, within: 1e-14))
  }

  @Test func `separation and equal values have their own reasons`() {
    let low = Samples.whole([1, 2, 3])
    #expect(throws: NotEstimable.separation) { try BrunnerMunzel(low, Samples.whole([4, 5])) }
    #expect(throws: NotEstimable.zeroVariance) {
      try BrunnerMunzel(Samples.whole([1, 1]), Samples.whole([1, 1]))
    }
    #expect(throws: NotEstimable.nTooSmall) { try BrunnerMunzel(low, Samples.whole([2])) }
  }
}
