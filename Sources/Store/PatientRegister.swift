import GRDB
import OutcomeModel

/// The patients of one file in the store: found by key, or new ones that are added at the end with all
/// that the file says of them; all are marked where their visits change.
final class PatientRegister {
  /// A patient of the file.
  private struct Person {
    /// The store's number; 0 while it is not known.
    var id: Int64 = 0
    var isNew = false
    /// The last ordinal that a visit of the patient was given.
    var visits: Int64 = 0
    /// The place of the first visit that was added, and the last day of those; 0 where none was.
    var firstPlace: Int64 = 0
    var lastDay: Int64 = 0
  }

  private let db: Database
  private let find: RowStatement
  private let keys: [[UInt8]]
  private let tombstones: TombstoneSet
  /// The patient of each number of the file: two numbers may stand for one person.
  private let slots: [Int]
  private var people: [Person]
  private var nextID: Int64
  private let mayKnow: Bool
  private var altered: Set<Int64> = []

  init(_ db: Database, keys: [[UInt8]]) throws {
    self.db = db
    self.keys = keys
    slots = PatientRegister.slots(keys)
    people = Array(repeating: Person(), count: keys.count)
    tombstones = try TombstoneSet(db)
    let last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM patient")
    mayKnow = last != nil
    nextID = (last ?? 0) + 1
    find = try RowStatement(db, "SELECT id, visits FROM patient WHERE key = ?")
  }

  private static func slots(_ keys: [[UInt8]]) -> [Int] {
    var known: [[UInt8]: Int] = [:]
    known.reserveCapacity(keys.count)
    return keys.enumerated().map { local, key in
      if let slot = known[key] { return slot }
      known[key] = local
      return local
    }
  }

  /// Whether a patient of the file was erased: the rows are counted and nothing of them is stored.
  func isErased(_ local: Int) -> Bool { tombstones.contains(keys[local]) }

  /// The store's number of a patient of the file.
  func id(_ local: Int) throws -> Int64 {
    let slot = slots[local]
    let known = people[slot].id
    if known != 0 { return known }
    if mayKnow {
      find.bind(1, blob: keys[slot])
      while try find.step() {
        people[slot].id = find.integer(0)
        people[slot].visits = find.integer(1)
      }
    }
    if people[slot].id == 0 {
      people[slot].id = nextID
      people[slot].isNew = true
      nextID += 1
    }
    return people[slot].id
  }

  /// The number that the next visit of a patient of the file gets; it is given by
  /// ``noteInserted(_:place:day:)`` or ``noteMoved(_:)``.
  ///
  /// - Throws: ``FileIngest/Unfit`` where the patient has had as many visits as can be.
  func nextVisit(_ local: Int) throws -> Int64 {
    let patient = try id(local)
    let ordinal = people[slots[local]].visits + 1
    guard let number = VisitNumber.of(patient: patient, ordinal: ordinal) else {
      throw FileIngest.Unfit(
        quarantine: FileQuarantine(
          code: "too_many_visits",
          detail: "one patient would have more than \(VisitNumber.mostOfPatient) visits; "
            + "check that the profile names the column of patients"))
    }
    return number
  }

  /// Notes a new visit of a patient of the file.
  func noteInserted(_ local: Int, place: Int64, day: Int64) {
    let slot = slots[local]
    people[slot].visits += 1
    if people[slot].firstPlace == 0 {
      people[slot].firstPlace = place
      people[slot].lastDay = day
    } else {
      people[slot].lastDay = max(people[slot].lastDay, day)
    }
  }

  /// Notes that a visit of somebody else became one of a patient of the file.
  func noteMoved(_ local: Int) {
    people[slots[local]].visits += 1
  }

  /// Notes that visits of a patient were replaced or withdrawn.
  func noteAltered(_ patient: Int64) {
    altered.insert(patient)
  }

  /// The places of the file's patients in the order of their numbers in the store.
  func inOrder() -> [Int] {
    people.indices.filter { people[$0].id != 0 }.sorted { people[$0].id < people[$1].id }
  }

  /// The place of a number of the file among its patients.
  func slot(_ local: Int) -> Int { slots[local] }

  /// How many patients have new, changed or withdrawn visits.
  var changedCount: Int {
    altered.count + people.count { $0.firstPlace != 0 && !altered.contains($0.id) }
  }

  /// What a patient's row says of the visits, counted from them.
  static let recounted = """
    first_session =
      (SELECT min(place) FROM session WHERE \(VisitNumber.sql(of: "patient.id"))),
    last_day = (SELECT max(day) FROM session WHERE \(VisitNumber.sql(of: "patient.id")))
    """

  /// Adds the new patients, marks all for derivation and brings their first visit, last day and number
  /// of visits up to date.
  func finish() throws {
    let add = try RowStatement(
      db,
      """
      INSERT INTO patient (id, key, first_session, last_day, visits, changed, unused_follow_ups)
      VALUES (?, ?, ?, ?, ?, 1, 0)
      """)
    let extend = try RowStatement(
      db,
      """
      UPDATE patient SET changed = 1, first_session = coalesce(first_session, ?1),
        last_day = max(coalesce(last_day, ?2), ?2), visits = ?3
      WHERE id = ?4
      """)
    let renumber = try RowStatement(db, "UPDATE patient SET visits = ?1 WHERE id = ?2")
    for slot in inOrder() {
      let person = people[slot]
      let isExtended = person.firstPlace != 0
      if person.isNew {
        guard isExtended || altered.contains(person.id) else { continue }
        add.bind(1, person.id)
        add.bind(2, blob: keys[slot])
        add.bind(3, isExtended ? person.firstPlace : nil)
        add.bind(4, isExtended ? person.lastDay : nil)
        add.bind(5, person.visits)
        try add.run()
      } else if isExtended, !altered.contains(person.id) {
        extend.bind(1, person.firstPlace)
        extend.bind(2, person.lastDay)
        extend.bind(3, person.visits)
        extend.bind(4, person.id)
        try extend.run()
      } else if altered.contains(person.id) {
        renumber.bind(1, person.visits)
        renumber.bind(2, person.id)
        try renumber.run()
      }
    }
    let recount = try RowStatement(
      db, "UPDATE patient SET changed = 1, \(PatientRegister.recounted) WHERE id = ?")
    for patient in altered.sorted() {
      recount.bind(1, patient)
      try recount.run()
    }
  }
}
