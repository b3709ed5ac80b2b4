import OutcomeModel
import Testing

@Suite struct ControlSignalTests {
  private func point(
    _ series: String, _ label: String, group: String = "all", value: Double? = -2
  ) -> AnalysisResult.SeriesPoint {
    AnalysisResult.SeriesPoint(
      series: series, population: "first", group: group, position: 0, label: label, n: 12,
      value: value, low: nil, high: nil, status: value == nil ? "not_estimable:no_data" : "ok")
  }

  private func chart(_ marked: [(label: String, rule: String)]) -> [AnalysisResult.SeriesPoint] {
    (1...9).map { point(SeriesName.monthlyChange, "2026-0\($0)") }
      + [point(SeriesName.monthlyChange, "2026-10", value: nil)]
      + marked.map {
        point(
          SeriesName.monthlySignal, $0.label,
          group: ControlSignal.group(rule: $0.rule, side: "low"))
      }
  }

  @Test func neighbouringPointsOfARuleAreOneSignal() {
    let signals = ControlSignal.all(
      in: chart([
        ("2026-02", "shift"), ("2026-03", "shift"), ("2026-04", "shift"), ("2026-03", "outside"),
        ("2026-09", "outside"),
      ]))
    #expect(signals.map(\.identity) == [
      "shift;low;2026-02", "outside;low;2026-03", "outside;low;2026-09",
    ])
    #expect(signals.map(\.last) == ["2026-04", "2026-03", "2026-09"])
    // The newest point is the last one that has a value.
    #expect(signals.map(\.isCurrent) == [false, false, true])
  }

  @Test func aRunThatGrowsStaysTheSameSignal() {
    let before = ControlSignal.all(in: chart([("2026-07", "shift"), ("2026-08", "shift")]))
    let after = ControlSignal.all(
      in: chart([("2026-07", "shift"), ("2026-08", "shift"), ("2026-09", "shift")]))
    #expect(before.map(\.identity) == after.map(\.identity))
    #expect(before != after)
  }

  @Test func aHiddenSignalIsNone() {
    var hidden = chart([("2026-07", "shift")])
    hidden[hidden.count - 1].status = "suppressed"
    #expect(ControlSignal.all(in: hidden).isEmpty)
  }

  @Test func eachReaderTakesTheSmallestSizeThatIsNotBelowItsOwn() {
    var result = AnalysisResult(asOf: .unknown)
    result.series = [5, 11].map { size in
      var point = point("x", "2026-01")
      point.series = SizedSeriesName(SeriesName.monthlyChange, smallest: size).text
      point.n = size
      return point
    }
    result.series.append(point(SeriesName.courseOfPain, "week6"))
    #expect(result.series(smallest: 0).map(\.n) == [5, 12])
    #expect(result.series(smallest: 6).map(\.n) == [11, 12])
    #expect(result.series(smallest: 12).map(\.series) == [SeriesName.courseOfPain])
    #expect(result.series(smallest: 5).map(\.series).contains(SeriesName.monthlyChange))
  }

  @Test(arguments: ["monthly_change;k=5", "course_of_pain", "odd;name"])
  func namesAreReadAsTheyAreWritten(text: String) {
    #expect(SizedSeriesName(parsing: text).text == text)
  }
}
