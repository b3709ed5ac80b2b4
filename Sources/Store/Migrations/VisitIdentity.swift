import GRDB
import OutcomeModel

/// Visit ids leave the store: an id can carry a patient's number. What order they gave to visits at
/// one time stays as a rank.
///
/// The keys of visits that are stored already are still plain hashes of these ids; they are keyed when
/// the patient key is at hand (``ClinicStore/keyVisits(_:content:)``).
enum VisitIdentity {
  static let name = "5 no visit ids"

  static func apply(_ db: Database) throws {
    // Overwritten with zeros, not only unlinked.
    try db.execute(sql: "PRAGMA secure_delete = ON")
    for table in ["session", "session_history"] {
      try db.execute(
        sql: """
          ALTER TABLE \(table) ADD COLUMN same_time_rank INTEGER CHECK (same_time_rank >= 0)
          """)
    }
    try db.execute(
      sql: """
        UPDATE session AS own SET same_time_rank = (
          SELECT count(DISTINCT session_id) FROM session AS other
          WHERE other.patient = own.patient AND other.day = own.day AND other.minute = own.minute
            AND other.session_id < own.session_id)
        WHERE session_id IS NOT NULL AND EXISTS (
          SELECT 1 FROM session AS other
          WHERE other.patient = own.patient AND other.day = own.day AND other.minute = own.minute
            AND other.id <> own.id)
        """)
    for table in ["session", "session_history"] {
      try db.execute(sql: "UPDATE \(table) SET session_id = NULL WHERE session_id IS NOT NULL")
      try db.execute(sql: "ALTER TABLE \(table) DROP COLUMN session_id")
    }
    let hasVisits =
      try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM session) OR EXISTS (SELECT 1 FROM session_history)
          """) ?? false
    try Meta.set(db, visitKeys, hasVisits ? "plain" : "keyed")
  }

  /// Whether the keys of stored visits are plain hashes still, or keyed ones.
  static let visitKeys = "visit_keys"
}

extension ClinicStore {
  /// Turns the plain keys of visits of an older store into keyed ones, once; in later stores it does
  /// nothing.
  ///
  /// - Parameters:
  ///   - keyed: the keyed form of a visit's key.
  ///   - content: the keyed form of a content hash.
  public func keyVisits(_ keyed: (RowKey) -> RowKey, content: (UInt64) -> UInt64) throws {
    guard try reading({ try Meta.get($0, VisitIdentity.visitKeys) }) == "plain" else { return }
    try writing { db in
      // Another process may have done it in between.
      guard try Meta.get(db, VisitIdentity.visitKeys) == "plain" else { return }
      try db.execute(sql: "PRAGMA secure_delete = ON")
      try VisitIdentity.key(db, "session", id: "id", keyed, content)
      try VisitIdentity.key(db, "session_history", id: "sequence", keyed, content)
      try Meta.set(db, VisitIdentity.visitKeys, "keyed")
    }
  }
}

extension VisitIdentity {
  fileprivate static func key(
    _ db: Database, _ table: String, id: String, _ keyed: (RowKey) -> RowKey,
    _ content: (UInt64) -> UInt64
  ) throws {
    let read = try RowStatement(
      db,
      """
      SELECT \(id), key_high, key_low, content,
        key_high = patient << 32 | clinic AND key_low >> 32 = day & 0xFFFFFFFF
      FROM \(table) ORDER BY 1
      """)
    var changes: [(id: Int64, key: RowKey, content: UInt64)] = []
    while try read.step() {
      let plain = RowKey(
        high: UInt64(bitPattern: read.integer(1)), low: UInt64(bitPattern: read.integer(2)))
      // Visits without an id have a key of the store's own numbers, which stays.
      let isOwn = read.integer(4) != 0
      changes.append(
        (
          read.integer(0), isOwn ? plain : keyed(plain),
          content(UInt64(bitPattern: read.integer(3)))
        ))
    }
    let write = try RowStatement(
      db, "UPDATE \(table) SET key_high = ?, key_low = ?, content = ? WHERE \(id) = ?")
    for change in changes {
      write.bind(1, Int64(bitPattern: change.key.high))
      write.bind(2, Int64(bitPattern: change.key.low))
      write.bind(3, Int64(bitPattern: change.content))
      write.bind(4, change.id)
      try write.run()
    }
  }
}
