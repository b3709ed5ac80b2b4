import GRDB
import OutcomeModel

/// The stored visits that an export of a period, or of everything, should have and lacks.
struct AbsentVisits {
  /// How many visits should be in the export: those that are, and those that it lacks.
  private(set) var expected = 0
  /// The stored visits that it lacks.
  private(set) var absent: [VisitWriter.Standing] = []

  /// Looks through the stored visits of the file's clinics that came by its profile, for a `period` between
  /// its first and last day: of what another export brings, its absence here says nothing.
  init(_ db: Database, _ reading: FileReading, keysOfFile: Set<RowKey>) throws {
    guard reading.rows.rowCount > 0, let first = reading.rows.day.min(),
      let last = reading.rows.day.max()
    else { return }
    var range = ""
    if reading.coverage == .period {
      range = "AND day BETWEEN \(first.number) AND \(last.number)"
      // Made when a store meets its first export of a period; others never pay for it.
      try db.execute(sql: "CREATE INDEX IF NOT EXISTS session_day ON session(day)")
    }
    let texts = try TextDictionary(db)
    let clinics = try Set(reading.rows.clinic.values).map { String(try texts.id($0)) }
    // A row that is cancelled, or cannot be read, is not absent.
    let held = keysOfFile.union(reading.ignored.compactMap(\.key)).union(reading.rejectedKeys)
    let statement = try RowStatement(
      db,
      """
      SELECT id, patient, content, file, line, key_high, key_low FROM session
      WHERE clinic IN (\(clinics.sorted().joined(separator: ", "))) \(range)
        AND file IN (SELECT id FROM input_file WHERE profile = ?) ORDER BY place
      """)
    statement.bind(1, text: reading.profile)
    while try statement.step() {
      let key = RowKey(
        high: UInt64(bitPattern: statement.integer(5)),
        low: UInt64(bitPattern: statement.integer(6)))
      guard !held.contains(key) else { continue }
      absent.append(
        VisitWriter.Standing(
          id: statement.integer(0), patient: statement.integer(1), content: statement.integer(2),
          file: statement.integer(3), line: statement.integer(4)))
    }
    expected = keysOfFile.count + absent.count
  }
}
