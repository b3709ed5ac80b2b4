import OutcomeModel
import Testing

@testable import Analysis

/// Relief on leaving the first treatment, by hand.
@Suite struct WithinResponderTests {
  private static func visit(_ patient: Int, _ arriving: Int?, _ leaving: Int?) -> EpisodeRow {
    var row = EpisodeRow(patient: patient)
    row.firstArriving = arriving.map { Score($0) }
    row.firstLeaving = leaving.map { Score($0) }
    return row
  }

  private let table = EpisodeRow.table([
    visit(0, 9, 5), visit(1, 9, 6), visit(2, 3, 1), visit(3, 1, 0), visit(4, nil, nil),
    visit(5, 10, 10),
  ])

  private func row(_ name: String) throws -> ResultRow {
    let endpoint = try #require(Endpoint(name: name))
    let analyzer = Analyzer(
      table, settings: DerivationSettings(), asOf: CalendarDay(number: 100), threads: 1)
    let question = Question(endpoint: endpoint, population: PopulationFilter())
    let rows = try analyzer.rows([question]).filter { $0.statistic == "proportion" }
    #expect(rows.map(\.window) == ["first_visit"])
    return try #require(rows.first)
  }

  /// Down by two or more: 9 to 5, 9 to 6 and 3 to 1, not 10 to 10; from 1 nobody can fall by two.
  @Test func twoPoints() throws {
    let row = try row("within_session_response_2pt")
    #expect(row.n == 4 && row.nNotApplicable == 1 && row.nMissing == 1 && row.nNotDue == 0)
    #expect(row.estimate == 0.75)
  }

  /// Of three that arrived at nine or more one left at five or less.
  @Test func nineToFive() throws {
    let row = try row("within_session_nine_to_five")
    #expect(row.n == 3 && row.nNotApplicable == 2 && row.nMissing == 1)
    #expect(row.estimate == 1.0 / 3)
  }
}
