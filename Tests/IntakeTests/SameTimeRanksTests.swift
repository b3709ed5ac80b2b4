import OutcomeModel
import Testing

@testable import Intake

@Suite struct SameTimeRanksTests {
  static let header = "session_id,patient_id,session_date,diagnosis,pain_before,pain_after\n"

  @Test("visits of a patient at one time are ranked by the bytes of their ids, others not at all")
  func ranks() throws {
    let reading = try TestBatch.file(
      Self.header
        + """
        b,p,2026-01-05,,1,
        a,p,2026-01-05,,2,
        B,p,2026-01-05,,3,
        a,p,2026-01-05,,4,
        c,p,2026-01-06,,5,
        x,q,2026-01-05,,6,
        10,r,2026-01-05T09:30,,7,
        9,r,2026-01-05T09:30,,8,
        1,r,2026-01-05T09:31,,9,

        """)
    #expect(SameTimeRanks.ranks(reading) == [0: 2, 1: 1, 2: 0, 3: 1, 6: 0, 7: 1])
  }

  @Test("visits that come in the order of time have no ranks")
  func ordered() throws {
    let reading = try TestBatch.file(
      Self.header + "b,p,2026-01-05,,1,\na,p,2026-01-06,,2,\na,q,2026-01-01,,2,\n")
    #expect(SameTimeRanks.ranks(reading).isEmpty)
  }

  @Test("several files order visits at one time as each file does, a correction keeps its rank")
  func merged() throws {
    let batch = try TestBatch.read([
      ("1.csv", Self.header + "b,p,2026-01-05,,1,\na,p,2026-01-05,,2,\n"),
      ("2.csv", Self.header + "b,p,2026-01-05,,9,\nz,q,2026-01-05,,3,\n"),
    ])
    let table = batch.sessions
    #expect((0..<3).map { table.text("pain_before", $0) } == ["9", "2", "3"])
    #expect(table.sameTimeRanks == [0: 1, 1: 0])
    #expect(table.precedesAtSameTime(1, 0))
    #expect(!table.precedesAtSameTime(0, 1))
  }
}
