import Statistics
import Testing

@testable import Analysis

@Suite struct ReliefCurveTests {
  /// So many got below 5 on a day, and so many were last seen on another.
  private func counts(_ events: [(Int, Int)], _ censored: [(Int, Int)] = []) -> SurvivalCounts {
    SurvivalCounts(
      rows: events.map { (time: $0.0, events: $0.1, censored: 0) }
        + censored.map { (time: $0.0, events: 0, censored: $0.1) })
  }

  @Test func pointsStandAtWholeWeeksOnceEnoughGotThere() {
    // Day 3: 4, day 10: 2, day 16: 5, then 20 who never did.
    let steps = ReliefCurve.curve(
      counts([(3, 4), (10, 2), (16, 5)], [(80, 20)]), smallest: 5)
    // Week 1 has 4 and waits; week 2 has 6; week 3 has 5 more.
    #expect(steps.map(\.day) == [0, 14, 21])
    #expect(steps.map(\.followed) == [31, 25, 20])
    #expect(steps[0].reached.estimate == 0)
    #expect(abs((steps[1].reached.estimate ?? 0) - 6.0 / 31) < 1e-12)
    #expect(abs((steps[2].reached.estimate ?? 0) - 11.0 / 31) < 1e-12)
  }

  @Test func theLineEndsWhereFewAreStillFollowed() {
    let steps = ReliefCurve.curve(counts([(3, 6), (10, 6), (17, 6)], [(18, 4)]), smallest: 5)
    // After week 3 only four are left, and after them nobody.
    #expect(steps.map(\.day) == [0, 7, 14])
  }

  @Test func eachStepIsAtLeastKPeople() {
    for smallest in [1, 5, 11] {
      let all = counts((1...200).map { ($0, 1 + $0 % 3) }, [(150, 30), (400, 40)])
      let steps = ReliefCurve.curve(all, smallest: smallest)
      for (left, right) in zip(steps, steps.dropFirst()) {
        let got = all.rows.filter { $0.time > left.day && $0.time <= right.day }
          .map(\.events).reduce(0, +)
        #expect(got >= smallest)
        #expect(right.followed >= smallest)
        #expect((right.day % 7) == 0)
      }
      #expect(steps.count > 3)
    }
  }

  @Test func fewerThanKPeopleHaveNoCurve() {
    #expect(ReliefCurve.curve(counts([(3, 4)]), smallest: 5).isEmpty)
    #expect(ReliefCurve.curve(counts([]), smallest: 1).isEmpty)
  }

  @Test func theShareIsOneMinusTheKaplanMeierCurve() throws {
    let all = counts([(5, 3), (12, 4)], [(9, 2), (30, 9)])
    let curve = try KaplanMeier(all)
    for step in ReliefCurve.curve(all, smallest: 1).dropFirst() {
      let survival = try curve.at(step.day).survival
      #expect(step.reached.estimate == 1 - survival)
    }
  }
}
