import GRDB
import OutcomeModel

/// Visits read from the store, with what is needed to write back what is derived from them.
struct StoredSessions: Sendable {
  /// The visits in input order; patients are numbered by first appearance among them.
  var table: SessionTable
  /// The store's number of each patient of the table.
  var patients: [Int64]
  /// The place of each visit of the table in the order of input.
  var places: [Int64]
}

extension StoredSessions {
  /// The visits in the order in which they came, whatever the order in which they lie in the store;
  /// patients are numbered by first appearance.
  fileprivate func inInputOrder() -> StoredSessions {
    guard !StoredSessions.isAscending(places) else { return self }
    var rowOfPlace = [Int32](repeating: -1, count: Int(places.max() ?? 0) + 1)
    for (row, place) in places.enumerated() { rowOfPlace[Int(place)] = Int32(row) }
    var ordered = selecting(rowOfPlace.lazy.filter { $0 >= 0 }.map { Int($0) })
    var numbers = [UInt32?](repeating: nil, count: patients.count)
    ordered.patients.removeAll(keepingCapacity: true)
    for row in ordered.table.patient.indices {
      let former = Int(ordered.table.patient[row])
      let number = numbers[former] ?? UInt32(ordered.patients.count)
      if numbers[former] == nil {
        numbers[former] = number
        ordered.patients.append(patients[former])
      }
      ordered.table.patient[row] = number
    }
    return ordered
  }

  /// The visits patient by patient, each patient's in the order in which they came: a visit that became
  /// another patient's by a correction or a merge lies behind all others of that patient.
  fileprivate func inOrderOfPatients() -> StoredSessions {
    let isOrdered = places.indices.dropFirst().allSatisfy {
      table.patient[$0 - 1] != table.patient[$0] || places[$0 - 1] < places[$0]
    }
    guard !isOrdered else { return self }
    return selecting(
      places.indices.sorted {
        (table.patient[$0], places[$0]) < (table.patient[$1], places[$1])
      })
  }

  private func selecting(_ rows: [Int]) -> StoredSessions {
    StoredSessions(
      table: table.selecting(rows), patients: patients, places: rows.map { places[$0] })
  }

  private static func isAscending(_ places: [Int64]) -> Bool {
    zip(places, places.dropFirst()).allSatisfy(<)
  }
}

/// Reads visits into columns.
struct SessionReader {
  private var table = SessionTable()
  private var patients: [Int64] = []
  private var places: [Int64] = []
  private var clinic: CodedColumnBuilder
  private var dated: CodedColumnBuilder
  private var varying: [CodedColumnBuilder]
  private let columns: [VisitColumn]

  private init(_ columns: [VisitColumn], reserving count: Int) {
    self.columns = columns
    clinic = CodedColumnBuilder(reserving: count)
    dated = CodedColumnBuilder(reserving: count)
    varying = columns.map { _ in CodedColumnBuilder(reserving: count) }
    table.patient.reserveCapacity(count)
    table.day.reserveCapacity(count)
    table.minute.reserveCapacity(count)
    table.visitType.reserveCapacity(count)
    table.conditions.reserveCapacity(count)
    table.onset.reserveCapacity(count)
    table.givenEpisode.reserveCapacity(count)
    places.reserveCapacity(count)
  }

  /// Reads all visits.
  static func all(_ db: Database) throws -> StoredSessions {
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM session") ?? 0
    return try read(db, from: "session", reserving: count).inInputOrder()
  }

  /// Reads the visits of some patients.
  static func of(_ patients: [Int64], _ db: Database) throws -> StoredSessions {
    try db.execute(
      sql: """
        CREATE TEMP TABLE IF NOT EXISTS picked (patient INTEGER PRIMARY KEY);
        DELETE FROM temp.picked
        """)
    let insert = try RowStatement(db, "INSERT INTO temp.picked VALUES (?)")
    for patient in patients {
      insert.bind(1, patient)
      try insert.run()
    }
    // Within a patient the order of input stays, and between patients nothing depends on it.
    return try read(
      db, from: "temp.picked CROSS JOIN session ON \(VisitNumber.sql(of: "picked.patient"))",
      order: "picked.patient, session.id", reserving: patients.count
    ).inOrderOfPatients()
  }

