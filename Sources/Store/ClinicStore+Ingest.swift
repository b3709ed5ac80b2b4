import GRDB
import OutcomeModel

extension ClinicStore {
  /// Opens a batch: the files that one ingest takes in together.
  public func beginBatch() throws -> Int {
    try writing { db in
      try db.execute(sql: "INSERT INTO batch DEFAULT VALUES")
      return Int(db.lastInsertedRowID)
    }
  }

  /// The number that the next file of the store gets.
  public func nextFileNumber() throws -> Int {
    try reading { try ClinicStore.nextFile($0) }
  }

  static func nextFile(_ db: Database) throws -> Int {
    1 + (try Int.fetchOne(db, sql: "SELECT max(id) FROM input_file") ?? 0)
  }

  /// What is known of a file with these bytes, read with this profile and held against these limits.
  public func knowledge(
    sha256: String, profileHash: String, limits: RejectLimits = RejectLimits()
  ) throws -> FileKnowledge {
    try reading { db in
      if let file = try Int.fetchOne(
        db, sql: "SELECT id FROM input_file WHERE sha256 = ? AND state = 'ingested'",
        arguments: [sha256])
      {
        return .ingested(file: file)
      }
      guard
        let row = try Row.fetchOne(
          db,
          sql: """
            SELECT id, reason, detail FROM input_file
            WHERE sha256 = ? AND profile_hash = ? AND state = 'quarantined'
              AND (reason <> '\(FileQuarantine.tooManyRejects)' OR reject_limits = ?)
            ORDER BY id DESC LIMIT 1
            """, arguments: [sha256, profileHash, limits.text])
      else { return .unknown }
      return .quarantined(
        file: row["id"], FileQuarantine(code: row["reason"], detail: row["detail"]))
    }
  }

  /// Whether a file stands unchanged under a path since it was last read, so that it need not be
  /// opened; the profile's hash decides for files that were not fit, and the limits for those that had
  /// too many rejects.
  public func isUnchanged(
    _ facts: FileFacts, profileHash: String, limits: RejectLimits = RejectLimits()
  ) throws -> Bool {
    try reading { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM input_path JOIN input_file ON input_file.id = input_path.file
            WHERE input_path.path_key = ? AND input_path.size = ? AND modified = ? AND inode = ?
              AND (state = 'ingested' OR (profile_hash = ?
                AND (reason <> '\(FileQuarantine.tooManyRejects)' OR reject_limits = ?))))
          """,
        arguments: [
          ClinicStore.blob(facts.pathKey), facts.size, facts.modified,
          Int64(bitPattern: facts.inode), profileHash, limits.text,
        ]) ?? false
    }
  }

  /// Whether a file that stands unchanged under a path went in.
  public func isTakenIn(_ facts: FileFacts) throws -> Bool {
    try reading { db in
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (
            SELECT 1 FROM input_path JOIN input_file ON input_file.id = input_path.file
            WHERE input_path.path_key = ? AND input_path.size = ? AND modified = ? AND inode = ?
              AND state = 'ingested')
          """,
        arguments: [
          ClinicStore.blob(facts.pathKey), facts.size, facts.modified,
          Int64(bitPattern: facts.inode),
        ]) ?? false
    }
  }

  /// Notes that a known file stands under a path, so that it is not opened again there.
  public func notePath(_ facts: FileFacts, file: Int) throws {
    try writing { try ClinicStore.notePath($0, facts, file: file) }
  }

  /// Takes a file in: every row gets its fate, or the file as a whole is left out.
  ///
  /// - Parameters:
  ///   - patientKeys: the keyed identifier, 16 bytes, of each local patient of the reading.
  ///   - rejectKeys: a keyed hash of each rejected row's bytes, so that a row that was rejected in an
  ///     earlier export is not held against this one; empty when not known.
  ///   - facts: where the file stands; nil when it has no path.
  /// - Throws: ``StoreError/imbalance(file:read:accounted:)`` when the rows do not add up; nothing is
  ///   stored then.
  public func ingest(
    _ reading: FileReading, patientKeys: [[UInt8]], rejectKeys: [UInt64] = [],
    facts: FileFacts? = nil, batch: Int, limits: IngestLimits = IngestLimits()
  ) throws -> IngestOutcome {
    // A row's patient, texts and file are looked up or made before it in the same transaction; to look
    // them up once more for each of a million rows costs as much as to write the rows.
    let isLong = reading.rows.rowCount >= limits.bulkRows
    return try writing(checkingReferences: !isLong) { db in
      let file = try ClinicStore.nextFile(db)
      var outcome = IngestOutcome(
        file: file, account: RowAccount(), quarantine: nil, changedPatients: 0, replacedVisits: 0)
      do {
        try db.inSavepoint {
          try FileRecord.insert(
            db, file: file, reading, batch: batch, facts: facts, quarantine: nil,
            limits: limits.rejects)
          // New patients are added behind their visits; the commit looks whether all are there.
          try db.execute(sql: "PRAGMA defer_foreign_keys = ON")
          let ingest = try FileIngest(
            db, reading, patientKeys: patientKeys, rejectKeys: rejectKeys, file: Int64(file),
            limits: limits)
          try ingest.run()
          outcome.account = ingest.account
          outcome.changedPatients = ingest.patients.changedCount
          outcome.replacedVisits = ingest.replacedVisits
          try FileRecord.settle(db, file: file, ingest.account)
          return .commit
        }
      } catch let unfit as FileIngest.Unfit {
        outcome.quarantine = unfit.quarantine
        outcome.account.read = reading.rowsRead
        try FileRecord.insert(
          db, file: file, reading, batch: batch, facts: facts, quarantine: unfit.quarantine,
          limits: limits.rejects)
      }
      try FileRecord.insertRejects(db, file: file, reading.rejects, keys: rejectKeys)
      try FileRecord.resolveEarlier(db, file: file, sha256: reading.sha256, facts: facts)
      if let facts { try ClinicStore.notePath(db, facts, file: file) }
      return outcome
    }
  }

  /// Records a file that intake found unfit before any row could be used.
  public func quarantine(
    _ reading: FileReading, _ quarantine: FileQuarantine, rejectKeys: [UInt64] = [],
    facts: FileFacts? = nil, batch: Int, limits: RejectLimits = RejectLimits()
  ) throws -> IngestOutcome {
    try writing { db in
      let file = try ClinicStore.nextFile(db)
      try FileRecord.insert(
        db, file: file, reading, batch: batch, facts: facts, quarantine: quarantine,
        limits: limits)
      try FileRecord.insertRejects(db, file: file, reading.rejects, keys: rejectKeys)
      try FileRecord.resolveEarlier(db, file: file, sha256: reading.sha256, facts: facts)
      if let facts { try ClinicStore.notePath(db, facts, file: file) }
      var account = RowAccount()
      account.read = reading.rowsRead
      return IngestOutcome(
        file: file, account: account, quarantine: quarantine, changedPatients: 0,
        replacedVisits: 0)
    }
  }

  private static func notePath(_ db: Database, _ facts: FileFacts, file: Int) throws {
    try db.execute(
      sql: """
        INSERT INTO input_path (path_key, size, modified, inode, file) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (path_key) DO UPDATE SET size = excluded.size, modified = excluded.modified,
          inode = excluded.inode, file = excluded.file
        """,
      arguments: [
        blob(facts.pathKey), facts.size, facts.modified, Int64(bitPattern: facts.inode), file,
      ])
  }
}
