import Foundation
import GRDB
import OutcomeModel

/// Where a visit came from and what became of it.
public struct TracedVisit: Hashable, Sendable {
  /// What became of the row that a visit came from.
  public enum Fate: Hashable, Sendable {
    /// It stands.
    case accepted
    /// A row of this file with other content took its place.
    case superseded(byFile: Int)
    /// A file showed it as cancelled, or a newer export of the same period lacked it.
    case withdrawn(byFile: Int, coverage: FileReading.Coverage)
  }

  /// The visit's place in the order of input: a correction keeps it.
  public var visit: Int64
  /// The file's number.
  public var file: Int
  /// The line in the file.
  public var line: Int
  /// The profile that the file was read with.
  public var profile: String
  /// What became of it.
  public var fate: Fate
  /// The day, ``CalendarDay/unknown`` where the file has no dates.
  public var day: CalendarDay
  /// What kind of visit it is.
  public var type: SessionTable.VisitType
  /// The arriving score; nil where there is none.
  public var arriving: Score?
  /// The leaving score; nil where there is none.
  public var leaving: Score?
}

/// Everything that the store knows of one patient.
public struct PatientTrace: Sendable {
  /// The visits that stand, in input order.
  public var sessions: SessionTable
  /// Where each visit of ``sessions`` came from, row by row.
  public var standing: [TracedVisit]
  /// Visits that were replaced or withdrawn, in the order in which that happened.
  public var former: [TracedVisit]
  /// Whether visits changed since episodes were derived.
  public var isChanged: Bool
  /// The as-of date that episodes were derived for; nil before the first derivation.
  public var derivedAsOf: CalendarDay?
}

extension ClinicStore {
  /// What the store knows of the patient with a keyed identifier; nil where there is none.
  public func trace(key: [UInt8]) throws -> PatientTrace? {
    try reading { db in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT id, changed FROM patient WHERE key = ?",
          arguments: [ClinicStore.blob(key)])
      else { return nil }
      let patient: Int64 = row["id"]
      let asOf = try Meta.get(db, "derivation_as_of").flatMap { Int32($0) }
      return PatientTrace(
        sessions: try SessionReader.one(patient, db).table,
        standing: try PatientVisits(db, patient).standing(),
        former: try PatientVisits(db, patient).former(), isChanged: row["changed"] == 1,
        derivedAsOf: asOf.map { CalendarDay(number: $0) })
    }
  }

  /// The clinics that visits or their history name, in byte order.
  public func clinics() throws -> [String] {
    try reading { db in
      // The distinct values of a column without an index: one pass over the episodes, which are far
      // fewer than visits; before the first derivation over the visits.
      let hasEpisodes = try Bool.fetchOne(db, sql: "SELECT EXISTS (SELECT 1 FROM episode)") ?? false
      return try String.fetchAll(
        db,
        sql: """
          SELECT DISTINCT value FROM text WHERE id IN (
            SELECT DISTINCT clinic FROM \(hasEpisodes ? "episode" : "session")
            UNION SELECT DISTINCT clinic FROM session_history)
          """
      ).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    }
  }

  /// The number of the file that stands unchanged under a path since it was read; nil where none does.
  public func fileNumber(_ facts: FileFacts) throws -> Int? {
    try reading { db in
      try Int.fetchOne(
        db,
        sql: """
          SELECT file FROM input_path
          WHERE path_key = ? AND size = ? AND modified = ? AND inode = ?
          """,
        arguments: [
          ClinicStore.blob(facts.pathKey), facts.size, facts.modified,
          Int64(bitPattern: facts.inode),
        ])
    }
  }

  /// The numbers of the files with these bytes, wherever they stood when they were read: one that went
  /// in, and those that were left out before; ascending, none where no such file was ever read.
  public func fileNumbers(sha256: String) throws -> [Int] {
    try reading { db in
      try Int.fetchAll(
        db, sql: "SELECT id FROM input_file WHERE sha256 = ? ORDER BY id", arguments: [sha256])
    }
  }

  /// The numbers of the files of a size that a profile read: for files that are joined with others,
  /// whose SHA-256 in the store covers those too.
  public func fileNumbers(size: Int, profileHash: String) throws -> [Int] {
    try reading { db in
      try Int.fetchAll(
        db, sql: "SELECT id FROM input_file WHERE size = ? AND profile_hash = ? ORDER BY id",
        arguments: [size, profileHash])
    }
  }

  /// The day on which the patient with a keyed identifier was erased; nil where nobody was.
  public func erasureDay(key: [UInt8]) throws -> CalendarDay? {
    try reading { db in
      try Int32.fetchOne(
        db, sql: "SELECT erased FROM tombstone WHERE key = ?", arguments: [ClinicStore.blob(key)]
      ).map { CalendarDay(number: $0) }
    }
  }
}

/// Reads the visits of one patient with their places in files.
private struct PatientVisits {
  private let db: Database
  private let patient: Int64
  private let columns: String

  init(_ db: Database, _ patient: Int64) throws {
    self.db = db
    self.patient = patient
    let scores = try VisitColumn.all(db).filter { $0.kind == .score }
    func name(_ score: String) -> String {
      scores.first { $0.name == score }.map { "v.\($0.sqlName)" } ?? "NULL"
    }
    columns = """
      v.place AS place, v.file AS file, v.line AS line, f.profile AS profile, v.day AS day,
        v.dated AS dated, v.visit_type AS visit_type, \(name("pain_before")) AS arriving,
        \(name("pain_after")) AS leaving
      """
  }

  func standing() throws -> [TracedVisit] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT \(columns) FROM session AS v JOIN input_file AS f ON f.id = v.file
        WHERE \(VisitNumber.sql("v.id", of: "?1")) ORDER BY v.place
        """, arguments: [patient]
    ).map { visit($0, .accepted) }
  }

  func former() throws -> [TracedVisit] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT \(columns), v.fate AS fate, v.by_file AS by_file, b.coverage AS coverage
        FROM session_history AS v JOIN input_file AS f ON f.id = v.file
          JOIN input_file AS b ON b.id = v.by_file
        WHERE v.patient = ? ORDER BY v.sequence
        """, arguments: [patient]
    ).map { row in
      let file: Int = row["by_file"]
      guard row["fate"] == "withdrawn" else { return visit(row, .superseded(byFile: file)) }
      let coverage = FileReading.Coverage(rawValue: row["coverage"]) ?? .additions
      return visit(row, .withdrawn(byFile: file, coverage: coverage))
    }
  }

  private func visit(_ row: Row, _ fate: TracedVisit.Fate) -> TracedVisit {
    TracedVisit(
      visit: row["place"], file: row["file"], line: row["line"], profile: row["profile"],
      fate: fate, day: row["dated"] == 1 ? CalendarDay(number: row["day"]) : .unknown,
      type: row["visit_type"] == 0 ? .treatment : .followUp,
      arriving: (row["arriving"] as Int64?).map { Score(nano: $0) },
      leaving: (row["leaving"] as Int64?).map { Score(nano: $0) })
  }
}
