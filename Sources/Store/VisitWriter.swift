import GRDB
import OutcomeModel

/// Writes the visits of one file: one statement each for a new visit, a lookup, a correction.
final class VisitWriter {
  /// A visit that stands in the store.
  struct Standing {
    var id: Int64
    var patient: Int64
    var content: Int64
    var file: Int64
    var line: Int64
  }

  private let rows: VisitRows
  private let file: Int64
  private let clinics: [Int64]
  private let insertion: RowStatement
  private let replacement: RowStatement
  private let lookup: RowStatement
  private let archive: RowStatement
  private let removal: RowStatement
  private let lineCheck: RowStatement
  private let historyCheck: RowStatement
  private let plainInsertion: RowStatement
  private let lookupByID: RowStatement
  /// What stands under keys while the index of keys is away; nil where it is there.
  private var tracked: TrackedKeys?

  private static let fixed = [
    "key_high", "key_low", "place", "clinic", "same_time_rank", "day", "minute", "dated",
    "visit_type", "conditions", "onset", "given_episode", "content", "file", "line",
  ]

  init(_ db: Database, _ reading: FileReading, file: Int64, texts: TextDictionary) throws {
    self.file = file
    clinics = try reading.rows.clinic.values.map { try texts.id($0) }
    rows = VisitRows(
      table: reading.rows, contents: reading.contents, lines: reading.lines,
      columns: try FileColumn.all(of: reading.rows, db, texts))
    let names = VisitWriter.fixed + rows.columns.map(\.sqlName)
    let list = names.joined(separator: ", ")
    let marks = Array(repeating: "?", count: names.count).joined(separator: ", ")
    plainInsertion = try RowStatement(
      db, "INSERT INTO session (\(list), id) VALUES (\(marks), ?)")
    insertion = try RowStatement(
      db,
      """
      INSERT INTO session (\(list), id) VALUES (\(marks), ?)
      ON CONFLICT (key_high, key_low) DO NOTHING
      """)
    // What the new row does not carry is not known of it: columns of other files become NULL.
    let others = try VisitColumn.all(db).map(\.sqlName).filter { !names.contains($0) }
    // A row keeps the place of the one that it replaces, and with no other at its time the rank too.
    let assignments =
      names.map { name in
        ["same_time_rank", "place"].contains(name)
          ? "\(name) = coalesce(?, \(name))" : "\(name) = ?"
      } + ["id = ?"] + others.map { "\($0) = NULL" }
    replacement = try RowStatement(
      db, "UPDATE session SET \(assignments.joined(separator: ", ")) WHERE id = ?")
    lookup = try RowStatement(
      db,
      """
      SELECT id, patient, content, file, line FROM session WHERE key_high = ? AND key_low = ?
      """)
    lookupByID = try RowStatement(
      db, "SELECT id, patient, content, file, line FROM session WHERE id = ?")
    let stored = (["patient"] + VisitWriter.fixed + (try VisitColumn.all(db).map(\.sqlName)))
      .joined(separator: ", ")
    archive = try RowStatement(
      db,
      """
      INSERT INTO session_history (fate, by_file, \(stored))
      SELECT ?, ?, \(stored) FROM session WHERE id = ?
      """)
    removal = try RowStatement(db, "DELETE FROM session WHERE id = ?")
    lineCheck = try RowStatement(
      db,
      """
      SELECT 1 FROM session WHERE \(VisitNumber.sql(of: "?1")) AND file = ?2 AND line = ?3 LIMIT 1
      """)
    historyCheck = try RowStatement(
      db,
      """
      SELECT 1 FROM session_history WHERE file = ? AND line = ? AND fate = 'superseded' LIMIT 1
      """)
  }

  /// Adds a visit under a number of ``VisitNumber``; false when its key stands already.
  func insert(_ row: Int, key: RowKey, id: Int64, place: Int64) throws -> Bool {
    if let tracked {
      guard tracked.visit(key) == nil else { return false }
      bind(plainInsertion, rows, row, key: key, id: id, place: place)
      try plainInsertion.run()
      tracked.note(key, id)
      return true
    }
    bind(insertion, rows, row, key: key, id: id, place: place)
    try insertion.run()
    return insertion.changes == 1
  }

  /// A visit whose key is known to be new.
  struct New {
    var row: Int
    var key: RowKey
    /// Its number of ``VisitNumber``.
    var id: Int64
    var place: Int64
  }

