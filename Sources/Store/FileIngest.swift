import GRDB
import OutcomeModel

/// One file on its way into the store: every row gets its fate, in line order.
///
/// Runs inside a savepoint: a file found unfit half-way leaves no trace but its record.
final class FileIngest {
  /// The file is not fit.
  struct Unfit: Error {
    var quarantine: FileQuarantine
  }

  /// What stands in a column of keys where the cell is blank.
  static let noKey = RowKey(high: 0, low: 0)

  /// What a file row came to while its visits were written.
  private struct LineFate {
    var line: UInt32
    var accepted = false
    var erased = false
  }

  let db: Database
  let reading: FileReading
  private let rejectKeys: [UInt64]
  private let limits: IngestLimits
  private let file: Int64
  let writer: VisitWriter
  let patients: PatientRegister
  private(set) var nextPlace: Int64
  private(set) var account = RowAccount()
  /// Rows of other files that were accepted and are no longer, by file.
  private var moved: [Int64: (superseded: Int, withdrawn: Int)] = [:]
  private(set) var replacedVisits = 0
  private let sharesLines: Bool
  private var sharingFiles: [Int64: Bool] = [:]
  private var keysOfFile: Set<RowKey> = []
  /// While a long file is loaded: the keys that may be met again, and the visits that wait.
  var tracked: TrackedKeys?
  var plain: PlainVisits?

  init(
    _ db: Database, _ reading: FileReading, patientKeys: [[UInt8]], rejectKeys: [UInt64],
    file: Int64, limits: IngestLimits
  ) throws {
    self.db = db
    self.reading = reading
    self.rejectKeys = rejectKeys
    self.limits = limits
    self.file = file
    sharesLines = FileIngest.sharesLines(reading)
    sharingFiles[file] = sharesLines
    do {
      writer = try VisitWriter(db, reading, file: file, texts: TextDictionary(db))
    } catch let disagreement as FileColumn.Disagreement {
      throw Unfit(
        quarantine: FileQuarantine(
          code: "column_differs",
          detail: "column \(disagreement.column) has another scale or form than in earlier files; "
            + "give it the same scale in every profile, or another name"))
    }
    patients = try PatientRegister(db, keys: patientKeys)
    nextPlace = try VisitPlaces.last(db) + 1
  }

  /// Whether several visits stand in one row of the file, as in a wide layout.
  static func sharesLines(_ reading: FileReading) -> Bool {
    zip(reading.lines, reading.lines.dropFirst()).contains { $0 == $1 }
  }

  /// Gives every row its fate.
  func run() throws {
    account.read = reading.rowsRead
    account.merged = reading.merged
    for reject in reading.rejects { account.rejected[reject.reason, default: 0] += 1 }
    if try BulkLoad.pays(db, reading, fewestRows: limits.bulkRows), !sharesLines {
      try loadRows()
    } else {
      try applyRows()
    }
    if reading.coverage != .additions { try withdrawAbsent() }
    try checkRejects()
    try patients.finish()
    try VisitPlaces.note(db, last: nextPlace - 1)
    try moveAccounts()
    guard account.isBalanced else {
      throw StoreError.imbalance(
        file: Int(file), read: account.read, accounted: account.accounted)
    }
  }

  /// Rows and ignored rows in the order of their lines.
  func applyRows() throws {
    var ignored = reading.ignored[...]
    var fate: LineFate?
    for row in 0..<reading.rows.rowCount {
      let line = reading.lines[row]
      while let next = ignored.first, next.line < Int(line) {
        try ignore(next)
        ignored.removeFirst()
      }
      if let open = fate, open.line != line {
        settle(open)
        fate = nil
      }
      var current = fate ?? LineFate(line: line)
      if patients.isErased(Int(reading.rows.patient[row])) {
        try passOver(row)
        current.erased = true
      } else if try place(row) {
        current.accepted = true
      }
      fate = current
    }
    if let open = fate { settle(open) }
    for rest in ignored { try ignore(rest) }
  }

  private func settle(_ fate: LineFate) {
    if fate.accepted {
      account.accepted += 1
    } else if fate.erased {
      account.ignored[Tombstone.rowState, default: 0] += 1
    } else {
      account.duplicate += 1
    }
  }

  /// Writes a row; false when it was known already.
  private func place(_ row: Int) throws -> Bool {
    let local = Int(reading.rows.patient[row])
    let patient = try patients.id(local)
    let key = key(row, patient: patient)
    if reading.coverage != .additions { keysOfFile.insert(key) }
    if try add(row, key: key, visit: patients.nextVisit(local)) {
      patients.noteInserted(local, place: nextPlace, day: Int64(reading.rows.day[row].number))
      nextPlace += 1
      return true
    }
    guard let standing = try writer.standing(key) else { throw StoreError.invariant(code: -1) }
    guard !writer.isSame(row, patient: patient, as: standing) else { return false }
    if standing.patient == patient {
      try writer.supersede(standing, by: row, key: key, id: standing.id)
    } else {
      try writer.supersede(standing, by: row, key: key, id: patients.nextVisit(local))
      patients.noteMoved(local)
    }
    patients.noteAltered(standing.patient)
    patients.noteAltered(patient)
    try lose(standing, withdrawn: false)
    return true
  }

