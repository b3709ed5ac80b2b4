import TestSupport
import Testing

@testable import Statistics

@Suite struct MannWhitneyTests {
  static let samples = [
    ["nrsA15", "nrsB18"], ["realA9", "realB11"], ["realC8", "realB11"], ["nrsC30", "nrsB18"],
  ]

  @Test(arguments: samples)
  func `agrees with R coin, exact with ties`(names: [String]) throws {
    let reference = try Reference("MannWhitney/mann_whitney.tsv")
    let name = names.joined(separator: ":")
    let test = try MannWhitney(Samples.values(names[0]), Samples.values(names[1]))
    #expect(test.u == (try reference(name, "u")))
    #expect(test.isExact)
    #expect(agrees(test.pValue, try reference(name, "exact")))
  }

  @Test func `beyond the limit agrees with R wilcox.test`() throws {
    let reference = try Reference("MannWhitney/mann_whitney.tsv")
    let test = try MannWhitney(Samples.values("nrsA120"), Samples.values("nrsB110"))
    #expect(!test.isExact)
    #expect(agrees(test.pValue, try reference("nrsA120:nrsB110", "normal")))
  }

  @Test(
    .enabled(if: SharedData.has("vickers-acupuncture/acupuncture.csv"), "needs ../shared/data"))
  func `the acupuncture trial has U 9028.5`() throws {
    let treated = try SharedData.acupuncture(arm: "1").change
    let control = try SharedData.acupuncture(arm: "0").change
    let test = try MannWhitney(treated, control)
    #expect(test.u == 9028.5)
    #expect(agrees(test.pValue, 0.002923279, within: 1e-6))
    let difference = try MeanDifference(treated, control)
    #expect(agrees(difference.difference, -3.96203409627, within: 1e-11))
    #expect(agrees(try WelchT(treated, control).t, -2.97287164, within: 1e-8))
  }

  @Test(arguments: 0..<40)
  func `agrees with full enumeration of the choices`(seed: Int) throws {
    var generator = SplitMix64(seed: UInt64(seed))
    let a = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
      Int.random(in: 0...6, using: &generator)
    }
    let b = (0..<Int.random(in: 1...6, using: &generator)).map { _ in
      Int.random(in: 0...6, using: &generator)
    }
    let pooled = a + b
    guard Set(pooled).count > 1 else { return }
    func doubledU(_ chosen: [Int], _ rest: [Int]) -> Int {
      chosen.reduce(0) { sum, x in
        sum + rest.reduce(0) { $0 + (x > $1 ? 2 : x == $1 ? 1 : 0) }
      }
    }
    let observed = doubledU(a, b)
    var (low, high, all) = (0, 0, 0)
    for pattern in 0..<(1 << pooled.count) where pattern.nonzeroBitCount == a.count {
      let chosen = pooled.indices.filter { (pattern >> $0) & 1 == 1 }.map { pooled[$0] }
      let rest = pooled.indices.filter { (pattern >> $0) & 1 == 0 }.map { pooled[$0] }
      let u = doubledU(chosen, rest)
      all += 1
      if u <= observed { low += 1 }
      if u >= observed { high += 1 }
    }
    let test = try MannWhitney(Samples.whole(a), Samples.whole(b))
    #expect(test.u == Double(observed) / 2)
    let p = min(1, 2 * Double(min(low, high)) / Double(all))
    #expect(agrees(test.pValue, p, within: 1e-13))
  }

  @Test func `all values equal is not estimable`() {
    #expect(throws: NotEstimable.zeroVariance) {
      try MannWhitney(Samples.whole([2, 2]), Samples.whole([2]))
    }
    #expect(throws: NotEstimable.noData) { try MannWhitney(.empty, Samples.whole([2])) }
  }
}
