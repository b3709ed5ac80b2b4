import GRDB
import OutcomeModel
import Testing

@testable import Store

/// Visits lie patient by patient, whatever the order in which they came, and are read in that order.
@Suite struct VisitsByPatientTests {
  /// Numbers taken apart into patient and ordinal, with the place beside them.
  private func layout(_ store: ClinicStore) throws -> [[Int64]] {
    try store.reading { db in
      try Row.fetchAll(
        db, sql: "SELECT patient, id & 16777215, place FROM session ORDER BY id"
      ).map { [$0[0], $0[1], $0[2]] }
    }
  }

  private func arriving(_ table: SessionTable) -> [Score?] {
    (0..<table.rowCount).map { table.scores[0].scores[$0] }
  }

  @Test(arguments: [0, Int.max]) func theVisitsOfAPatientLieSideBySide(bulkRows: Int) throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    var limits = IngestLimits()
    limits.bulkRows = bulkRows
    _ = try store.take(
      Readings.file(
        "a",
        [
          Visit("b", 1, 7, id: "1"), Visit("a", 1, 6, id: "2"), Visit("b", 8, 5, id: "3"),
          Visit("a", 9, 4, id: "4"), Visit("b", 15, 3, id: "5"),
        ]), limits: limits)
    #expect(
      try layout(store) == [[1, 1, 1], [1, 2, 3], [1, 3, 5], [2, 1, 2], [2, 2, 4]])
    let sessions = try store.sessions()
    #expect(sessions.patient == [0, 1, 0, 1, 0])
    #expect(sessions.day.map(\.number) == [1, 1, 8, 9, 15])
  }

  /// For a range of numbers SQLite would index ten million visits anew in each night.
  @Test func noIndexIsMadeForOneStatement() throws {
    let folder = try TemporaryFolder()
    for mode in [ClinicStore.Mode.readWrite, .existing, .readOnly] {
      let store = try ClinicStore(path: folder.store, mode: mode)
      #expect(try store.reading { try Int.fetchOne($0, sql: "PRAGMA automatic_index") } == 0)
    }
  }

  @Test("a withdrawn visit's number and place are not given again")
  func numbersAreGivenOnce() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(Readings.file("a", [Visit("p", 1, 7, id: "1"), Visit("p", 8, 5, id: "2")]))
    var cancelled = Readings.file("b", [])
    cancelled.0.rowsRead = 1
    cancelled.0.ignored = [
      FileReading.Ignored(line: 2, state: "cancelled", key: Readings.key("2"))
    ]
    _ = try store.take(cancelled)
    _ = try store.take(Readings.file("c", [Visit("p", 9, 4, id: "3")]))
    #expect(try layout(store) == [[1, 1, 1], [1, 3, 3]])
  }

  @Test("a visit that becomes another patient's keeps its place in the order of input")
  func correctedPatient() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(
      Readings.file(
        "a", [Visit("a", 5, 7, id: "1"), Visit("b", 5, 6, id: "2"), Visit("b", 5, 5, id: "3")]))
    _ = try store.take(Readings.file("b", [Visit("b", 5, 7, id: "1")]))
    #expect(try layout(store) == [[2, 1, 2], [2, 2, 3], [2, 3, 1]])
    let sessions = try store.sessions()
    #expect(sessions.patient == [0, 0, 0])
    #expect(arriving(sessions) == [Score(7), Score(6), Score(5)])
    let traced = try #require(try store.trace(key: Readings.patientKey("b")))
    #expect(traced.standing.map(\.visit) == [1, 2, 3])
    #expect(arriving(traced.sessions) == [Score(7), Score(6), Score(5)])
    // Read for a derivation of this patient alone, the order is the same.
    let picked = try store.queue.write { try SessionReader.of([2], $0) }
    #expect(picked.places == [1, 2, 3])
    #expect(try store.integrityFindings().isEmpty)
  }

  @Test("a merged patient's visits keep their places, and later ones come behind them")
  func merged() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    let visits = [
      Visit("old", 1, 7, id: "1"), Visit("new", 2, 6, id: "2"), Visit("old", 3, 5, id: "3"),
    ]
    _ = try store.take(Readings.file("a", visits))
    let merges = [(gone: Readings.patientKey("old"), stands: Readings.patientKey("new"))]
    #expect(try store.mergePatients(merges) == 1)
    #expect(try layout(store) == [[2, 1, 2], [2, 2, 1], [2, 3, 3]])
    #expect(try store.mendings().merged == 2)
    #expect(try store.sessions().day.map(\.number) == [1, 2, 3])
    _ = try store.take(Readings.file("b", [Visit("new", 4, 4, id: "4")]))
    #expect(try layout(store).last == [2, 4, 4])
  }

  @Test(
    "a patient with more visits than can be numbered: the file is left out whole",
    arguments: [0, Int.max])
  func tooManyVisits(bulkRows: Int) throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(Readings.file("a", [Visit("p", 1, 7, id: "1")]))
    try store.queue.write { db in
      try db.execute(
        sql: "UPDATE patient SET visits = ?", arguments: [VisitNumber.mostOfPatient - 1])
    }
    var limits = IngestLimits()
    limits.bulkRows = bulkRows
    let visits = [Visit("q", 2, 5, id: "2"), Visit("p", 8, 5, id: "3"), Visit("p", 9, 4, id: "4")]
    let outcome = try store.take(Readings.file("b", visits), limits: limits)
    #expect(outcome.quarantine?.code == "too_many_visits")
    #expect(try layout(store) == [[1, 1, 1]])
    #expect(try store.reading { try VisitPlaces.last($0) } == 1)
    let first = try store.take(Readings.file("c", Array(visits.prefix(2))), limits: limits)
    #expect(first.account.accepted == 2)
    #expect(try layout(store)[1] == [1, VisitNumber.mostOfPatient, 3])
    #expect(try store.integrityFindings().isEmpty)
  }

  @Test("a visit that changes its patient twice in a long file is found each time")
  func correctedPatientInALongFile() throws {
    let visits = [
      Visit("a", 5, 7, id: "1"), Visit("b", 5, 6, id: "2"), Visit("b", 5, 7, id: "1"),
      Visit("a", 5, 3, id: "1"), Visit("c", 6, 3, id: "3"),
    ]
    let layouts = try [0, Int.max].map { bulkRows in
      let folder = try TemporaryFolder()
      let store = try ClinicStore(path: folder.store, mode: .readWrite)
      var limits = IngestLimits()
      limits.bulkRows = bulkRows
      let outcome = try store.take(Readings.file("a", visits), limits: limits)
      #expect(outcome.account.superseded == 2)
      #expect(try store.mendings().corrected == 2)
      #expect(try store.integrityFindings().isEmpty)
      return try layout(store)
    }
    #expect(
      layouts == [[[1, 2, 1], [2, 1, 2], [3, 1, 3]], [[1, 2, 1], [2, 1, 2], [3, 1, 3]]])
  }

  @Test("an erased patient is not made again by a long file")
  func erased() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(Readings.file("a", [Visit("p", 1, 7, id: "1"), Visit("q", 1, 6, id: "2")]))
    _ = try store.erase([
      Tombstone(key: Readings.patientKey("p"), erased: CalendarDay(number: 20_000))
    ])
    var limits = IngestLimits()
    limits.bulkRows = 0
    let again = try store.take(
      Readings.file(
        "b",
        [
          Visit("p", 1, 7, id: "1"), Visit("p", 8, 7, id: "3"), Visit("r", 1, 6, id: "4"),
          Visit("r", 2, 6, id: "5"),
        ]), limits: limits)
    #expect(again.account.ignored[Tombstone.rowState] == 2)
    let isThere = try store.reading { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM patient WHERE key = ?)",
        arguments: [ClinicStore.blob(Readings.patientKey("p"))])
    }
    #expect(isThere == false)
  }

  @Test("a store of before is laid out anew, and nothing of it is another")
  func migrated() throws {
    let folder = try TemporaryFolder()
    try Self.olderStore(folder.store)
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    #expect(try layout(store) == [[4, 1, 2], [5, 1, 1], [5, 2, 3]])
    let rows = try store.reading { db in
      try Row.fetchAll(
        db, sql: "SELECT place, key_high, key_low, day, line, c1 FROM session ORDER BY place"
      ).map { [$0[0], $0[1], $0[2], $0[3], $0[4], $0[5]] as [Int64] }
    }
    #expect(rows == [[1, 11, 1, 101, 1, 7], [2, 12, 2, 102, 2, 6], [3, 13, 3, 103, 3, 5]])
    let former = try store.reading {
      try Int64.fetchAll($0, sql: "SELECT place FROM session_history")
    }
    #expect(former == [9])
    #expect(
      try store.reading { try Int64.fetchAll($0, sql: "SELECT visits FROM patient ORDER BY id") }
        == [1, 2])
    #expect(try store.reading { try VisitPlaces.last($0) } == 9)
    #expect(try store.integrityFindings().isEmpty)
    // The trigger of merges went with the table and is there again.
    let triggers = try store.reading {
      try String.fetchAll(
        $0, sql: "SELECT name FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
    }
    #expect(triggers.filter { $0.hasPrefix("mending_") }.count == 4)
  }

  /// A store as it was before, with the visits of two patients in turn and one of the history.
  private static func olderStore(_ path: String) throws {
    let queue = try DatabaseQueue(path: path)
    try queue.writeWithoutTransaction {
      try $0.execute(sql: "PRAGMA application_id = \(Migrations.applicationID)")
    }
    try Migrations.migrator.migrate(queue, upTo: LimitsOfFiles.name)
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO batch VALUES (1);
          INSERT INTO input_file (id, batch, sha256, size, profile, profile_hash, coverage, state,
            reason, detail, lines_shared, rows_read, accepted, duplicate, superseded, withdrawn,
            merged)
          VALUES (1, 1, '\(String(repeating: "a", count: 64))', 9, 'p', '', 'additions',
            'ingested', '', '', 0, 4, 3, 0, 1, 0, 0);
          INSERT INTO text VALUES (7, 'main');
          INSERT INTO patient VALUES (4, x'000102030405060708090a0b0c0d0e0e', 2, 102, 0, 0);
          INSERT INTO patient VALUES (5, x'000102030405060708090a0b0c0d0e0f', 1, 103, 0, 0)
          """)
      _ = try VisitColumn.add(db, kind: .number, name: "fee")
      let names = """
        id, key_high, key_low, patient, clinic, day, minute, dated, visit_type, conditions,
        given_episode, content, file, line, c1
        """
      for (id, patient, value) in [(1, 5, 7), (2, 4, 6), (3, 5, 5)] {
        try db.execute(
          sql: """
            INSERT INTO session (\(names))
            VALUES (?, ?, ?, ?, 7, ?, -1, 1, 0, 0, 0, 99, 1, ?, ?)
            """, arguments: [id, 10 + id, id, patient, 100 + id, id, value])
      }
      try db.execute(
        sql: """
          INSERT INTO session_history (fate, by_file, \(names))
          VALUES ('superseded', 1, 9, 10, 9, 5, 7, 101, -1, 1, 0, 0, 0, 98, 1, 4, 7)
          """)
    }
    try queue.close()
  }
}
