import GRDB
import OutcomeModel
import Testing

@testable import Store

@Suite struct AnalystViewsTests {
  @Test func theViewsSpeakInNamesAndPoints() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(
      Readings.file(
        "a",
        [
          Visit("p", 20_757, 7, after: 4, id: "1"), Visit("p", 20_760, 5, id: "2"),
          Visit("q", 20_757, nil, after: 3, id: "3"),
        ]))
    try store.derive()
    let reader = try ClinicStore(path: folder.store, mode: .readOnly)
    let (sessions, outcomes) = try reader.reading { db in
      (
        try Row.fetchAll(db, sql: "SELECT * FROM session_change"),
        try Row.fetchAll(db, sql: "SELECT * FROM episode_outcome")
      )
    }
    #expect(sessions.count == 1)
    #expect(sessions[0]["date"] == "2026-10-31")
    #expect(sessions[0]["change"] == -3.0)
    #expect(sessions[0]["clinic"] == "main")
    #expect(outcomes.count == 1)
    #expect(outcomes[0]["window"] == "last")
    #expect(outcomes[0]["instrument"] == "pain")
    #expect(outcomes[0]["acuity"] == "acute")
    #expect(outcomes[0]["chg"] == -2.0)
    #expect(outcomes[0]["days"] == 3)
    // A column that comes later does no harm.
    var later = Readings.file("b", [Visit("q", 20_770, 2, after: 1, id: "4")])
    later.0.rows.scores.append(
      SessionTable.ScoreColumn(
        name: "odi", instrument: try #require(Instrument.shipped.first { $0.name == "odi" }),
        scores: Coded(constant: Score(40))))
    _ = try store.take(later)
    try store.derive()
    #expect(
      try reader.reading { try Int.fetchOne($0, sql: "SELECT count(*) FROM session_change") } == 2)
    // A full derivation makes them anew.
    try store.derive(rebuild: true)
    let count = try reader.reading {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM episode_outcome")
    }
    #expect(count == 1)
  }
}
