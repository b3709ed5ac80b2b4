import GRDB
import OutcomeModel

/// One run of the night in the ledger.
public struct RunRecord: Hashable, Sendable {
  /// How a run stands.
  public enum State: String, Sendable, CaseIterable {
    /// It is at work, or was killed and nothing has run since.
    case running
    /// It came to its end, whatever its status.
    case finished
    /// It was killed; a later run found it so and did its work.
    case interrupted
  }

  /// The number of the run.
  public var id: Int
  /// When it began: ISO 8601, UTC.
  public var started: String
  /// When it ended; nil when it has not.
  public var ended: String?
  /// The as-of date.
  public var asOf: CalendarDay
  /// How it stands.
  public var state: State
  /// Its exit status; nil when it has none.
  public var status: ExitStatus?
  /// Files that were taken in or left out.
  public var files: Int
  /// Files that were left out.
  public var quarantined: Int
  /// Rows that were accepted.
  public var newRows: Int
  /// The report that it published; empty when it published none.
  public var report: String
  /// What it has to say, one line each.
  public var notes: String

  /// Makes the record of a run that has just begun.
  public init(started: String, asOf: CalendarDay) {
    id = 0
    self.started = started
    ended = nil
    self.asOf = asOf
    state = .running
    status = nil
    files = 0
    quarantined = 0
    newRows = 0
    report = ""
    notes = ""
  }
}

/// One report folder that was published.
public struct Publication: Hashable, Sendable {
  /// What became of the report's mail.
  public enum Mail: String, Sendable, CaseIterable {
    /// None was wanted.
    case none
    /// It is to be made.
    case due
    /// It waits in the outbox.
    case spooled
    /// Nothing is left to do: it was handed over, or none is due for this report.
    case settled
  }

  /// The name of the folder, such as `2026-10-31` or `2026-10-31.2`.
  public var id: String
  /// The as-of date.
  public var asOf: CalendarDay
  /// The SHA-256 over the folder's content without `run.json`.
  public var content: String
  /// The run that published it; nil when a report was found that no run recorded.
  public var run: Int?
  /// What became of its mail.
  public var mail: Mail

  /// Makes a publication.
  public init(id: String, asOf: CalendarDay, content: String, run: Int?, mail: Mail) {
    self.id = id
    self.asOf = asOf
    self.content = content
    self.run = run
    self.mail = mail
  }
}

extension ClinicStore {
  /// Opens a run; runs that were killed are noted as interrupted.
  ///
  /// - Parameter at: the time, ISO 8601, UTC. Only the holder of the run's lock may call this.
  public func beginRun(at: String, asOf: CalendarDay) throws -> Int {
    try writing { db in
      try db.execute(sql: "UPDATE run SET state = 'interrupted' WHERE state = 'running'")
      try db.execute(
        sql: "INSERT INTO run (started, as_of, state) VALUES (?, ?, 'running')",
        arguments: [at, asOf.number])
      return Int(db.lastInsertedRowID)
    }
  }

  /// The number of the last file that a finished run has told of; 0 before the first.
  ///
  /// Files of a run that was killed are told of by the one that does its work.
  public func lastToldFile() throws -> Int {
    try reading { try Meta.get($0, "last_told_file").flatMap { Int($0) } ?? 0 }
  }

  /// Closes a run with what it did.
  ///
  /// - Parameter lastFile: the last file that the run has told of.
  public func finishRun(_ run: RunRecord, lastFile: Int) throws {
    try writing { db in
      try Meta.set(db, "last_told_file", String(lastFile))
      try db.execute(
        sql: """
          UPDATE run SET ended = ?, state = ?, status = ?, files = ?, quarantined = ?, new_rows = ?,
            report = ?, notes = ? WHERE id = ?
          """,
        arguments: [
          run.ended, run.state.rawValue, run.status?.rawValue, run.files, run.quarantined,
          run.newRows, run.report, run.notes, run.id,
        ])
    }
  }

  /// The latest runs, newest first.
  public func runs(last count: Int) throws -> [RunRecord] {
    try reading { db in
      try Row.fetchAll(db, sql: "SELECT * FROM run ORDER BY id DESC LIMIT ?", arguments: [count])
        .map { row in
          var run = RunRecord(
            started: row["started"], asOf: CalendarDay(number: row["as_of"]))
          run.id = row["id"]
          run.ended = row["ended"]
          run.state = RunRecord.State(rawValue: row["state"]) ?? .interrupted
          run.status = (row["status"] as Int32?).flatMap { ExitStatus(rawValue: $0) }
          run.files = row["files"]
          run.quarantined = row["quarantined"]
          run.newRows = row["new_rows"]
          run.report = row["report"]
          run.notes = row["notes"]
          return run
        }
    }
  }

  /// Records a published report, or what became of its mail.
  public func record(_ publication: Publication) throws {
    try writing { try ClinicStore.record(publication, $0) }
  }

  static func record(_ publication: Publication, _ db: Database) throws {
    try db.execute(
      sql: """
        INSERT INTO publication (id, as_of, content, run, mail) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET as_of = excluded.as_of, content = excluded.content,
          run = coalesce(excluded.run, run), mail = excluded.mail
        """,
      arguments: [
        publication.id, publication.asOf.number, publication.content, publication.run,
        publication.mail.rawValue,
      ])
  }

  /// All publications, in the order of their dates and numbers.
  public func publications() throws -> [Publication] {
    try reading { db in
      try Row.fetchAll(db, sql: "SELECT * FROM publication ORDER BY as_of, length(id), id").map {
        row in
        Publication(
          id: row["id"], asOf: CalendarDay(number: row["as_of"]), content: row["content"],
          run: row["run"], mail: Publication.Mail(rawValue: row["mail"]) ?? .none)
      }
    }
  }
}