  /// Adds visits whose keys are known to be new, in the order of their numbers.
  func insert(_ visits: [New]) throws {
    let gathered = rows.selecting(visits.map(\.row))
    for (position, visit) in visits.enumerated() {
      bind(
        plainInsertion, gathered, position, key: visit.key, id: visit.id, place: visit.place)
      try plainInsertion.run()
    }
  }

  /// The visit that stands under a key.
  func standing(_ key: RowKey) throws -> Standing? {
    let statement = tracked == nil ? lookup : lookupByID
    if let tracked {
      guard let visit = tracked.visit(key) else { return nil }
      statement.bind(1, visit)
    } else {
      statement.bind(1, Int64(bitPattern: key.high))
      statement.bind(2, Int64(bitPattern: key.low))
    }
    guard try statement.step() else { return nil }
    let found = Standing(
      id: statement.integer(0), patient: statement.integer(1), content: statement.integer(2),
      file: statement.integer(3), line: statement.integer(4))
    statement.reset()
    return found
  }

  /// Answers for keys from here on by what is tracked, or by the index again.
  func track(_ keys: TrackedKeys?) {
    tracked = keys
  }

  /// Whether a row says of a standing visit what is known already.
  func isSame(_ row: Int, patient: Int64, as standing: Standing) -> Bool {
    standing.patient == patient && standing.content == Int64(bitPattern: rows.contents[row])
  }

  /// Puts a row in the place of a standing visit, which goes to the history.
  ///
  /// - Parameter id: the number that the visit has from here on: its own, or one of the patient whose
  ///   it is now.
  func supersede(_ standing: Standing, by row: Int, key: RowKey, id: Int64) throws {
    try keep(standing.id, fate: "superseded")
    bind(replacement, rows, row, key: key, id: id, place: nil)
    replacement.bind(17 + rows.columns.count, standing.id)
    try replacement.run()
    if id != standing.id { tracked?.move(key, from: standing.id, to: id) }
  }

  /// Takes a standing visit out; it goes to the history.
  func withdraw(_ id: Int64) throws {
    try keep(id, fate: "withdrawn")
    removal.bind(1, id)
    try removal.run()
    tracked?.remove(id)
  }

  /// Whether any visit of a patient still stands from a line of a file.
  func hasVisits(patient: Int64, file: Int64, line: Int64) throws -> Bool {
    lineCheck.bind(1, patient)
    lineCheck.bind(2, file)
    lineCheck.bind(3, line)
    let found = try lineCheck.step()
    lineCheck.reset()
    return found
  }

  /// Whether any visit from a line of a file was replaced by a correction.
  func wasSuperseded(file: Int64, line: Int64) throws -> Bool {
    historyCheck.bind(1, file)
    historyCheck.bind(2, line)
    let found = try historyCheck.step()
    historyCheck.reset()
    return found
  }

  /// The number of the clinic of a row.
  func clinic(_ row: Int) -> Int64 { clinics[rows.table.clinic.code(row)] }

  private func keep(_ id: Int64, fate: String) throws {
    archive.bind(1, text: fate)
    archive.bind(2, file)
    archive.bind(3, id)
    try archive.run()
  }

  private func bind(
    _ statement: RowStatement, _ rows: VisitRows, _ row: Int, key: RowKey, id: Int64,
    place: Int64?
  ) {
    let table = rows.table
    statement.bind(1, Int64(bitPattern: key.high))
    statement.bind(2, Int64(bitPattern: key.low))
    statement.bind(3, place)
    statement.bind(4, clinics[table.clinic.code(row)])
    statement.bind(
      5, table.sameTimeRanks.isEmpty ? nil : table.sameTimeRanks[row].map { Int64($0) })
    statement.bind(6, Int64(table.day[row].number))
    statement.bind(7, Int64(table.minute[row]))
    statement.bind(8, table.isDated[row] ? 1 : 0)
    statement.bind(9, Int64(table.visitType[row].rawValue))
    statement.bind(10, Int64(table.conditions[row].rawValue))
    statement.bind(11, table.onset[row].isUnknown ? nil : Int64(table.onset[row].number))
    statement.bind(12, Int64(table.givenEpisode[row]))
    statement.bind(13, Int64(bitPattern: rows.contents[row]))
    statement.bind(14, file)
    statement.bind(15, Int64(rows.lines[row]))
    for (offset, column) in rows.columns.enumerated() {
      statement.bind(16 + offset, column.value(row))
    }
    statement.bind(16 + rows.columns.count, id)
  }
}
