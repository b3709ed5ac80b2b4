import OutcomeModel
import Testing

@testable import Reporting

@Suite struct BeforeAndAfterTests {
  private func figures(_ counts: [Int], limit: Int, n: Int? = nil) -> Figures {
    let text = InventedClinic.populations[0].text
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    let names = ["0", "1-3", "4-6", "7-10"]
    result.series = counts.enumerated().map { position, count in
      AnalysisResult.SeriesPoint(
        series: SeriesName.jointCounts, population: text, group: "all",
        position: Double(position), label: names[position / 4] + ">" + names[position % 4],
        n: count, value: 0.5, low: nil, high: nil, status: "ok")
    }
    let total = counts.reduce(0, +)
    var row = ResultRow(
      endpoint: "course_change", window: "week6", population: text, group: "all", n: n ?? total,
      nMissing: 40, nNotApplicable: 0, nNotDue: 0, statistic: "mean_change")
    row.estimate = -2
    result.rows = [row]
    return Figures(PrintedResult(result, limit: limit))
  }

  private let whole = [0, 0, 0, 0, 7, 9, 0, 0, 8, 20, 12, 0, 6, 25, 30, 14]

  @Test func aGridWithoutSmallCellsIsShownWhole() throws {
    let chart = try #require(BeforeAndAfter.chart(figures(whole, limit: 5)))
    #expect(
      chart.takeaway
        == "Of 75 people who began at 7 to 10, 31 stood below 4 at six weeks and 14 were still at 7 "
        + "or more.")
    #expect(chart.table.rows[3] == ["7\u{2013}10", "6", "25", "30", "14"])
  }

  @Test func oneSmallCellHidesTheWholeGrid() {
    var small = whole
    small[4] = 4
    let figures = figures(small, limit: 5)
    #expect(BeforeAndAfter.chart(figures) == nil)
    #expect(figures.result.series.allSatisfy { $0.n == nil && $0.point.value == nil })
  }

  @Test func theGridGoesWhereItsTotalIsNotExact() {
    // 3 are not due: the row of the change is rounded, and the grid would add up to its n.
    let text = InventedClinic.populations[0].text
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    var row = ResultRow(
      endpoint: "course_change", window: "week6", population: text, group: "all", n: 131,
      nMissing: 40, nNotApplicable: 0, nNotDue: 3, statistic: "mean_change")
    row.estimate = -2
    result.rows = [row]
    result.series = figures(whole, limit: 0).result.series.map(\.point)
    #expect(BeforeAndAfter.chart(Figures(PrintedResult(result, limit: 5))) == nil)
    #expect(BeforeAndAfter.chart(Figures(PrintedResult(result, limit: 3))) != nil)
  }
}
