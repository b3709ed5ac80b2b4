import OutcomeModel
import Testing

@testable import Reporting

@Suite struct SafetyTests {
  private func row(
    _ window: String, _ group: String, n: Int, _ estimate: Double?, high: Double? = nil,
    status: String = "ok", statistic: String? = nil
  ) -> ResultRow {
    var row = ResultRow(
      endpoint: "adverse_event", window: window, population: InventedClinic.populations[0].text,
      group: group, n: n, nMissing: 30, nNotApplicable: 0, nNotDue: 0,
      statistic: statistic ?? (window == "per_patient" ? "proportion" : "rate"), status: status)
    row.estimate = estimate
    row.ciLow = estimate.map { $0 / 2 }
    row.ciHigh = high ?? estimate.map { $0 * 2 }
    return row
  }

  private func section(_ rows: [ResultRow]) -> ReportSection {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    result.rows = rows
    return Safety.section(Figures(PrintedResult(result, limit: 0)))
  }

  @Test func notAskedIsNotNone() {
    #expect(section([]).paragraphs[0].contains("never as none"))
    #expect(section([]).tables.isEmpty)
    let nobody = row("per_patient", "all", n: 0, nil, status: "not_estimable:no_data")
    #expect(section([nobody]).paragraphs[0].contains("No record says"))
  }

  @Test func noEventGivesTheBound() {
    let section = section([row("per_patient", "all", n: 60, 0, high: 0.0487)])
    #expect(
      section.paragraphs[0]
        == "Of 60 people who were asked, none had a side effect noted. A share of up to "
        + "4.9\u{00A0}% cannot be ruled out.")
  }

  @Test func theBoundOfNoEventIsTheRatesOwn() {
    var rate = row("per_patient", "all", n: 60, 0, high: 0.0487)
    rate.statistic = "rate"
    let section = section([row("per_patient", "all", n: 60, 0, high: 0.0596), rate])
    #expect(section.paragraphs[0].contains("up to 4.9\u{00A0}% cannot"))
  }

  @Test func kindsAndReportersHaveTheirOwnLines() {
    let section = section([
      row("per_patient", "all", n: 200, 0.09), row("per_treatment", "all", n: 200, 0.0125),
      row("per_patient", "event_kind=bruising", n: 200, 0.05),
      row("per_treatment", "event_kind=bruising", n: 200, 0.0004),
      row("per_patient", "event_reporter=patient", n: 200, 0.07),
      row("per_patient", "event_reporter=unknown", n: 200, 0.02),
    ])
    #expect(
      section.paragraphs[0]
        == "Of 200 people who were asked, 9.0\u{00A0}% had at least one side effect noted; one was "
        + "noted after 13 of every 1,000 treatments.")
    // Without the exact rows there is nothing to draw.
    #expect(section.chart == nil)
    #expect(
      section.tables[0].rows.map { $0[0] }
        == ["Any side effect", "Reported by the patient", "Reporter not given", "Bruising"])
    #expect(
      section.tables[0].rows[3][4] == "0.4 (0.2\u{00A0}to\u{00A0}0.8)")
  }

  private func treatments(
    _ group: String, _ estimate: Double?, high: Double? = nil, status: String = "ok"
  ) -> ResultRow {
    row(
      "per_treatment", group, n: 200, estimate, high: high, status: status, statistic: "proportion")
  }

  @Test func theChartHasTheExactIntervalsAndTheTableBoth() throws {
    let section = section([
      row("per_patient", "all", n: 200, 0.09), treatments("all", 0.047, high: 0.059),
      row("per_treatment", "all", n: 200, 0.047, high: 0.1),
      row("per_patient", "event_kind=bruising", n: 200, 0.05),
      treatments("event_kind=bruising", 0.0004),
    ])
    let chart = try #require(section.chart)
    #expect(section.tables.isEmpty)
    #expect(
      chart.takeaway
        == "In 1,000 treatments with an answer, 47 had a side effect noted (95\u{00A0}% interval 24 to "
        + "59).")
    let drawing = try #require(chart.drawing as? RateChart)
    #expect(drawing.rows.map(\.name) == ["Any side effect", "Bruising"])
    #expect(drawing.rows.map(\.isTotal) == [true, false])
    #expect(drawing.rows[0].rate == 47 && drawing.rows[0].high == 59)
    #expect(
      chart.table.rows[0][3...] == [
        "47 (24\u{00A0}to\u{00A0}59)", "47 (24\u{00A0}to\u{00A0}100)",
      ])
    #expect(chart.table.rows[1][3] == "0.4 (0.2\u{00A0}to\u{00A0}0.8)")
  }

  @Test func noEventIsDrawnWithTheBoundOfTheRate() throws {
    let section = section([
      row("per_patient", "all", n: 60, 0, high: 0.0487), treatments("all", 0, high: 0.006),
      row("per_treatment", "all", n: 60, 0, high: 0.005),
    ])
    let chart = try #require(section.chart)
    #expect(
      chart.takeaway
        == "No side effect was noted in the treatments with an answer; up to 5.0 in 1,000 treatments "
        + "cannot be ruled out.")
    let drawing = try #require(chart.drawing as? RateChart)
    #expect(drawing.rows[0].rate == 0 && drawing.rows[0].high == 5)
  }

  @Test func whatIsWithheldIsNeitherDrawnNorSaid() throws {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    result.rows = [
      row("per_patient", "all", n: 200, 0.09), treatments("all", 0.047),
      row("per_patient", "event_kind=bruising", n: 4, 0.5),
      treatments("event_kind=bruising", 0.4321),
    ]
    result.rows[3].n = 4
    let section = Safety.section(Figures(PrintedResult(result, limit: 5)))
    let chart = try #require(section.chart)
    let drawing = try #require(chart.drawing as? RateChart)
    #expect(drawing.rows.map(\.name) == ["Any side effect"])
    #expect(drawing.rows.allSatisfy { $0.rate < 100 })
    let words = chart.takeaway + chart.table.rows.joined().joined() + section.paragraphs.joined()
    #expect(!words.contains("432"))
    #expect(section.notes[0] == "Not shown, since this group or one beside it is small: Bruising.")
  }
}
