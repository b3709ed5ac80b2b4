import OutcomeModel
import TestSupport
import Testing

@testable import Analysis

/// The rule of a verdict by hand-made intervals, edges included.
@Suite struct ClaimVerdictTests {
  private func row(
    _ estimate: Double?, _ low: Double?, _ high: Double?, n: Int = 25, status: String = "ok"
  ) -> ResultRow {
    var row = ResultRow(
      endpoint: "course_change", window: "week6", population: "first", group: "all", n: n,
      nMissing: 0, nNotApplicable: 0, nNotDue: 0, statistic: "mean_change", status: status)
    row.estimate = estimate
    row.ciLow = low
    row.ciHigh = high
    row.ciLevel = status == "ok" ? 0.95 : nil
    return row
  }

  private func judge(
    _ row: ResultRow?, _ threshold: Double = 0, _ side: Claim.Side = .below,
    perMonth: Double? = 5
  ) -> ClaimVerdict {
    ClaimVerdict(row, threshold: threshold, side: side, nearness: 0.1, perMonth: perMonth)
  }

  @Test func theWholeIntervalOnTheClaimedSideIsSeen() {
    #expect(judge(row(-2, -3, -1)).verdict == .seen)
    #expect(judge(row(2, 1, 3), 0, .above).verdict == .seen)
    #expect(judge(row(0.6, 0.51, 0.7), 0.5, .above).verdict == .seen)
    #expect(judge(row(-2, -3, -1)).outlook == nil)
  }

  @Test func theWholeIntervalOnTheOtherSideIsNotSeen() {
    #expect(judge(row(2, 1, 3)).verdict == .notSeen)
    #expect(judge(row(-2, -3, -1), 0, .above).verdict == .notSeen)
    #expect(judge(row(-2, -3, -1), 0, .above).outlook == nil)
  }

  @Test func anIntervalThatTouchesTheThresholdSaysNothing() {
    #expect(judge(row(-1, -2, 0)).verdict == .tooFew)
    #expect(judge(row(1, 0, 2)).verdict == .tooFew)
    #expect(judge(row(0.6, 0.5, 0.7), 0.5, .above).verdict == .tooFew)
    #expect(judge(row(-1, -2, -0.0)).verdict == .tooFew)
  }

  /// n 25, h 2, distance 1: 25 * 4 - 25 = 75, in tens 80; at 5 a month 16 months.
  @Test func howManyMoreByHand() {
    #expect(judge(row(-1, -3, 1)).outlook == .more(episodes: 80, months: 16))
    // n 10, h 1.2, distance 1: ceil(14.4) - 10 = 5, in tens 10; at 3 a month 4 months.
    #expect(
      judge(row(-1, -2.2, 0.2, n: 10), perMonth: 3).outlook == .more(episodes: 10, months: 4))
    // n 20, h 1.5, distance 1: 45 - 20 = 25, in tens 30.
    #expect(
      judge(row(-1, -2.5, 0.5, n: 20), perMonth: nil).outlook == .more(episodes: 30, months: nil))
    #expect(judge(row(-1, -3, 1), perMonth: 0).outlook == .more(episodes: 80, months: nil))
  }

  /// A lopsided interval can reach the threshold with a half-width under the distance.
  @Test func theLeastThatIsNamedIsTen() {
    #expect(judge(row(-1, -2, 0)).outlook == .more(episodes: 10, months: 2))
    #expect(judge(row(-1, -1.5, 0.1)).outlook == .more(episodes: 10, months: 2))
  }

  @Test func withinATenthOfAPointNothingCanBeSaid() {
    #expect(judge(row(-0.1, -2, 1.8)).outlook == .cannotBeSaid)
    #expect(judge(row(0.05, -2, 2.1)).outlook == .cannotBeSaid)
    #expect(judge(row(0, -2, 2)).outlook == .cannotBeSaid)
    // 0.6 - 0.5 is a tenth, though not in binary.
    #expect(judge(row(0.6, -2, 3), 0.5).outlook == .cannotBeSaid)
    guard case .more = judge(row(-0.11, -2, 1.8)).outlook else {
      Issue.record("a number can be named")
      return
    }
  }

  @Test func withoutAnIntervalThereAreTooFew() {
    for empty in [
      nil, row(nil, nil, nil, n: 0, status: "not_estimable:no_data"),
      row(nil, nil, nil, n: 1, status: "not_estimable:n_too_small"), row(-2, nil, nil),
      row(nil, nil, nil, status: "suppressed"),
    ] {
      #expect(judge(empty).verdict == .tooFew)
      #expect(judge(empty).outlook == .cannotBeSaid)
    }
  }

  @Test func aLimitThatIsNotReachedDecidesNothingOnItsSide() {
    #expect(judge(row(0.8, 0.6, nil), 0.5, .above).verdict == .seen)
    #expect(judge(row(0.4, nil, 0.45), 0.5, .above).verdict == .notSeen)
    #expect(judge(row(0.8, 0.4, nil), 0.5, .above).verdict == .tooFew)
    #expect(judge(row(0.8, 0.4, nil), 0.5, .above).outlook == .cannotBeSaid)
  }

  @Test func oneEventContradictsAnAbsence() {
    #expect(ClaimVerdict(absenceIn: row(0.01, 0, 0.05)).verdict == .notSeen)
    #expect(ClaimVerdict(absenceIn: row(0, 0, 0.05)).verdict == .tooFew)
    #expect(ClaimVerdict(absenceIn: nil).verdict == .tooFew)
    #expect(
      ClaimVerdict(absenceIn: row(nil, nil, nil, n: 0, status: "not_estimable:no_data")).verdict
        == .tooFew)
  }

  /// Whatever the interval, it is seen on at most one side, and turning side and signs round changes
  /// nothing.
  @Test func aClaimAndItsOppositeAreNeverBothSeen() {
    var random = SplitMix64(seed: 11)
    for _ in 0..<2_000 {
      let low = Double.random(in: -3...3, using: &random)
      let high = low + Double.random(in: 0...3, using: &random)
      let threshold = Double.random(in: -3...3, using: &random)
      let figure = row((low + high) / 2, low, high)
      let above = judge(figure, threshold, .above)
      let below = judge(figure, threshold, .below)
      #expect((above.verdict == .seen) == (below.verdict == .notSeen))
      #expect((above.verdict == .tooFew) == (below.verdict == .tooFew))
      #expect(above.outlook == below.outlook)
      let mirrored = judge(row(-(low + high) / 2, -high, -low), -threshold, .below)
      #expect(mirrored == above)
    }
  }
}
