import Testing

@testable import Statistics

@Suite struct ReachedDifferenceTests {
  @Test(
    .enabled(if: SharedData.has("textbook/survival_lung.csv"), "needs ../shared/data"),
    arguments: [
      ("lung.sex", "lung.sex1", "lung.sex2", [60, 180, 365, 700]),
      ("aml.x", "aml.Maintained", "aml.Nonmaintained", [13, 23, 30]),
    ])
  func `differences and limits agree with R survival`(
    name: String, left: String, right: String, times: [Int]
  ) throws {
    let reference = try Reference("ReachedDifference/reached_difference.tsv")
    for time in times {
      let result = try ReachedDifference(
        SurvivalData.group(left), SurvivalData.group(right), at: time
      ).result
      #expect(agrees(result.estimate, try reference(name, "d\(time)")))
      #expect(agrees(result.low, try reference(name, "low\(time)")))
      #expect(agrees(result.high, try reference(name, "high\(time)")))
    }
  }

  /// Four each, nobody censored: 3 of 4 and 1 of 4 by time 6, a difference of one half.
  @Test func `by hand`() throws {
    let a = SurvivalCounts([(2, true), (4, true), (6, true), (9, true)])
    let b = SurvivalCounts([(5, true), (7, true), (8, true), (9, true)])
    let difference = try ReachedDifference(a, b, at: 6)
    #expect(agrees(difference.estimate, 0.5, within: 1e-15))
    let swapped = try ReachedDifference(b, a, at: 6)
    #expect(agrees(swapped.estimate, -0.5, within: 1e-15))
    #expect(agrees(swapped.interval.low, -(difference.interval.high ?? .nan), within: 1e-15))
  }

  @Test func `without limits of a share there are none of the difference`() throws {
    let none = SurvivalCounts([(8, true), (9, true)])
    let some = SurvivalCounts([(2, true), (9, true)])
    let difference = try ReachedDifference(some, none, at: 5)
    #expect(difference.estimate == 0.5)
    #expect(difference.interval.low == nil && difference.interval.high == nil)
    let short = SurvivalCounts([(2, true), (3, false)])
    #expect(throws: NotEstimable.noData) { try ReachedDifference(short, some, at: 5) }
  }
}
