import GRDB
import OutcomeModel

extension ClinicStore {
  /// Every text that may be a clinic's id.
  public func clinicNames() throws -> [String] {
    try reading { try String.fetchAll($0, sql: "SELECT value FROM text ORDER BY id") }
  }

  /// Gives the stored visits of patients who were merged to those who stand; both are derived again.
  ///
  /// - Parameter merges: keyed identifiers that are gone, and those that stand.
  /// - Returns: how many patients had visits to give.
  public func mergePatients(_ merges: [(gone: [UInt8], stands: [UInt8])]) throws -> Int {
    let open = try reading { db in
      try merges.filter { try PatientMerge.hasVisits(db, $0.gone) }
    }
    guard !open.isEmpty else { return 0 }
    return try writing { db in
      var merged = 0
      for merge in open where try PatientMerge.hasVisits(db, merge.gone) {
        try PatientMerge.run(db, gone: merge.gone, stands: merge.stands)
        merged += 1
      }
      return merged
    }
  }
}

/// The merging of one patient into another.
private enum PatientMerge {
  static func hasVisits(_ db: Database, _ key: [UInt8]) throws -> Bool {
    try Bool.fetchOne(
      db,
      sql: """
        SELECT EXISTS (
          SELECT 1 FROM patient JOIN session ON \(VisitNumber.sql(of: "patient.id"))
          WHERE key = ?)
        """, arguments: [ClinicStore.blob(key)]) ?? false
  }

  static func run(_ db: Database, gone: [UInt8], stands: [UInt8]) throws {
    let find = "SELECT id FROM patient WHERE key = ?"
    guard let old = try Int64.fetchOne(db, sql: find, arguments: [ClinicStore.blob(gone)]) else {
      return
    }
    try db.execute(
      sql: """
        INSERT INTO patient (key, changed, unused_follow_ups) VALUES (?, 1, 0)
        ON CONFLICT (key) DO NOTHING
        """, arguments: [ClinicStore.blob(stands)])
    guard let new = try Int64.fetchOne(db, sql: find, arguments: [ClinicStore.blob(stands)]) else {
      throw StoreError.invariant(code: -1)
    }
    try moveVisitsWithoutID(db, old: old, new: new)
    try renumber(db, old: old, new: new)
    try db.execute(
      sql: "UPDATE session_history SET patient = ? WHERE patient = ?", arguments: [new, old])
    try db.execute(
      sql: """
        UPDATE patient SET changed = 1, \(PatientRegister.recounted)
        WHERE id IN (?, ?)
        """, arguments: [old, new])
  }

  /// Puts the visits behind those that the patient who stands ever had.
  private static func renumber(_ db: Database, old: Int64, new: Int64) throws {
    var ordinal =
      try Int64.fetchOne(db, sql: "SELECT visits FROM patient WHERE id = ?", arguments: [new]) ?? 0
    let visits = try Int64.fetchAll(
      db, sql: "SELECT id FROM session WHERE \(VisitNumber.sql(of: "?1")) ORDER BY id",
      arguments: [old])
    for visit in visits {
      ordinal += 1
      guard let number = VisitNumber.of(patient: new, ordinal: ordinal) else {
        throw StoreError.invariant(code: -1)
      }
      try db.execute(
        sql: "UPDATE session SET id = ? WHERE id = ?", arguments: [number, visit])
    }
    try db.execute(
      sql: "UPDATE patient SET visits = ? WHERE id = ?", arguments: [ordinal, new])
  }

  /// The keys of visits without an id hold the patient's number, the clinic, the day and an ordinal:
  /// each gets the next free ordinal of the patient who stands.
  private static func moveVisitsWithoutID(_ db: Database, old: Int64, new: Int64) throws {
    let visits = try Row.fetchAll(
      db,
      sql: """
        SELECT id, clinic, day FROM session
        WHERE \(VisitNumber.sql(of: "?1")) AND key_high = patient << 32 | clinic
          AND key_low >> 32 = day & 0xFFFFFFFF
        ORDER BY id
        """, arguments: [old])
    for visit in visits {
      let high = new << 32 | (visit["clinic"] as Int64)
      let day = (visit["day"] as Int64) << 32
      var ordinal: Int64 = 0
      let isTaken = "SELECT EXISTS (SELECT 1 FROM session WHERE key_high = ? AND key_low = ?)"
      while try Bool.fetchOne(db, sql: isTaken, arguments: [high, day | ordinal]) ?? false {
        ordinal += 1
      }
      try db.execute(
        sql: "UPDATE session SET key_high = ?, key_low = ? WHERE id = ?",
        arguments: [high, day | ordinal, visit["id"] as Int64])
    }
  }
}
