import RealModule
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

  /// Nobody of two: the share reached runs from 0 to 1 - 0.025^(1/2), and the difference has limits.
  @Test func `a share of nobody or everybody has limits too`() throws {
    let none = SurvivalCounts([(8, true), (9, true)])
    let some = SurvivalCounts([(2, true), (9, true)])
    let difference = try ReachedDifference(some, none, at: 5)
    #expect(difference.estimate == 0.5)
    let share = try KaplanMeier(some).at(5).reached
    let low = try #require(share.low)
    let reach = 1 - 0.025.squareRoot()
    #expect(
      agrees(
        difference.interval.low, 0.5 - ((0.5 - low) * (0.5 - low) + reach * reach).squareRoot(),
        within: 1e-12))
    #expect(agrees(difference.interval.high, share.high ?? .nan, within: 1e-12))
    #expect(
      difference.result.method
        == "kaplan_meier_difference;variance_recovery;log_log_limits;beta_product_limits")
  }

  @Test func `everybody in both groups is a difference of 0 with an interval`() throws {
    let twelve = SurvivalCounts((1...12).map { (time: $0 % 6 + 1, event: true) })
    let thirty = SurvivalCounts((1...30).map { (time: $0 % 5 + 1, event: true) })
    let result = try ReachedDifference(thirty, twelve, at: 6).result
    #expect(result.estimate == 0)
    #expect(agrees(result.low, Double.pow(0.025, 1.0 / 30) - 1, within: 1e-12))
    #expect(agrees(result.high, 1 - Double.pow(0.025, 1.0 / 12), within: 1e-12))
    #expect(result.method.hasSuffix("variance_recovery;beta_product_limits"))
  }

  @Test func `where a curve ends before the time there is no difference`() throws {
    let some = SurvivalCounts([(2, true), (9, true)])
    let short = SurvivalCounts([(2, true), (3, false)])
    #expect(throws: NotEstimable.noData) { try ReachedDifference(short, some, at: 5) }
  }
}
