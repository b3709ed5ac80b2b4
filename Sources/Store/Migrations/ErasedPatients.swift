import GRDB

/// Patients who asked to be erased: what is left of them is a keyed tombstone.
enum ErasedPatients {
  static let name = "8 erased patients"

  static func apply(_ db: Database) throws {
    // One row per erased patient: the keyed identifier, as `patient.key` held it, and the day.
    try db.execute(
      sql: """
        CREATE TABLE tombstone (
          key BLOB PRIMARY KEY CHECK (length(key) = 16),
          erased INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID
        """)
    // A patient's history is looked for when a number is traced or a patient erased.
    try db.execute(
      sql: "CREATE INDEX session_history_patient ON session_history(patient)")
  }
}
