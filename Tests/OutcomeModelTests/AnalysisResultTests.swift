import OutcomeModel
import Testing

@Suite struct AnalysisResultTests {
  @Test func rowsAndPopulationsAreFoundByTheirKeys() {
    var result = AnalysisResult(asOf: CalendarDay(number: 0))
    let day = CalendarDay(number: 1)
    result.populations = [
      .init(name: "everyone", period: .all, from: nil, to: nil, text: "first"),
      .init(name: "everyone", period: .current, from: day, to: nil, text: "first;from=1970-01-02"),
    ]
    for (index, comparator) in ["", "acuity=chronic"].enumerated() {
      result.rows.append(
        ResultRow(
          endpoint: "course_change", window: "week6", population: "first", group: "acuity=acute",
          comparator: comparator, n: index, nMissing: 0, nNotApplicable: 0, nNotDue: 0,
          statistic: "mean"))
    }
    #expect(result.population("everyone", .current)?.from == day)
    #expect(result.population("everyone", .previous) == nil)
    func n(_ comparator: String, _ window: String = "week6") -> Int? {
      result.row(
        "course_change", window, population: "first", group: "acuity=acute",
        comparator: comparator, statistic: "mean")?.n
    }
    #expect(n("") == 0)
    #expect(n("acuity=chronic") == 1)
    #expect(n("", "last") == nil)
  }
}
