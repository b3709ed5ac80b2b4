import OutcomeModel
import Testing

@testable import Analysis

/// The flow that `ashi trace --figure` prints ends at the n of the row that it explains.
@Suite struct FigureFlowTests {
  private static let asOf = CalendarDay(number: 20_250)

  private static let text = """
    settings: {why: w, condition_ranking: [nonspecific_low_back, sciatica]}
    populations:
      everyone: {why: w, episodes: all}
    endpoints:
      - endpoint: course_change
        why: w
        periods: [all]
        windows: [week6]
        group_by: [acuity, main_condition]
        compare: ["acuity=acute:chronic"]
        statistics: [mean_change, mean_difference]
      - endpoint: response_2pt
        why: w
        periods: [all]
        windows: [week6]
        group_by: ["practitioner,acuity"]
        statistics: [proportion]
    """

  private static let claims = """
    claims:
      - id: 1
        title: t
        says: s
        why: w
        rule: comparison
        population: everyone
        period: all
        figures:
          - {endpoint: course_change, window: week6, statistic: mean_difference,
             compare: "modality=herbs:!herbs"}
        may_say: "{figure}; this does not show what did it"
        may_not_say: n
    """

  @Test func everyRowIsExplainedToItsN() throws {
    var plan = try PlanReader.read(text: Self.text, path: "plan.yaml")
    plan.claims = try ClaimsReader.read(text: Self.claims, path: "claims.yaml", plan: plan)
    let table = EpisodeRow.invented(200, seed: 11)
    let result = try ReportAnalysis(plan, asOf: Self.asOf, threads: 1).result(of: table)
    #expect(result.rows.contains { $0.comparator == "modality=!herbs" })
    #expect(result.rows.count > 20)
    for row in result.rows {
      let flows = try #require(
        try FigureFlow.flows(of: row.key, table, plan: plan, asOf: Self.asOf), "\(row.key)")
      #expect(
        flows.map(\.n) == [row.n] + (row.nComparator.map { [$0] } ?? []), "\(row.key)")
    }
  }
}
