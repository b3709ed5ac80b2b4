import OutcomeModel
import Testing

@testable import Reporting

@Suite struct MonthByMonthTests {
  private func section(
    _ points: [AnalysisResult.SeriesPoint], limit: Int = 0
  ) -> ReportSection {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    result.series = points
    return MonthByMonth.section(Figures(PrintedResult(result, limit: limit)))
  }

  private func month(
    _ label: String, at position: Double, _ value: Double?, n: Int = 12, status: String = "ok"
  ) -> AnalysisResult.SeriesPoint {
    AnalysisResult.SeriesPoint(
      series: "monthly_change;k=5", population: InventedClinic.populations[0].text, group: "all",
      position: position, label: label, n: n, value: value, low: -4, high: -1, status: status)
  }

  private func center() -> AnalysisResult.SeriesPoint {
    var point = month("center", at: 0, -2.5)
    point.series = "monthly_center;k=5"
    return point
  }

  private func signal(_ label: String, _ rule: String, _ side: String) -> AnalysisResult.SeriesPoint {
    var point = month(label, at: 0, -2.5)
    point.series = "monthly_signal;k=5"
    point.group = ControlSignal.group(rule: rule, side: side)
    return point
  }

  @Test func fewMonthsAreOneSentence() {
    let section = section([month("2026-03", at: 0, -2)])
    #expect(section.charts.isEmpty)
    #expect(section.paragraphs.count == 1)
  }

  @Test func withoutLimitsThePageSaysHowManyAreNeeded() {
    let section = section([month("2026-03", at: 0, -2), month("2026-04", at: 1, -3)])
    #expect(
      section.chart?.takeaway == "A usual range needs 12 points, and there are 2 so far.")
  }

  @Test func withoutSignalsTheRangeIsNamed() {
    let section = section([
      month("2026-03", at: 0, -2), month("2026-04", at: 1, -3), center(),
    ])
    #expect(
      section.chart?.takeaway
        == "No point stands out: all 2 lie within the usual range, from \u{2212}4.0 to \u{2212}1.0 "
        + "points.")
  }

  @Test func signalsAreSaidInWords() throws {
    let section = section([
      month("2026-03", at: 0, -5), month("2026-04", at: 1, -3), center(),
      signal("2026-03", "outside", "low"), signal("2026-03", "shift", "high"),
      signal("2026-04", "shift", "high"),
    ])
    let words = try #require(section.chart?.takeaway)
    #expect(
      words.contains("March 2026 lies outside the usual range, on the side of less pain."))
    #expect(
      words.contains("From March 2026 to April 2026 all points lie on the side of more pain."))
    let rows = try #require(section.chart?.table.rows)
    #expect(
      rows[0][3] == "outside the usual range (less pain); in a run on the side of more pain")
  }

  @Test func aGapSaysWhyAndIsNeverZero() throws {
    let section = section([
      month("2026-03", at: 0, -2),
      month("2026-04", at: 1, nil, n: 0, status: "not_estimable:no_data"),
      month("2026-05", at: 2, -3),
      month("2026-06", at: 3, nil, n: 0, status: "not_estimable:not_due"),
    ])
    let rows = try #require(section.chart?.table.rows)
    #expect(rows[1] == ["April 2026", "\u{2013}", "\u{2013}", "no six-week score"])
    #expect(rows[3] == ["June 2026", "\u{2013}", "\u{2013}", "not due yet"])
    let chart = try #require(section.chart?.drawing as? ControlChart)
    #expect(chart.points.map(\.value) == [-2, nil, -3])
    // One stretch of line would need two neighbours: there is none.
    let svg = chart.draw(width: 720, palette: .page).svg(id: "x", title: "", description: "")
    #expect(!svg.contains("<path d=\"M") || svg.components(separatedBy: "fill=\"none\"").count == 1)
  }

  @Test func blocksAreNamedByTheirDays() throws {
    let section = section([
      month("2026-01-05/2026-03-10", at: 1, -2), month("2026-03-11/2026-06-02", at: 3, -3),
    ])
    let rows = try #require(section.chart?.table.rows)
    #expect(rows[0][0] == "5\u{00A0}January 2026 to 10\u{00A0}March 2026")
    #expect(section.notes[0].contains("groups of people in order of time"))
  }

  @Test func aMonthOfFewIsNotShown() throws {
    let section = section(
      [month("2026-03", at: 0, -2), month("2026-04", at: 1, -9, n: 4), month("2026-05", at: 2, -3)],
      limit: 5)
    let rows = try #require(section.chart?.table.rows)
    #expect(rows[1][1] == "\u{2013}")
    #expect(rows[1][2] == "\u{2013}")
    let chart = try #require(section.chart?.drawing as? ControlChart)
    #expect(chart.points[1].value == nil)
  }
}

extension String {
  fileprivate func components(separatedBy text: String) -> [Substring] {
    split(separator: text, omittingEmptySubsequences: false)
  }
}
