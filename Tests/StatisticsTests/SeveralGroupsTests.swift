import Testing

@testable import Statistics

@Suite struct SeveralGroupsTests {
  @Test(
    arguments: [
      ["nrsA15", "nrsB18", "nrsC30"], ["realA9", "realB11", "realC8"], ["nrsA120", "nrsB110"],
    ])
  func `Kruskal-Wallis and analysis of variance agree with R`(names: [String]) throws {
    let reference = try Reference("SeveralGroups/several_groups.tsv")
    let name = names.joined(separator: ":")
    let groups = try names.map { try Samples.values($0) }
    let ranks = try KruskalWallis(groups)
    #expect(agrees(ranks.h, try reference(name, "h")))
    #expect(agrees(ranks.pValue, try reference(name, "h.p")))
    let means = try OneWayAnova(groups)
    #expect(agrees(means.f, try reference(name, "f")))
    #expect(agrees(means.pValue, try reference(name, "f.p")))
    #expect(agrees(means.sumOfSquaresBetween, try reference(name, "between")))
    #expect(agrees(means.sumOfSquaresWithin, try reference(name, "within")))
    // An empty group changes nothing.
    #expect(try OneWayAnova(groups + [.empty]).f == means.f)
    #expect(try KruskalWallis([.empty] + groups).h == ranks.h)
  }

  @Test func `edge cases`() {
    let one = Samples.whole([1, 2])
    #expect(throws: NotEstimable.noData) { try KruskalWallis([one, .empty]) }
    #expect(throws: NotEstimable.zeroVariance) {
      try KruskalWallis([Samples.whole([2]), Samples.whole([2, 2])])
    }
    #expect(throws: NotEstimable.nTooSmall) {
      try OneWayAnova([Samples.whole([2]), Samples.whole([3])])
    }
    #expect(throws: NotEstimable.zeroVariance) {
      try OneWayAnova([Samples.whole([2, 2]), Samples.whole([3])])
    }
  }
}
