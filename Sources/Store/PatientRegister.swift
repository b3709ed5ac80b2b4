import GRDB
import OutcomeModel

/// The patients of one file in the store: found or added by key, and marked where their visits change.
final class PatientRegister {
  private let db: Database
  private let find: RowStatement
  private let add: RowStatement
  private let keys: [[UInt8]]
  private let tombstones: TombstoneSet
  private var ids: [Int64?]
  /// What inserts alone say of each patient of the file, 0 where none came; enough unless a visit was
  /// replaced or withdrawn.
  private var inserted: [(first: Int64, lastDay: Int64)]
  /// The last day of each patient of the file, for patients who are new.
  private let lastDays: [Int64?]
  /// Whether the store knew each patient before.
  private var isNew: [Bool]
  private var altered: Set<Int64> = []

  init(_ db: Database, keys: [[UInt8]], _ table: SessionTable) throws {
    self.db = db
    self.keys = keys
    inserted = Array(repeating: (0, 0), count: keys.count)
    isNew = Array(repeating: false, count: keys.count)
    var lastDays = [Int64?](repeating: nil, count: keys.count)
    for row in 0..<table.rowCount {
      let patient = Int(table.patient[row])
      let day = Int64(table.day[row].number)
      lastDays[patient] = max(lastDays[patient] ?? day, day)
    }
    self.lastDays = lastDays
    tombstones = try TombstoneSet(db)
    ids = Array(repeating: nil, count: keys.count)
    find = try RowStatement(db, "SELECT id FROM patient WHERE key = ?")
    add = try RowStatement(
      db,
      """
      INSERT INTO patient (key, last_day, changed, unused_follow_ups) VALUES (?, ?, 1, 0)
      RETURNING id
      """)
  }

  /// Whether a patient of the file was erased: the rows are counted and nothing of them is stored.
  func isErased(_ local: Int) -> Bool { tombstones.contains(keys[local]) }

  /// The store's number of a patient of the file.
  func id(_ local: Int) throws -> Int64 {
    if let known = ids[local] { return known }
    var number: Int64?
    find.bind(1, blob: keys[local])
    while try find.step() { number = find.integer(0) }
    if number == nil {
      add.bind(1, blob: keys[local])
      add.bind(2, lastDays[local])
      while try add.step() { number = add.integer(0) }
      isNew[local] = true
    }
    guard let number else { throw StoreError.invariant(code: -1) }
    ids[local] = number
    return number
  }

  /// Notes a new visit of a patient of the file.
  func noteInserted(_ local: Int, session: Int64, day: Int64) {
    let known = inserted[local]
    inserted[local] = known.first == 0 ? (session, day) : (known.first, max(known.lastDay, day))
  }

  /// Notes that visits of a patient were replaced or withdrawn.
  func noteAltered(_ patient: Int64) {
    altered.insert(patient)
  }

  /// The patients of the file whose visits were only added to: file number and store number.
  private var extended: [(local: Int, id: Int64)] {
    inserted.indices.compactMap { local in
      guard inserted[local].first != 0, let id = ids[local], !altered.contains(id) else {
        return nil
      }
      return (local, id)
    }
  }

  /// How many patients have new, changed or withdrawn visits.
  var changedCount: Int { altered.count + extended.count }

  /// Marks the patients for derivation and brings their first visit and last day up to date.
  func finish() throws {
    let recount = try RowStatement(
      db,
      """
      UPDATE patient SET changed = 1,
        first_session = (SELECT min(id) FROM session WHERE session.patient = patient.id),
        last_day = (SELECT max(day) FROM session WHERE session.patient = patient.id)
      WHERE id = ?
      """)
    let extend = try RowStatement(
      db,
      """
      UPDATE patient SET changed = 1, first_session = coalesce(first_session, ?1),
        last_day = max(coalesce(last_day, ?2), ?2)
      WHERE id = ?3
      """)
    // A new patient was added with the last day and marked; every index stands as it is.
    let begin = try RowStatement(db, "UPDATE patient SET first_session = ?1 WHERE id = ?2")
    for patient in altered.sorted() {
      recount.bind(1, patient)
      try recount.run()
    }
    for (local, id) in extended.sorted(by: { $0.id < $1.id }) {
      let facts = inserted[local]
      if isNew[local] {
        begin.bind(1, facts.first)
        begin.bind(2, id)
        try begin.run()
      } else {
        extend.bind(1, facts.first)
        extend.bind(2, facts.lastDay)
        extend.bind(3, id)
        try extend.run()
      }
    }
  }
}
