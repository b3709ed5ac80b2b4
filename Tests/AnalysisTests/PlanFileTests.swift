import OutcomeModel
import Testing

@testable import Analysis

@Suite struct PlanFileTests {
  @Test(arguments: [
    ("2026-10-31", "2025-11-01", "2026-10-31", "2024-11-01", "2025-10-31"),
    ("2026-10-30", "2025-10-01", "2026-09-30", "2024-10-01", "2025-09-30"),
    ("2026-11-01", "2025-11-01", "2026-10-31", "2024-11-01", "2025-10-31"),
    ("2026-12-31", "2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31"),
    ("2027-01-01", "2026-01-01", "2026-12-31", "2025-01-01", "2025-12-31"),
    ("2026-01-31", "2025-02-01", "2026-01-31", "2024-02-01", "2025-01-31"),
    ("2024-02-29", "2023-03-01", "2024-02-29", "2022-03-01", "2023-02-28"),
    ("2024-02-28", "2023-02-01", "2024-01-31", "2022-02-01", "2023-01-31"),
    ("2025-02-28", "2024-03-01", "2025-02-28", "2023-03-01", "2024-02-29"),
  ])
  func periodsAreTwelveClosedMonths(
    asOf: String, from: String, to: String, previousFrom: String, previousTo: String
  ) throws {
    let day = try #require(CalendarDay(iso: asOf))
    let current = PlanFile.days(of: .current, asOf: day)
    #expect(current.from?.description == from)
    #expect(current.to?.description == to)
    let previous = PlanFile.days(of: .previous, asOf: day)
    #expect(previous.from?.description == previousFrom)
    #expect(previous.to?.description == previousTo)
    // Together they are two years without a gap.
    #expect(previous.to?.advanced(by: 1) == current.from)
    let all = PlanFile.days(of: .all, asOf: day)
    #expect(all.from == nil && all.to == nil)
  }

  private func plan(_ text: String) throws -> PlanFile {
    try PlanReader.read(text: text, path: "plan.yaml")
  }

  private static let text = """
    populations:
      chronic:
        why: w
        where: {acuity: [chronic]}
      everyone:
        why: w
        episodes: all
    endpoints:
      - endpoint: response_30
        why: w
        populations: [everyone, chronic]
        periods: [previous, current]
        windows: [week6]
      - {endpoint: course_change, why: w, every: week, populations: [chronic]}
    """

  @Test func everyEntryIsAskedInEachPopulationAndPeriod() throws {
    let asOf = try #require(CalendarDay(iso: "2026-10-31"))
    let questions = try plan(Self.text).plan(asOf: asOf).questions
    #expect(
      questions.map { $0.endpoint.name + " " + $0.population.text } == [
        "response_30 all;from=2024-11-01;to=2025-10-31",
        "response_30 all;from=2025-11-01;to=2026-10-31",
        "response_30 first;acuity=chronic;from=2024-11-01;to=2025-10-31",
        "response_30 first;acuity=chronic;from=2025-11-01;to=2026-10-31",
      ])
  }

  @Test func weeklyEntriesAreAnsweredOnMondays() throws {
    let plan = try plan(Self.text)
    for (day, count) in [("2026-11-01", 4), ("2026-11-02", 5), ("2026-11-03", 4)] {
      let asOf = try #require(CalendarDay(iso: day))
      #expect(plan.plan(asOf: asOf).questions.count == count, "\(day)")
    }
  }

  @Test func aPlanAndTheSameQuestionAdHocGiveTheSameRows() throws {
    let asOf = try #require(CalendarDay(iso: "2026-10-31"))
    let written = try plan(
      """
      populations:
        chronic: {why: w, where: {acuity: [chronic, acute]}}
      endpoints:
        - endpoint: course_change
          why: w
          windows: [week6, last]
          group_by: [practitioner, "condition, acuity"]
          compare: ["acuity=acute:chronic"]
          statistics: [mean, mean_change, welch_t]
      """
    ).plan(asOf: asOf)
    var question = Question(
      endpoint: try #require(Endpoint(name: "course_change")),
      population: PopulationFilter(
        conditions: [.init(key: "acuity", values: ["acute", "chronic"])],
        from: CalendarDay(iso: "2025-11-01"), to: CalendarDay(iso: "2026-10-31")))
    question.windows = ["week6", "last"]
    question.groupings = [["practitioner"], ["condition", "acuity"]]
    question.comparisons = [
      Question.Comparison(key: "acuity", group: "acute", comparator: "chronic")
    ]
    question.statistics = ["mean_change", "welch_t", "mean"]
    var table = EpisodeRow.invented(200, seed: 21)
    let shift = try #require(CalendarDay(iso: "2025-10-01")).number - 20_000
    table.firstDay = table.firstDay.map { $0.advanced(by: Int(shift)) }
    table.parameters[0].baseDay = table.parameters[0].baseDay.map {
      $0.isUnknown ? $0 : $0.advanced(by: Int(shift))
    }
    let analyzer = Analyzer(table, settings: written.settings, asOf: asOf, threads: 2)
    let rows = try analyzer.rows(written.questions)
    #expect(rows == (try analyzer.rows([question])))
    #expect(rows.contains { $0.isOK && $0.n > 5 })
  }
}