  /// Reads the visits of one patient; unlike ``of(_:_:)`` on a connection that may only read.
  static func one(_ patient: Int64, _ db: Database) throws -> StoredSessions {
    try read(db, from: "session WHERE \(VisitNumber.sql(of: "\(patient)"))", reserving: 0)
      .inOrderOfPatients()
  }

  private static func read(
    _ db: Database, from source: String, order: String = "session.id", reserving count: Int
  ) throws -> StoredSessions {
    let columns = try VisitColumn.all(db)
    let names =
      [
        "place", "session.patient", "clinic", "same_time_rank", "day", "minute", "dated",
        "visit_type", "conditions", "onset", "given_episode",
      ] + columns.map(\.sqlName)
    let statement = try RowStatement(
      db, "SELECT \(names.joined(separator: ", ")) FROM \(source) ORDER BY \(order)")
    var reader = SessionReader(columns, reserving: count)
    while try statement.step() { reader.append(statement) }
    return try reader.finish(db)
  }

  private mutating func append(_ row: RowStatement) {
    places.append(row.integer(0))
    // The visits of one patient stand side by side.
    if patients.last != row.integer(1) { patients.append(row.integer(1)) }
    table.patient.append(UInt32(patients.count - 1))
    clinic.append(row.integer(2))
    if let rank = row.optionalInteger(3) { table.sameTimeRanks[places.count - 1] = Int(rank) }
    table.day.append(CalendarDay(number: Int32(truncatingIfNeeded: row.integer(4))))
    table.minute.append(Int16(truncatingIfNeeded: row.integer(5)))
    dated.append(row.integer(6))
    table.visitType.append(row.integer(7) == 0 ? .treatment : .followUp)
    table.conditions.append(ConditionSet(rawValue: UInt16(truncatingIfNeeded: row.integer(8))))
    table.onset.append(
      row.optionalInteger(9).map { CalendarDay(number: Int32(truncatingIfNeeded: $0)) }
        ?? .unknown)
    table.givenEpisode.append(UInt32(truncatingIfNeeded: row.integer(10)))
    for index in varying.indices { varying[index].append(row.optionalInteger(11 + index)) }
  }

  private mutating func finish(_ db: Database) throws -> StoredSessions {
    let texts = try TextDictionary.all(db)
    table.rowCount = places.count
    table.patientCount = patients.count
    table.clinic = clinic.column { $0.flatMap { texts[$0] } ?? "" }
    table.isDated = dated.column { $0 != 0 }
    if table.rowCount == 0 { table.isDated = Coded(constant: true) }
    for (column, builder) in zip(columns, varying) {
      switch column.kind {
      case .score:
        guard let instrument = column.instrument else { throw StoreError.invariant(code: -1) }
        table.scores.append(
          SessionTable.ScoreColumn(
            name: column.name, instrument: instrument,
            scores: builder.column { $0.map { Score(nano: $0) } }))
      case .group:
        table.groups.append(
          SessionTable.GroupColumn(
            key: column.name, isList: column.isList,
            values: builder.column { $0.flatMap { texts[$0] } ?? "" }))
      case .number:
        table.numbers.append(
          SessionTable.NumberColumn(
            name: column.name, values: builder.column { $0.map { Score(nano: $0) } }))
      }
    }
    // Whichever file came first, arriving pain leads the scores.
    if let place = table.scores.firstIndex(where: { $0.name == "pain_before" }) {
      table.scores.insert(table.scores.remove(at: place), at: 0)
    }
    return StoredSessions(table: table, patients: patients, places: places)
  }
}

extension ClinicStore {
  /// All visits that stand, in input order; a visit that corrects an earlier one has its place.
  public func sessions() throws -> SessionTable {
    try reading { try SessionReader.all($0).table }
  }

  /// The day of the latest visit that stands; nil in an empty store.
  public func latestVisitDay() throws -> CalendarDay? {
    try reading { db in
      try Int.fetchOne(db, sql: "SELECT max(last_day) FROM patient").map {
        CalendarDay(number: Int32($0))
      }
    }
  }
}
