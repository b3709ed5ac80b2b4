import GRDB

/// Visits lie in the order of their patients, under ``VisitNumber``, with their place in the order of
/// input beside it. The index of patients is not needed any more: one index less to build and to keep.
enum VisitsByPatient {
  static let name = "12 visits by patient"

  static func apply(_ db: Database) throws {
    try AnalystViews.drop(db)
    let varying = try VisitColumn.all(db).map(\.sqlName)
    try db.execute(
      sql: """
        CREATE TABLE session_by_patient (
          \((columns + varying.map { "\($0) INTEGER" }).joined(separator: ",\n"))
        ) STRICT
        """)
    try move(db, varying)
    try db.execute(
      sql: """
        DROP TABLE session;
        ALTER TABLE session_by_patient RENAME TO session;
        CREATE UNIQUE INDEX session_key ON session(key_high, key_low);
        ALTER TABLE session_history RENAME COLUMN id TO place;
        ALTER TABLE patient ADD COLUMN visits INTEGER NOT NULL DEFAULT 0 CHECK (visits >= 0);
        """)
    try db.execute(
      sql: """
        UPDATE patient SET visits =
          (SELECT count(*) FROM session WHERE \(VisitNumber.sql(of: "patient.id")))
        """)
    try db.execute(sql: merging)
    try VisitPlaces.note(db, last: lastPlaceGiven(db))
    try AnalystViews.refresh(db)
  }

  private static func lastPlaceGiven(_ db: Database) throws -> Int64 {
    try Int64.fetchOne(
      db,
      sql: """
        SELECT max(coalesce((SELECT max(place) FROM session), 0),
          coalesce((SELECT max(place) FROM session_history), 0))
        """) ?? 0
  }

  // The trigger of mendings that went with the table; a visit's patient is in its number now.
  private static let merging = """
    CREATE TRIGGER mending_merged AFTER UPDATE OF id ON session
    WHEN NEW.patient <> OLD.patient
    BEGIN UPDATE mending SET times = times + 1 WHERE way = 'merged'; END
    """

  /// One row per visit that stands; `place` is its place in the order of input. The patient is within
  /// the number: nothing can put a visit beside another patient's.
  private static let columns = [
    "id INTEGER PRIMARY KEY", "place INTEGER NOT NULL CHECK (place > 0)",
    """
    patient INTEGER NOT NULL GENERATED ALWAYS AS (\(VisitNumber.patientSQL("id"))) VIRTUAL
      REFERENCES patient(id)
    """,
    "key_high INTEGER NOT NULL", "key_low INTEGER NOT NULL",
    "clinic INTEGER NOT NULL REFERENCES text(id)",
    "same_time_rank INTEGER CHECK (same_time_rank >= 0)", "day INTEGER NOT NULL",
    "minute INTEGER NOT NULL CHECK (minute BETWEEN -1 AND 1439)",
    "dated INTEGER NOT NULL CHECK (dated IN (0, 1))",
    "visit_type INTEGER NOT NULL CHECK (visit_type IN (0, 1))",
    "conditions INTEGER NOT NULL CHECK (conditions BETWEEN 0 AND 65535)", "onset INTEGER",
    "given_episode INTEGER NOT NULL CHECK (given_episode >= 0)", "content INTEGER NOT NULL",
    "file INTEGER NOT NULL REFERENCES input_file(id)", "line INTEGER NOT NULL CHECK (line >= 0)",
  ]

  /// Writes the visits patient by patient, each in the order of input.
  private static func move(_ db: Database, _ varying: [String]) throws {
    let kept =
      [
        "key_high", "key_low", "clinic", "same_time_rank", "day", "minute", "dated", "visit_type",
        "conditions", "onset", "given_episode", "content", "file", "line",
      ] + varying
    let names = kept.joined(separator: ", ")
    // The index of patients holds both columns, in this order: nothing is sorted.
    let read = try RowStatement(db, "SELECT patient, id FROM session ORDER BY patient, id")
    let write = try RowStatement(
      db,
      """
      INSERT INTO session_by_patient (id, place, \(names))
      SELECT ?, id, \(names) FROM session WHERE id = ?
      """)
    var patient: Int64?
    var ordinal: Int64 = 0
    while try read.step() {
      ordinal = read.integer(0) == patient ? ordinal + 1 : 1
      patient = read.integer(0)
      guard let number = VisitNumber.of(patient: read.integer(0), ordinal: ordinal) else {
        throw StoreError.invariant(code: -1)
      }
      write.bind(1, number)
      write.bind(2, read.integer(1))
      try write.run()
    }
  }
}
