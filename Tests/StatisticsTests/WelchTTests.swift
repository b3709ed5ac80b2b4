import Testing

@testable import Statistics

@Suite struct WelchTTests {
  static let samples = [
    ["nrsA15", "nrsB18"], ["nrsA120", "nrsB110"], ["realA9", "realB11"], ["realC8", "realB11"],
    ["nrsC30", "nrsB18"],
  ]

  @Test(arguments: samples)
  func `test and interval agree with R t.test`(names: [String]) throws {
    let reference = try Reference("TTests/t_tests.tsv")
    let name = names.joined(separator: ":")
    let (a, b) = (try Samples.values(names[0]), try Samples.values(names[1]))
    let test = try WelchT(a, b)
    #expect(agrees(test.t, try reference(name, "t")))
    #expect(agrees(test.df, try reference(name, "df")))
    #expect(agrees(test.pValue, try reference(name, "p")))
    let difference = try MeanDifference(a, b)
    #expect(agrees(difference.difference, try reference(name, "difference")))
    #expect(agrees(difference.interval.low, try reference(name, "low")))
    #expect(agrees(difference.interval.high, try reference(name, "high")))
    #expect(try WelchT(b, a).t == -test.t)
  }

  @Test func `both groups constant`() throws {
    let (a, b) = (Samples.whole([2, 2]), Samples.whole([5, 5, 5]))
    #expect(throws: NotEstimable.zeroVariance) { try WelchT(a, b) }
    let difference = try MeanDifference(a, b)
    #expect(difference.difference == -3)
    #expect(difference.interval.low == nil)
    #expect(throws: NotEstimable.nTooSmall) { try WelchT(a, Samples.whole([1])) }
    #expect(throws: NotEstimable.noData) { try WelchT(.empty, b) }
  }
}
