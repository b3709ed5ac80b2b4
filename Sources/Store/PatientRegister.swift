import GRDB

/// The patients of one file in the store: found or added by key, and marked where their visits change.
final class PatientRegister {
  private let db: Database
  private let find: RowStatement
  private let add: RowStatement
  private let keys: [[UInt8]]
  private var ids: [Int64?]
  /// What inserts alone say of each patient touched; enough unless a visit was replaced or withdrawn.
  private var inserted: [Int64: (first: Int64, lastDay: Int64)] = [:]
  private var altered: Set<Int64> = []

  init(_ db: Database, keys: [[UInt8]]) throws {
    self.db = db
    self.keys = keys
    ids = Array(repeating: nil, count: keys.count)
    find = try RowStatement(db, "SELECT id FROM patient WHERE key = ?")
    add = try RowStatement(
      db,
      """
      INSERT INTO patient (key, changed, unused_follow_ups) VALUES (?, 1, 0) RETURNING id
      """)
  }

  /// The store's number of a patient of the file.
  func id(_ local: Int) throws -> Int64 {
    if let known = ids[local] { return known }
    var number: Int64?
    for statement in [find, add] where number == nil {
      statement.bind(1, blob: keys[local])
      while try statement.step() { number = statement.integer(0) }
    }
    guard let number else { throw StoreError.invariant(code: -1) }
    ids[local] = number
    return number
  }

  /// Notes a new visit.
  func noteInserted(_ patient: Int64, session: Int64, day: Int64) {
    let known = inserted[patient]
    inserted[patient] = (known?.first ?? session, max(known?.lastDay ?? day, day))
  }

  /// Notes that visits of a patient were replaced or withdrawn.
  func noteAltered(_ patient: Int64) {
    altered.insert(patient)
  }

  /// How many patients have new, changed or withdrawn visits.
  var changedCount: Int { altered.count + inserted.keys.count { !altered.contains($0) } }

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
    for patient in altered.sorted() {
      recount.bind(1, patient)
      try recount.run()
    }
    for patient in inserted.keys.sorted() where !altered.contains(patient) {
      guard let facts = inserted[patient] else { continue }
      extend.bind(1, facts.first)
      extend.bind(2, facts.lastDay)
      extend.bind(3, patient)
      try extend.run()
    }
  }
}
