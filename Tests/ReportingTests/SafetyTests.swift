import OutcomeModel
import Testing

@testable import Reporting

@Suite struct SafetyTests {
  private func row(
    _ window: String, _ group: String, n: Int, _ estimate: Double?, high: Double? = nil,
    status: String = "ok"
  ) -> ResultRow {
    var row = ResultRow(
      endpoint: "adverse_event", window: window, population: InventedClinic.populations[0].text,
      group: group, n: n, nMissing: 30, nNotApplicable: 0, nNotDue: 0,
      statistic: window == "per_patient" ? "proportion" : "rate", status: status)
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
        == "Of 200 people who were asked, 9.0\u{00A0}% had at least one side effect noted; counted by "
        + "treatment it was 1.3\u{00A0}%.")
    #expect(
      section.tables[0].rows.map { $0[0] }
        == ["Any side effect", "Reported by the patient", "Reporter not given", "Bruising"])
    #expect(
      section.tables[0].rows[3][3]
        == "under 0.1\u{00A0}% (under 0.1\u{00A0}%\u{00A0}to\u{00A0}0.1\u{00A0}%)")
  }
}
