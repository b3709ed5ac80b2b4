import OutcomeModel
import Testing

@testable import Reporting

@Suite struct TimeToBelowFiveTests {
  private func section(_ curves: [String: [(day: Int, share: Double)]]) -> ReportSection {
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
}
