import Foundation
import GRDB
import OutcomeModel

/// What an erasure took out of the store.
public struct ErasureOutcome: Codable, Hashable, Sendable {
  /// Patients of the store that were erased: 0 where nobody had the identifier, several where one
  /// person stood under several merged numbers.
  public var patients = 0
  /// Visits that stood.
  public var visits = 0
  /// Visits of the correction history.
  public var formerVisits = 0
  /// Episodes of care.
  public var episodes = 0
  /// Rows of files that are *ignored: erased* from now on.
  public var rows = 0

  /// An erasure that found nothing.
  public init() {}
}

extension ClinicStore {
  /// Erases patients and leaves their tombstones, in one transaction.
  ///
  /// Visits, history, episodes and outcomes go, and every row of any other table that points to them;
  /// the rows of files that they came from are *ignored: erased* from now on, so that every file
  /// still balances. Freed pages are overwritten with zeros. Call ``scrub()`` afterwards: the
  /// write-ahead log still holds old pages.
  @discardableResult
  public func erase(_ tombstones: [Tombstone]) throws -> ErasureOutcome {
    try erasing { db in try ClinicStore.erase(db, tombstones) }
  }

  /// Begins the erasure of one person: patients, the hashes by which rejected rows at these lines are
  /// known again, and a note of what is left to do, in one transaction.
  ///
  /// - Returns: the erasure with the counts of all attempts; ``finish(_:)`` ends it.
  public func begin(
    _ erasure: PendingErasure, _ tombstones: [Tombstone], rejects: [(file: Int, line: Int)]
  ) throws -> PendingErasure {
    try erasing { db in
      var begun = erasure
      begun.outcome = try ClinicStore.erase(db, tombstones)
      for place in rejects {
        try db.execute(
          sql: "UPDATE reject SET row_key = NULL WHERE file = ? AND line = ?",
          arguments: [place.file, place.line])
      }
      return try PendingErasureList.begin(db, begun)
    }
  }

  private static func erase(_ db: Database, _ tombstones: [Tombstone]) throws -> ErasureOutcome {
    var outcome = ErasureOutcome()
    try TombstoneSet.add(db, tombstones)
    for tombstone in tombstones {
      guard
        let patient = try Int64.fetchOne(
          db, sql: "SELECT id FROM patient WHERE key = ?",
          arguments: [ClinicStore.blob(tombstone.key)])
      else { continue }
      try PatientEraser(db, patient: patient).run(&outcome)
    }
    if outcome.patients > 0 {
      // Counts that were kept of all patients hold the erased one: the next run counts anew.
      try FormerEpisodes.dropCounts(db)
    }
    return outcome
  }

  private func erasing<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try setSecureDelete()
    return try writing(body)
  }

  /// Takes deleted content out of the file and its write-ahead log: the log is emptied, the file
  /// written anew without free pages, the log emptied again.
  ///
  /// - Throws: ``StoreError/busy(path:)`` while another process reads the store.
  public func scrub() throws {
    try emptyLog()
    try raw { db in try db.execute(sql: "VACUUM") }
    try emptyLog()
  }

  func emptyLog() throws {
    let isBusy = try raw { db in
      try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)").map { $0[0] as Int != 0 }
    }
    if isBusy ?? true { throw StoreError.busy(path: path) }
  }

  private func setSecureDelete() throws {
    _ = try raw { db in try Int.fetchOne(db, sql: "PRAGMA secure_delete = ON") }
  }

  private func raw<Value>(_ body: (Database) throws -> Value) throws -> Value {
    do {
      return try queue.writeWithoutTransaction(body)
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    }
  }
}

/// Takes one patient out of every table.
private struct PatientEraser {
  let db: Database
  let patient: Int64

  init(_ db: Database, patient: Int64) {
    self.db = db
    self.patient = patient
  }

  func run(_ outcome: inout ErasureOutcome) throws {
    outcome.patients += 1
    outcome.visits += try count("session")
    outcome.formerVisits += try count("session_history")
    outcome.episodes += try count("episode")
    outcome.rows += try moveAccounts()
    let texts = try textsInUse()
    try deleteRows(pointingTo: "episode", rows: "SELECT id FROM episode WHERE patient = \(patient)")
    try deleteRows(pointingTo: "patient", rows: "\(patient)")
    try db.execute(sql: "DELETE FROM patient WHERE id = ?", arguments: [patient])
    try deleteUnused(texts)
  }

