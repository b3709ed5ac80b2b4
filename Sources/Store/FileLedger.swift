import Foundation
import GRDB
import OutcomeModel

/// One input file as the store knows it.
public struct FileAccount: Hashable, Sendable {
  /// The file's number.
  public var file: Int
  /// The batch that it came in with.
  public var batch: Int
  /// The SHA-256 of its bytes.
  public var sha256: String
  /// Its size in bytes.
  public var size: Int
  /// The keyed hash of its path; nil where it had none.
  public var pathKey: [UInt8]?
  /// The profile that it was read with.
  public var profile: String
  /// Why it was left out; nil when it went in.
  public var quarantine: FileQuarantine?
  /// Whether a later file answers the quarantine.
  public var isResolved: Bool
  /// What became of its rows, as things stand now; only `read` for a quarantined file.
  public var account: RowAccount
}

extension ClinicStore {
  /// All files in the order in which they came.
  public func files() throws -> [FileAccount] {
    try reading { try ClinicStore.files($0) }
  }

  /// The rows of all files that went in, by fate.
  public func totalAccount() throws -> RowAccount {
    try reading { try ClinicStore.total($0) }
  }

  /// The rejected rows of the files that went in, by file and line.
  ///
  /// - Parameter includingQuarantined: also those of files that were left out.
  public func rejects(includingQuarantined: Bool = false) throws -> [Reject] {
    try reading { db in
      let statement = try RowStatement(
        db,
        """
        SELECT reject.file, line, byte_offset, column_name, reject.reason, rule
        FROM reject JOIN input_file ON input_file.id = reject.file
        \(includingQuarantined ? "" : "WHERE state = 'ingested'")
        ORDER BY reject.file, line, reject.id
        """)
      var rejects: [Reject] = []
      while try statement.step() {
        guard let reason = RejectReason(rawValue: statement.text(4)) else {
          throw StoreError.invariant(code: -1)
        }
        rejects.append(
          Reject(
            file: Int(statement.integer(0)), line: Int(statement.integer(1)),
            byteOffset: statement.optionalInteger(2).map { Int($0) }, column: statement.text(3),
            reason: reason, rule: statement.text(5)))
      }
      return rejects
    }
  }

  static func total(_ db: Database) throws -> RowAccount {
    var total = RowAccount()
    for file in try files(db) where file.quarantine == nil { total.add(file.account) }
    return total
  }

  static func files(_ db: Database) throws -> [FileAccount] {
    var files: [FileAccount] = []
    var position: [Int: Int] = [:]
    let rows = try Row.fetchCursor(db, sql: "SELECT * FROM input_file ORDER BY id")
    while let row = try rows.next() {
      var account = RowAccount()
      account.read = row["rows_read"]
      account.accepted = row["accepted"]
      account.duplicate = row["duplicate"]
      account.superseded = row["superseded"]
      account.withdrawn = row["withdrawn"]
      account.merged = row["merged"]
      let isQuarantined = row["state"] == "quarantined"
      position[row["id"]] = files.count
      files.append(
        FileAccount(
          file: row["id"], batch: row["batch"], sha256: row["sha256"], size: row["size"],
          pathKey: (row["path_key"] as Data?).map { [UInt8]($0) }, profile: row["profile"],
          quarantine: isQuarantined
            ? FileQuarantine(code: row["reason"], detail: row["detail"]) : nil,
          isResolved: (row["resolved_by"] as Int?) != nil, account: account))
    }
    let counts = try Row.fetchCursor(db, sql: "SELECT file, kind, name, count FROM file_count")
    while let row = try counts.next() {
      guard let index = position[row["file"]] else { continue }
      let name: String = row["name"]
      if row["kind"] == "ignored" {
        files[index].account.ignored[name] = row["count"]
      } else if let reason = RejectReason(rawValue: name) {
        files[index].account.rejected[reason] = row["count"]
      }
    }
    return files
  }
}
