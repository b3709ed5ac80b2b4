import OutcomeModel
import Testing

@testable import Analysis

@Suite struct MonthlyChangeTests {
  /// Episodes that begin on the given days, base 8, with these changes.
  private func episodes(_ starts: [(iso: String, change: Int)]) -> [EpisodeRow] {
    starts.enumerated().map { number, start in
      .scored(number, day: SeriesPlan.day(start.iso), base: 8, ["week6": 8 + start.change])
    }
  }

  private func chart(
    _ starts: [(iso: String, change: Int)], asOf: String = "2026-10-31", smallest: Int = 2,
    _ series: String = SeriesName.monthlyChange
  ) throws -> [AnalysisResult.SeriesPoint] {
    try SeriesPlan.result(episodes(starts), asOf: asOf, smallest: [smallest])
      .series(smallest: smallest).filter { $0.series == series }
  }

  @Test func aMonthIsThePlainMeanOfItsChanges() throws {
    let points = try chart([("2026-03-02", -3), ("2026-03-30", -2), ("2026-04-01", -1), ("2026-04-09", -4)])
    let march = try #require(points.first { $0.label == "2026-03" })
    #expect(march.value == -2.5)
    #expect(march.n == 2)
    // November 2024 is 0, so March 2026 is 16.
    #expect(march.position == 16)
    #expect(points.first { $0.label == "2026-04" }?.value == -2.5)
  }

  @Test func allMonthsOfBothYearsStandInOrderAndEmptyOnesAreGaps() throws {
    let points = try chart([("2026-03-02", -3), ("2026-03-30", -2)])
    #expect(points.count == 24)
    #expect(points.first?.label == "2024-11")
    #expect(points.last?.label == "2026-10")
    let gap = try #require(points.first { $0.label == "2026-02" })
    #expect(gap.value == nil)
    #expect(gap.status == "not_estimable:no_data")
  }

  @Test func aMonthIsInOnceAllOfItIsDue() throws {
    // 31 July and 63 days is 2 October.
    let starts = [("2026-07-01", -3), ("2026-07-31", -2)].map { (iso: $0.0, change: $0.1) }
    #expect(
      try chart(starts, asOf: "2026-10-02").first { $0.label == "2026-07" }?.value == -2.5)
    let early = try #require(
      try chart(starts, asOf: "2026-10-01").first { $0.label == "2026-07" })
    #expect(early.value == nil)
    #expect(early.status == "not_estimable:not_due")
  }

  @Test func monthsOfFewBecomeBlocksInOrderOfTimeAndTheRestWaits() throws {
    // Two, one, two, one: blocks of three, and nothing after them.
    let points = try chart(
      [
        ("2026-01-05", -1), ("2026-01-20", -2), ("2026-02-10", -3), ("2026-03-01", -4),
        ("2026-03-31", -5), ("2026-05-15", -6), ("2026-06-01", -7),
      ], smallest: 3
    ).filter { $0.value != nil }
    #expect(points.map(\.label) == ["2026-01-05/2026-02-10", "2026-03-01/2026-05-15"])
    #expect(points.map(\.value) == [-2, -5])
    #expect(points.map(\.n) == [3, 3])
  }

  @Test func whatIsLeftOverGoesWithTheFullMonthThatFollows() throws {
    let points = try chart(
      [
        ("2026-01-05", -1), ("2026-02-10", -3), ("2026-02-11", -3), ("2026-02-12", -3),
        ("2026-03-01", -4), ("2026-03-02", -4), ("2026-03-03", -4),
      ], smallest: 3
    ).filter { $0.value != nil }
    #expect(points.map(\.label) == ["2026-01-05/2026-02-12", "2026-03"])
    #expect(points.map(\.n) == [4, 3])
  }

  @Test func aDrawnPointStaysWhenLaterMonthsArrive() throws {
    let days = ["01-05", "02-10", "03-11", "04-12", "05-01", "06-02", "07-03"]
    let starts = days.enumerated().map { (iso: "2026-" + $1, change: -$0) }
    var earlier: [AnalysisResult.SeriesPoint] = []
    for count in 2...starts.count {
      let now = try chart(Array(starts.prefix(count)), smallest: 2).filter { $0.value != nil }
      #expect(Array(now.prefix(earlier.count)).map(\.value) == earlier.map(\.value))
      earlier = now
    }
  }

  @Test func elevenPointsHaveNoLimitsAndTwelveHave() throws {
    func starts(_ months: Int) -> [(iso: String, change: Int)] {
      (0..<months).flatMap { month -> [(iso: String, change: Int)] in
        let number = month % 12 + 1
        let text = (month < 12 ? "2025-" : "2026-") + (number < 10 ? "0" : "") + String(number)
        return [(iso: text + "-03", change: -2), (iso: text + "-20", change: -3)]
      }
    }
    let eleven = try chart(starts(11), SeriesName.monthlyCenter)
    #expect(eleven.first?.status == "not_estimable:n_too_small")
    let twelve = try #require(try chart(starts(12), SeriesName.monthlyCenter).first)
    #expect(twelve.value == -2.5)
    // No month differs from the next, so the range has no width.
    #expect(twelve.low == -2.5)
    #expect(twelve.high == -2.5)
  }

  @Test func aMonthOutsideTheLimitsIsASignal() throws {
    let starts = (0..<14).flatMap { month -> [(iso: String, change: Int)] in
      let number = month % 12 + 1
      let text = (month < 12 ? "2025-" : "2026-") + (number < 10 ? "0" : "") + String(number)
      let change = month == 13 ? -7 : month.isMultiple(of: 2) ? -2 : -3
      return [(iso: text + "-03", change: change), (iso: text + "-20", change: change)]
    }
    let signals = try chart(starts, SeriesName.monthlySignal)
    #expect(signals.map(\.label).contains("2026-02"))
    #expect(signals.last?.group == "signal=outside|side=low")
    let result = try SeriesPlan.result(episodes(starts), asOf: "2026-10-31", smallest: [2])
    let found = result.controlSignals(smallest: 2)
    #expect(found.contains { $0.rule == "outside" && $0.first == "2026-02" && $0.isCurrent })
  }

  @Test func eachReaderHasPointsOfItsOwn() throws {
    let starts = (1...12).map { (iso: "2026-0\(1 + $0 % 6)-1\($0 % 10)", change: -2) }
    let result = try SeriesPlan.result(episodes(starts), asOf: "2026-10-31", smallest: [2, 5])
    for smallest in [2, 5] {
      let points = result.series(smallest: smallest).filter {
        $0.series == SeriesName.monthlyChange && $0.value != nil
      }
      #expect(!points.isEmpty)
      #expect(points.allSatisfy { $0.n >= smallest })
    }
    #expect(result.series(smallest: 2) != result.series(smallest: 5))
    // Nothing was drawn for readers who may see only 11 or more.
    #expect(result.series(smallest: 11).allSatisfy { $0.series != SeriesName.monthlyChange })
  }
}
