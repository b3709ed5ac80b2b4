import TestSupport
import Testing

@testable import Statistics

@Suite struct KaplanMeierTests {
  @Test(
    .enabled(if: SharedData.has("textbook/survival_lung.csv"), "needs ../shared/data"),
    arguments: ["lung", "lung.sex1", "lung.sex2", "aml.Maintained", "aml.Nonmaintained"])
  func `curve, limits and median agree with R survival`(name: String) throws {
    let reference = try Reference("Survival/survival.tsv")
    let curve = try KaplanMeier(SurvivalData.group(name))
    let median = curve.median
    #expect(median.estimate == (try reference(name, "median")))
    #expect(median.interval.low == (try reference(name, "0.95LCL")))
    #expect(median.interval.high == reference.optional(name, "0.95UCL"))
    for step in curve.steps where step.events > 0 {
      #expect(agrees(step.survival, try reference(name, "s\(step.time)")) || step.survival == 0)
      guard let low = reference.optional(name, "low\(step.time)") else { continue }
      #expect(agrees(step.low, low))
      #expect(agrees(step.high, try reference(name, "high\(step.time)")))
    }
  }

  @Test func `a stretch at exactly one half has its midpoint`() throws {
    let four = SurvivalCounts([(1, true), (2, true), (3, true), (4, true)])
    #expect(try KaplanMeier(four).median.estimate == 2.5)
    let end = SurvivalCounts([(1, true), (2, false)])
    #expect(try KaplanMeier(end).median.estimate == 1)
  }

  @Test func `six worked by hand`() throws {
    // At risk 6, 4, 2 (one censored at 8), 1: S = 5/6, then 5/6 * 2/4 = 5/12, then 0.
    let six = SurvivalCounts([(1, true), (1, false), (6, true), (6, true), (8, false), (9, true)])
    let curve = try KaplanMeier(six)
    #expect(curve.steps.map(\.atRisk) == [6, 4, 2, 1])
    let expected = [5.0 / 6, 5.0 / 12, 5.0 / 12, 0]
    for (step, survival) in zip(curve.steps, expected) {
      #expect(abs(step.survival - survival) < 1e-15)
    }
    #expect(try curve.at(0).survival == 1)
    #expect(agrees(try curve.at(7).survival, 5.0 / 12, within: 1e-15))
    #expect(try curve.at(100).survival == 0)
    #expect(agrees(try curve.at(7).reached.estimate, 7.0 / 12, within: 1e-14))
  }

  @Test func `nothing is said beyond the last observation`() throws {
    let curve = try KaplanMeier(SurvivalCounts([(3, true), (5, false), (9, false)]))
    #expect(throws: NotEstimable.noData) { try curve.at(10) }
    #expect(curve.median.estimate == nil)
    #expect(curve.median.result.method.hasSuffix("median_not_reached"))
    #expect(throws: NotEstimable.noData) { try KaplanMeier(SurvivalCounts(rows: [])) }
  }

  @Test(arguments: 0..<20)
  func `any split of the observations merges to the same table`(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let rows = (0..<60).map { _ in
      (time: Int.random(in: 1...12, using: &generator), event: Bool.random(using: &generator))
    }
    let cut = Int.random(in: 0...60, using: &generator)
    #expect(
      SurvivalCounts(Array(rows[..<cut])) + SurvivalCounts(Array(rows[cut...]))
        == SurvivalCounts(rows))
  }
}