  private func count(_ table: String) throws -> Int {
    try Int.fetchOne(
      db, sql: "SELECT count(*) FROM \(table) WHERE \(condition(table))") ?? 0
  }

  /// What is true of the patient's rows of a table: visits are found by their numbers.
  private func condition(_ table: String) -> String {
    table == "session" ? VisitNumber.sql(of: "\(patient)") : "patient = \(patient)"
  }

  /// Moves the patient's rows of files to *ignored: erased*; returns how many.
  ///
  /// A row has the best fate of its visits: accepted, superseded, withdrawn.
  private func moveAccounts() throws -> Int {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT file, sum(best = 3) AS accepted, sum(best = 2) AS superseded,
          sum(best = 1) AS withdrawn
        FROM (
          SELECT file, line, max(fate) AS best FROM (
            SELECT file, line, 3 AS fate FROM session WHERE \(VisitNumber.sql(of: "?1"))
            UNION ALL
            SELECT file, line, CASE fate WHEN 'superseded' THEN 2 ELSE 1 END
            FROM session_history WHERE patient = ?1)
          GROUP BY file, line)
        GROUP BY file ORDER BY file
        """, arguments: [patient])
    var moved = 0
    for row in rows {
      let (file, accepted): (Int, Int) = (row["file"], row["accepted"])
      let (superseded, withdrawn): (Int, Int) = (row["superseded"], row["withdrawn"])
      try db.execute(
        sql: """
          UPDATE input_file SET accepted = accepted - ?, superseded = superseded - ?,
            withdrawn = withdrawn - ? WHERE id = ?
          """, arguments: [accepted, superseded, withdrawn, file])
      try db.execute(
        sql: """
          INSERT INTO file_count (file, kind, name, count) VALUES (?, 'ignored', ?, ?)
          ON CONFLICT (file, kind, name) DO UPDATE SET count = count + excluded.count
          """,
        arguments: [file, Tombstone.rowState, accepted + superseded + withdrawn])
      moved += accepted + superseded + withdrawn
    }
    return moved
  }

  /// Deletes from every table what points to rows that go, whichever migration made the table.
  private func deleteRows(pointingTo target: String, rows: String) throws {
    let tables = try String.fetchAll(
      db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    // Rows that point to episodes go before the episodes themselves.
    for table in tables where table != target {
      let columns = try Row.fetchAll(
        db, sql: "SELECT \"from\" AS source FROM pragma_foreign_key_list(?) WHERE \"table\" = ?",
        arguments: [table, target])
      for column in columns {
        try db.execute(
          sql: "DELETE FROM \"\(table)\" WHERE \"\(column["source"] as String)\" IN (\(rows))")
      }
    }
  }

  // MARK: - Texts

  /// The columns of each table that hold numbers of texts.
  private func textColumns() throws -> [(table: String, columns: [String])] {
    let groups = try VisitColumn.all(db).filter { $0.kind == .group }
    let varying = groups.map(\.sqlName)
    return [
      ("session", ["clinic"] + varying), ("session_history", ["clinic"] + varying),
      ("episode", ["clinic"] + groups.filter(\.isOfEpisodes).map(\.sqlName)),
    ]
  }

  private func textsInUse() throws -> [Int64] {
    let parts = try textColumns().flatMap { table, columns in
      columns.map { "SELECT \($0) AS text FROM \(table) WHERE \(condition(table))" }
    }
    return try Int64.fetchAll(
      db,
      sql: "SELECT DISTINCT text FROM (\(parts.joined(separator: " UNION "))) WHERE text NOT NULL")
  }

  /// Deletes those texts that nobody else's rows use: a rare value could point to the person.
  private func deleteUnused(_ texts: [Int64]) throws {
    let places = try textColumns()
    for text in texts {
      let isUsed = try places.contains { table, columns in
        try columns.contains { column in
          try Bool.fetchOne(
            db, sql: "SELECT EXISTS (SELECT 1 FROM \(table) WHERE \(column) = ?)",
            arguments: [text]) ?? false
        }
      }
      if !isUsed { try db.execute(sql: "DELETE FROM text WHERE id = ?", arguments: [text]) }
    }
  }
}
