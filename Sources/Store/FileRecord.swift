import Foundation
import GRDB
import OutcomeModel

extension ClinicStore {
  static func blob(_ bytes: [UInt8]) -> Data { Data(bytes) }
}

/// The record of an input file: what it was and what became of its rows.
enum FileRecord {
  static func insert(
    _ db: Database, file: Int, _ reading: FileReading, batch: Int, facts: FileFacts?,
    quarantine: FileQuarantine?, limits: RejectLimits
  ) throws {
    try db.execute(
      sql: """
        INSERT INTO input_file (id, batch, sha256, size, path_key, profile, profile_hash, coverage,
          state, reason, detail, lines_shared, rows_read, accepted, duplicate, superseded,
          withdrawn, merged, reject_limits)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, 0, 0, 0, ?)
        """,
      arguments: [
        file, batch, reading.sha256, reading.size, facts.map { ClinicStore.blob($0.pathKey) },
        reading.profile, reading.profileHash, reading.coverage.rawValue,
        quarantine == nil ? "ingested" : "quarantined", quarantine?.code ?? "",
        quarantine?.detail ?? "", FileIngest.sharesLines(reading), reading.rowsRead,
        limits.text,
      ])
  }

  /// Writes the account of a file that went in.
  static func settle(_ db: Database, file: Int, _ account: RowAccount) throws {
    try db.execute(
      sql: """
        UPDATE input_file SET accepted = ?, duplicate = ?, superseded = ?, withdrawn = ?, merged = ?
        WHERE id = ?
        """,
      arguments: [
        account.accepted, account.duplicate, account.superseded, account.withdrawn,
        account.merged, file,
      ])
    let counts =
      account.rejected.sorted { $0.key < $1.key }.map { ("rejected", $0.key.rawValue, $0.value) }
      + account.ignored.sorted { $0.key < $1.key }.map { ("ignored", $0.key, $0.value) }
    for (kind, name, count) in counts {
      try db.execute(
        sql: "INSERT INTO file_count (file, kind, name, count) VALUES (?, ?, ?, ?)",
        arguments: [file, kind, name, count])
    }
  }

  static func insertRejects(
    _ db: Database, file: Int, _ rejects: [Reject], keys: [UInt64]
  ) throws {
    let statement = try RowStatement(
      db,
      """
      INSERT INTO reject (file, line, byte_offset, column_name, reason, rule, row_key)
      VALUES (?, ?, ?, ?, ?, ?, ?)
      """)
    for (index, reject) in rejects.enumerated() {
      statement.bind(1, Int64(file))
      statement.bind(2, Int64(reject.line))
      statement.bind(3, reject.byteOffset.map { Int64($0) })
      statement.bind(4, text: reject.column)
      statement.bind(5, text: reject.reason.rawValue)
      statement.bind(6, text: reject.rule)
      statement.bind(
        7, index < keys.count && keys[index] != 0 ? Int64(bitPattern: keys[index]) : nil)
      try statement.run()
    }
  }

  /// Earlier quarantines of the same bytes, or of the same path, are answered by this file.
  static func resolveEarlier(
    _ db: Database, file: Int, sha256: String, facts: FileFacts?
  ) throws {
    try db.execute(
      sql: """
        UPDATE input_file SET resolved_by = ?1
        WHERE state = 'quarantined' AND resolved_by IS NULL AND id <> ?1
          AND (sha256 = ?2 OR path_key = ?3)
        """, arguments: [file, sha256, facts.map { ClinicStore.blob($0.pathKey) }])
  }
}