  /// The key of a row: its visit's own, or patient, clinic, day and ordinal packed into 128 bits.
  func key(_ row: Int, patient: Int64) -> RowKey {
    if let own = reading.keys?[row], own != FileIngest.noKey { return own }
    let day = UInt64(UInt32(bitPattern: reading.rows.day[row].number))
    return RowKey(
      high: UInt64(patient) << 32 | UInt64(writer.clinic(row)),
      low: day << 32 | UInt64(reading.ordinals[row]))
  }

  /// Leaves out a row of an erased patient. A visit that stands under its key was another patient's by
  /// mistake, and is so no longer.
  private func passOver(_ row: Int) throws {
    if let key = reading.keys?[row] { try withdrawStanding(key) }
  }

  private func ignore(_ row: FileReading.Ignored) throws {
    account.ignored[row.state, default: 0] += 1
    if let key = row.key { try withdrawStanding(key) }
  }

  private func withdrawStanding(_ key: RowKey) throws {
    guard key != FileIngest.noKey, let standing = try writer.standing(key) else { return }
    try writer.withdraw(standing.id)
    patients.noteAltered(standing.patient)
    try lose(standing, withdrawn: true)
  }

  /// Moves the row that a visit came from out of the accepted ones, once none of its visits stands.
  private func lose(_ standing: VisitWriter.Standing, withdrawn: Bool) throws {
    replacedVisits += 1
    if try shares(standing.file),
      try writer.hasVisits(patient: standing.patient, file: standing.file, line: standing.line)
    {
      return
    }
    // The best fate of a row's visits is the row's: superseded goes before withdrawn.
    let withdrawn =
      try withdrawn
      && !(shares(standing.file)
        && writer.wasSuperseded(file: standing.file, line: standing.line))
    guard standing.file != file else {
      account.accepted -= 1
      if withdrawn { account.withdrawn += 1 } else { account.superseded += 1 }
      return
    }
    var counts = moved[standing.file] ?? (0, 0)
    if withdrawn { counts.withdrawn += 1 } else { counts.superseded += 1 }
    moved[standing.file] = counts
  }

  private func shares(_ file: Int64) throws -> Bool {
    if let known = sharingFiles[file] { return known }
    let found =
      try Bool.fetchOne(
        db, sql: "SELECT lines_shared FROM input_file WHERE id = ?", arguments: [file]) ?? false
    sharingFiles[file] = found
    return found
  }

  private func moveAccounts() throws {
    for (other, counts) in moved.sorted(by: { $0.key < $1.key }) {
      try db.execute(
        sql: """
          UPDATE input_file SET accepted = accepted - ?, superseded = superseded + ?,
            withdrawn = withdrawn + ? WHERE id = ?
          """,
        arguments: [
          counts.superseded + counts.withdrawn, counts.superseded, counts.withdrawn, other,
        ])
    }
  }

  /// Withdraws the stored visits that an export of a whole period no longer has.
  private func withdrawAbsent() throws {
    let absence = try AbsentVisits(db, reading, keysOfFile: keysOfFile)
    let share = limits.withdrawnShare
    let isFew = absence.absent.count <= limits.withdrawnCount
    guard isFew || Double(absence.absent.count) <= share * Double(absence.expected) else {
      throw Unfit(
        quarantine: FileQuarantine(
          code: "too_many_withdrawn",
          detail:
            "the export lacks \(absence.absent.count) of the \(absence.expected) visits known "
            + "for its period; check that it is complete, or say export: additions"))
    }
    for visit in absence.absent {
      try writer.withdraw(visit.id)
      patients.noteAltered(visit.patient)
      try lose(visit, withdrawn: true)
    }
  }

  /// Holds the rejects against the file's new rows: rows known from earlier exports that went in do
  /// not count.
  private func checkRejects() throws {
    var new = account.rejected
    if !rejectKeys.isEmpty {
      let find = try RowStatement(
        db,
        """
        SELECT 1 FROM reject JOIN input_file ON input_file.id = reject.file
        WHERE row_key = ? AND state = 'ingested' LIMIT 1
        """)
      for (reject, key) in zip(reading.rejects, rejectKeys) where key != 0 {
        find.bind(1, Int64(bitPattern: key))
        if try find.step() { new[reject.reason, default: 0] -= 1 }
        find.reset()
      }
    }
    let known = account.rejectedTotal - new.values.reduce(0, +)
    let rows = account.read - account.duplicate - known
    guard let finding = limits.rejects.finding(rejected: new, newRows: rows) else { return }
    throw Unfit(
      quarantine: FileQuarantine(
        code: FileQuarantine.tooManyRejects,
        detail: finding
          + "; ashi-ingest --explain FILE names the lines. The file is read again once it, "
          + "its profile or the limits (thresholds of the pipeline file) change"))
  }
}
