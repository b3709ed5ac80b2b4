import OutcomeModel
import Testing

@testable import Reporting

@Suite struct TimeToBelowFiveTests {
  private func section(
    _ curves: [String: [(day: Int, share: Double)]], rows: [ResultRow] = []
  ) -> ReportSection {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    result.series = curves.sorted { $0.key < $1.key }.flatMap { group, points in
      points.map { point in
        AnalysisResult.SeriesPoint(
          series: SizedSeriesName(SeriesName.reliefCurve, smallest: 5).text,
          population: InventedClinic.populations[0].text, group: "acuity=" + group,
          position: Double(point.day), label: "day\(point.day)", n: 40, value: point.share,
          low: point.day == 0 ? nil : point.share - 0.1,
          high: point.day == 0 ? nil : point.share + 0.1,
          status: "ok")
      }
    }
    result.rows = rows
    return TimeToBelowFive.section(Figures(PrintedResult(result, limit: 5)))
  }

  @Test func bothGroupsAreComparedAtTheSameWeek() {
    let section = section([
      "acute": [(0, 0), (14, 0.304), (42, 0.7)], "chronic": [(0, 0), (14, 0.2), (35, 0.5)],
    ])
    #expect(
      section.chart?.takeaway
        == "By week 2, 30\u{00A0}% of people with acute pain and 20\u{00A0}% of people with chronic "
        + "pain had been below 5.")
  }

  @Test func withoutACommonWeekEachHasItsOwn() {
    let section = section(["acute": [(0, 0), (14, 0.3)], "chronic": [(0, 0), (21, 0.2)]])
    #expect(
      section.chart?.takeaway
        == "By week 2, 30\u{00A0}% of people with acute pain had been below 5. By week 3, "
        + "20\u{00A0}% of people with chronic pain had been below 5.")
  }

  @Test func oneGroupIsEnoughForAChartAndNoneIsASentence() {
    let one = section(["chronic": [(0, 0), (14, 0.2)]])
    #expect(one.chart != nil)
    #expect(section(["chronic": [(0, 0)]]).charts.isEmpty)
    #expect(section([:]).paragraphs.count == 1)
  }

  @Test func sharesArePrintedInWholePercentOnly() throws {
    let section = section(["acute": [(0, 0), (14, 0.30434782608)]])
    let chart = try #require(section.chart?.drawing as? ReliefChart)
    #expect(chart.curves[0].points[1].share == 0.3)
  }

  private func median(_ acuity: String, n: Int, missing: Int) -> ResultRow {
    var row = ResultRow(
      endpoint: "time_to_below_5", window: "", population: InventedClinic.populations[0].text,
      group: "acuity=" + acuity, n: n, nMissing: missing, nNotApplicable: 0, nNotDue: 0,
      statistic: "km_median")
    row.estimate = 24
    return row
  }

  @Test func theMedianIsSaidWhereItIsShown() {
    let curves = ["acute": [(day: 0, share: 0.0), (day: 14, share: 0.3)]]
    #expect(
      section(curves, rows: [median("acute", n: 60, missing: 0)]).paragraphs
        == ["Half of those with acute pain had been below 5 after 24 days."])
    #expect(section(curves).paragraphs.isEmpty)
  }

  @Test func theCurveFollowsTheRowsOnTheSamePeople() throws {
    let curves = ["acute": [(day: 0, share: 0.0), (day: 14, share: 0.3)]]
    func people(_ row: ResultRow) -> [String]? {
      section(curves, rows: [row]).chart?.table.rows.map { $0[2] }
    }
    #expect(people(median("acute", n: 60, missing: 30)) == ["40", "40"])
    // Three are left out: the exact counts would say so.
    #expect(people(median("acute", n: 60, missing: 3)) == ["\u{2013}", "\u{2013}"])
    // Four in all: there is no curve.
    #expect(people(median("acute", n: 4, missing: 30)) == nil)
  }
}
