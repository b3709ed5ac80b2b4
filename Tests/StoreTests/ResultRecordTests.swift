import OutcomeModel
import Testing

@testable import Store

@Suite struct ResultRecordTests {
  @Test func aResultComesBackAsItWas() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    var result = AnalysisResult(asOf: CalendarDay(number: 20_000))
    result.populations = [
      AnalysisResult.Population(
        name: "back_pain", period: .current, from: CalendarDay(number: 1), to: nil,
        text: "first;condition=x")
    ]
    for number in [-0.0, 0.1, -2.5277777500000001, 1e-300, 5, .infinity, .leastNonzeroMagnitude] {
      var row = ResultRow(
        endpoint: "course_change", window: "week6", population: "first", group: "all", n: 48,
        nMissing: 1, nNotApplicable: 2, nNotDue: 3, statistic: "mean", method: "t")
      row.estimate = number
      row.pValue = number
      result.rows.append(row)
      row.estimate = nil
      row.nComparator = 7
      row.status = "not_estimable:no_data"
      result.rows.append(row)
      result.series.append(
        AnalysisResult.SeriesPoint(
          series: "course", population: "first", group: "all", position: number, label: "week6",
          n: 3, value: number, low: nil, high: 1, status: "ok"))
    }
    result.flow = [
      AnalysisResult.FlowStep(unit: "rows", population: "", step: "read", reason: "", count: 9)
    ]
    result.settings = [AnalysisResult.Setting(name: "gap_days", value: "90")]
    try store.save(result)
    let loaded = try #require(try store.result())
    #expect(loaded == result)
    #expect(loaded.rows.map { $0.estimate?.sign } == result.rows.map { $0.estimate?.sign })
    // Saving again replaces.
    result.rows.removeLast()
    try store.save(result)
    #expect(try store.result() == result)
  }

  @Test func anAnalysisThatFailsLeavesTheOldResult() throws {
    struct Failure: Error {}
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    try store.save(AnalysisResult(asOf: CalendarDay(number: 1)))
    #expect(throws: Failure.self) { _ = try store.analyze { _ in throw Failure() } }
    #expect(try store.result()?.asOf == CalendarDay(number: 1))
    let result = try store.analyze { input in
      let episodes = try input.episodes()
      #expect(episodes.rowCount == 0)
      return AnalysisResult(asOf: CalendarDay(number: 2))
    }
    #expect(try store.result() == result)
  }
}
