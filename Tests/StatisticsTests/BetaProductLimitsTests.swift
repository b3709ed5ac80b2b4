import RealModule
import TestSupport
import Testing

@testable import Statistics

@Suite struct BetaProductLimitsTests {
  /// The samples of `Reference/Survival/beta_product.R` at which S is 0 in the end.
  private static let ended: [String: [(time: Int, event: Bool)]] = [
    "everyone12": zip(
      [1, 1, 2, 2, 2, 3, 3, 4, 5, 5, 6, 6], [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
    ).map { ($0, $1 == 1) },
    "censored12": zip(
      [1, 1, 2, 2, 2, 3, 3, 4, 5, 5, 6, 6], [1, 0, 1, 1, 0, 1, 1, 0, 1, 1, 1, 1]
    ).map { ($0, $1 == 1) },
    "early15": zip(
      [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4, 5, 5, 5],
      [0, 0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 1, 1, 1, 1]
    ).map { ($0, $1 == 1) },
    "late9": zip([2, 2, 3, 4, 4, 5, 6, 7, 8], [1, 1, 0, 1, 0, 0, 0, 0, 1]).map { ($0, $1 == 1) },
  ]

  @Test(arguments: ["everyone12", "censored12", "early15", "late9"])
  func `a curve that ends at 0 has the upper limit of the reference`(name: String) throws {
    let reference = try Reference("Survival/beta_product.tsv")
    let curve = try KaplanMeier(SurvivalCounts(try #require(Self.ended[name])))
    let end = try curve.at(8)
    #expect(end.survival == 0)
    #expect(end.interval.low == 0)
    #expect(agrees(end.interval.high, try reference(name, "mm")))
    // The moments stand in for the product itself, and never below it here.
    let exact = try reference(name, "exact")
    let high = try #require(end.interval.high)
    #expect(high > exact - 1e-9 && high < exact + 0.03)
    if let clopperPearson = reference.optional(name, "cp") {
      #expect(agrees(high, clopperPearson))
    }
    #expect(end.result.method == "kaplan_meier;beta_product_limits")
    #expect(end.reached.low.map { $0 + high } == 1)
    #expect(end.reached.high == 1)
  }

  @Test func `a curve still at 1 has the limit of those followed to the time`() throws {
    let reference = try Reference("Survival/beta_product.tsv")
    let ten = SurvivalCounts(
      [2, 3, 4, 4, 5, 6, 6, 7, 8, 9].enumerated().map {
        (time: $0.element, event: [4, 5, 7, 8].contains($0.offset))
      })
    let curve = try KaplanMeier(ten)
    for time in [1, 4] {
      let early = try curve.at(time)
      #expect(early.survival == 1)
      #expect(agrees(early.interval.low, try reference("nobody10at\(time)", "low")))
      #expect(early.interval.high == 1)
      #expect(early.limits == .betaProduct)
    }
    #expect(try curve.at(5).limits == .logLog)
  }

  @Test func `without censoring the limits are Clopper and Pearson's`() throws {
    for n in [1, 5, 37, 400] {
      let curve = try KaplanMeier(
        SurvivalCounts((0..<n).map { (time: 1 + $0 % 6, event: true) }))
      let all = try ClopperPearson(events: n, of: n)
      let end = try curve.at(6).reached
      #expect(agrees(end.low, try #require(all.interval.low), within: 1e-9))
      let start = try curve.at(0).reached
      let none = try ClopperPearson(events: 0, of: n)
      #expect(agrees(start.high, try #require(none.interval.high), within: 1e-9))
    }
  }

  /// 4,000 samples of 20 with some censored and a true S(6) of 0.2: a sample that ends at 0 mostly misses
  /// it, and such samples must be no more than 2.5 % of all.
  @Test func `samples that end at 0 are as rare beside the truth as the level says`() throws {
    var generator = SplitMix64(seed: 20_26)
    var missed = 0
    var ends = 0
    let truth = 0.2
    let step = 1 - Double.pow(truth, 1.0 / 6)
    for _ in 0..<4_000 {
      let rows = (0..<20).map { _ -> (time: Int, event: Bool) in
        for time in 1...6 {
          if Double.random(in: 0..<1, using: &generator) < step { return (time, true) }
          if Double.random(in: 0..<1, using: &generator) < 0.06 { return (time, false) }
        }
        return (7, false)
      }
      guard let end = try? KaplanMeier(SurvivalCounts(rows)).at(6), end.survival == 0 else {
        continue
      }
      ends += 1
      if let high = end.interval.high, high < truth { missed += 1 }
    }
    #expect(ends > 50)
    #expect(Double(missed) <= 0.025 * 4_000)
    #expect(missed > 0)
  }
}
