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
    result.claims = ResultRecordTests.claims
    try store.save(result)
    let loaded = try #require(try store.result())
    #expect(loaded == result)
    #expect(loaded.rows.map { $0.estimate?.sign } == result.rows.map { $0.estimate?.sign })
    // Saving again replaces.
    result.rows.removeLast()
    try store.save(result)
    #expect(try store.result() == result)
  }

  /// Every verdict and outlook, with and without a row, a threshold and references.
  private static var claims: [Claim] {
    let key = ResultRow.Key(
      endpoint: "course_change", window: "week6", population: "first", group: "acuity=acute",
      comparator: "acuity=chronic", statistic: "mean")
    let outlooks: [Claim.Outlook?] = [
      nil, .cannotBeSaid, .more(episodes: 40, months: nil), .more(episodes: 10, months: 3),
    ]
    return Claim.Rule.allCases.enumerated().map { place, rule in
      var claim = Claim(
        id: "\(place)b", title: "t", says: "It's \"so\"", rule: rule, population: "everyone",
        period: .all,
        maySay: "{figure}", mayNotSay: "no", note: place == 0 ? "" : "note")
      claim.parts = Claim.Verdict.allCases.enumerated().map { number, verdict in
        var part = Claim.Part(
          name: "n\(number)", label: "l", row: number == 0 ? nil : key,
          threshold: number == 1 ? nil : 0.1, side: number == 2 ? .below : .above,
          verdict: verdict, outlook: outlooks[number % 4], isBeside: number == 3)
        part.isComplement = number == 1
        part.listed = number == 2 ? ["event_kind=b", "event_kind=a"] : []
        return part
      }
      claim.references = (0..<place).map {
        Claim.Reference(title: "t\($0)", finding: "f", source: "s")
      }
      return claim
    }
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
