import OutcomeModel
import Testing

@testable import Analysis

@Suite struct ReportAnalysisTests {
  private func result(_ rows: [EpisodeRow], asOf: Int32) throws -> AnalysisResult {
    let plan = try PlanReader.read(
      text: """
        populations: {everyone: {why: w}, acute: {why: w, where: {acuity: [acute]}}}
        endpoints:
          - {endpoint: course_change, why: w, periods: [all], windows: [week6], statistics: [mean]}
          - {endpoint: pain_free, why: w, periods: [current], populations: [acute], windows: [week6]}
        """, path: "p.yaml")
    return try ReportAnalysis(
      plan, asOf: CalendarDay(number: asOf), threads: 1
    ).result(of: EpisodeRow.table(rows))
  }

  private let clinic: [EpisodeRow] = [
    .scored(0, day: 0, base: 8, ["week6": 4], acuity: .acute),
    .scored(1, day: 0, base: 6, ["week6": 5], acuity: .chronic),
    .scored(2, day: 1, base: 6, acuity: .acute), .scored(3, day: 2, base: nil),
    .scored(4, day: 90, base: 9, ["week6": 1], acuity: .acute),
  ]

  @Test func populationsStandInEachPeriodAsked() throws {
    let result = try result(clinic, asOf: 100)
    #expect(
      result.populations.map { "\($0.name) \($0.period)" }
        == ["everyone all", "acute current", "acute all"])
    #expect(result.population("everyone", .all)?.text == "first")
    #expect(result.population("acute", .all)?.text == "first;acuity=acute")
    #expect(
      result.row("course_change", "week6", population: "first", group: "all", statistic: "mean")?
        .estimate == -2.5)
  }

  @Test func theFlowAccountsForEverySelectedEpisode() throws {
    let flow = try result(clinic, asOf: 100).flow.filter { $0.population == "first" }
    #expect(
      flow.map { "\($0.step) \($0.reason) \($0.count)" } == [
        "episodes  5", "with_baseline  4", "not_due  1", "due  4", "missing  2",
        "missing no_baseline 1", "missing no_reading 1", "analysed  2",
      ])
  }

  @Test func theCourseOfPainIsTheMeanArrivingScoreByAcuity() throws {
    let series = try result(clinic, asOf: 100).series.filter { $0.population == "first" }
    let baseline = try #require(
      series.first { $0.label == "baseline" && $0.group == "acuity=acute" })
    #expect(baseline.n == 3)
    #expect(baseline.position == 0)
    #expect(baseline.value == 23.0 / 3)
    let later = try #require(series.first { $0.label == "week6" && $0.group == "acuity=acute" })
    // Patient 4 is not due, patient 2 has no reading.
    #expect(later.n == 1)
    #expect(later.position == 42)
    #expect(later.status == "not_estimable:n_too_small")
    #expect(later.value == nil)
  }

  @Test func settingsArePrinted() throws {
    let settings = try result(clinic, asOf: 100).settings
    #expect(settings.first?.name == "plan_sha256")
    #expect(settings.contains(.init(name: "gap_days", value: "90")))
    #expect(settings.contains(.init(name: "window_week6", value: "days 36 to 63, nearest 42")))
  }
}
