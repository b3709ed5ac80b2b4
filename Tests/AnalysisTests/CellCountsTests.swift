import OutcomeModel
import Statistics
import Testing

@testable import Analysis

@Suite struct CellCountsTests {
  @Test func anyNumberOfThreadsCountsAsOneByOne() throws {
    // More rows than a chunk holds, so that chunks are added.
    let table = EpisodeRow.invented(66_000, seed: 7)
    let rows = Array(0..<table.rowCount)
    let pain = try #require(table.parameter("pain"))
    let window = try #require(Window.standard.first { $0.name == "week6" })
    let outcomes = EpisodeOutcomes(
      pain, window: window, table: table, asOf: CalendarDay(number: 60_000),
      countEarly: false)
    let column = try GroupKeys(
      table, asOf: CalendarDay(number: 60_000), ranking: Condition.allCases
    ).column("acuity")
    let set = CellSet([column], rows: rows)
    let counts = CellCounts.count(set, rows: rows, outcomes: outcomes, threads: 1)
    for threads in [2, 3, 8] {
      let again = CellCounts.count(set, rows: rows, outcomes: outcomes, threads: threads)
      #expect(again.map(\.joint) == counts.map(\.joint))
      #expect(again.map(\.total) == counts.map(\.total))
    }
    for (cell, name) in set.names.enumerated() {
      let members = rows.filter { "acuity=" + table.acuity[$0].name == name }
      #expect(counts[cell].total == members.count)
      #expect(counts[cell].missing == members.count { outcomes.fate[$0] == .missing })
      #expect(counts[cell].joint.n == members.count { outcomes.fate[$0] == .scored })
      let pairs = members.filter { outcomes.fate[$0] == .scored }.map {
        (baseline: outcomes.base[$0], followUp: outcomes.value[$0])
      }
      #expect(counts[cell].joint == .init(nano: pairs))
    }
  }

  @Test func fatesAreCountedApart() throws {
    let rows: [EpisodeRow] = [
      .scored(0, day: 0, base: 0, ["week6": 0]), .scored(1, day: 0, base: 6, ["week6": 3]),
      .scored(2, day: 0, base: 6), .scored(3, day: 90, base: 6, ["week6": 3]),
      .scored(4, day: 0, base: 6, ["week6": 3]),
    ]
    let table = EpisodeRow.table(rows)
    let window = try #require(Window.standard.first { $0.name == "week6" })
    let outcomes = EpisodeOutcomes(
      try #require(table.parameter("pain")), window: window, table: table,
      asOf: CalendarDay(number: 100), countEarly: false
    ).qualified(for: .responder(.percent(30), instrument: "pain"), .pain)
    let counts = CellCounts.count(
      CellSet(everyone: Array(0..<5)), rows: Array(0..<5), outcomes: outcomes, threads: 1)[0]
    #expect(counts.joint.n == 2)
    #expect(counts.joint.distinct == 1)
    #expect([counts.missing, counts.notApplicable, counts.notDue] == [1, 1, 1])
    #expect(counts.total == 5)
  }
}
