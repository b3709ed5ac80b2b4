import GRDB
import OutcomeModel

/// Writes episodes and their outcomes in place of those that their patients had.
struct EpisodeWriter {
  private let db: Database
  private let episodes: EpisodeTable
  private let source: StoredSessions
  private let texts: TextDictionary

  init(_ db: Database, _ episodes: EpisodeTable, of source: StoredSessions) throws {
    self.db = db
    self.episodes = episodes
    self.source = source
    texts = try TextDictionary(db)
  }

  /// Whether the store has the windows of an episode table; true for one without scores.
  static func hasWindows(_ db: Database, of episodes: EpisodeTable) throws -> Bool {
    guard let parameter = episodes.parameters.first else { return true }
    let stored = try String.fetchAll(db, sql: "SELECT name FROM outcome_window ORDER BY number")
    return parameter.readings.map(\.window.name) == stored
  }

  /// Makes the outcome table anew for the windows of an episode table; only when all is derived.
  static func resetWindows(_ db: Database, _ episodes: EpisodeTable) throws {
    try AnalystViews.drop(db)
    try db.execute(
      sql: "DROP TABLE outcome; DELETE FROM outcome_window")
    try db.execute(sql: FirstSchema.outcome)
    try KeptCounts.indexBaseDays(db)
    for readings in episodes.parameters.first?.readings ?? [] {
      try db.execute(
        sql: "INSERT INTO outcome_window (name, low, high, target) VALUES (?, ?, ?, ?)",
        arguments: [
          readings.window.name, readings.window.low, readings.window.high, readings.window.target,
        ])
      let number = db.lastInsertedRowID
      try db.execute(
        sql: """
          ALTER TABLE outcome ADD COLUMN v\(number) INTEGER;
          ALTER TABLE outcome ADD COLUMN d\(number) INTEGER
          """)
    }
    try AnalystViews.refresh(db)
  }

  /// Takes out the episodes of the patients derived again; some may have no visits left.
  func removeOld(all: Bool, patients: [Int64]) throws {
    guard !all else {
      try db.execute(sql: "DELETE FROM outcome; DELETE FROM adverse_event; DELETE FROM episode")
      return
    }
    let remove = try RowStatement(db, "DELETE FROM episode WHERE patient = ?")
    for patient in patients {
      remove.bind(1, patient)
      try remove.run()
    }
  }

  /// Writes the episodes.
  func write() throws {
    let columns = try columnsOfEpisodes()
    let names =
      [
        "id", "patient", "ordinal", "first_session", "clinic", "first_day", "last_day", "dated",
        "treatments", "acuity", "onset_days", "conditions", "first_arriving", "first_leaving",
        "arriving_sum", "change_sum", "scored_sessions",
      ] + CareColumns.names + columns.map(\.sqlName)
    let marks = Array(repeating: "?", count: names.count).joined(separator: ", ")
    let insert = try RowStatement(
      db, "INSERT INTO episode (\(names.joined(separator: ", "))) VALUES (\(marks))")
    let outcomes = try OutcomeWriter(db, episodes)
    let clinics = try clinicNumbers()
    guard episodes.firstRow.count == episodes.rowCount else {
      throw StoreError.invariant(code: -1)
    }
    var ids: [Int64] = []
    var id = try Int64.fetchOne(db, sql: "SELECT max(id) FROM episode") ?? 0
    for row in 0..<episodes.rowCount {
      id += 1
      insert.bind(1, id)
      insert.bind(2, source.patients[Int(episodes.patient[row])])
      insert.bind(3, Int64(episodes.ordinal[row]))
      insert.bind(4, source.sessions[Int(episodes.firstRow[row])])
      insert.bind(5, clinics[row])
      insert.bind(6, Int64(episodes.firstDay[row].number))
      insert.bind(7, Int64(episodes.lastDay[row].number))
      insert.bind(8, episodes.isDated[row] ? 1 : 0)
      insert.bind(9, Int64(episodes.treatments[row]))
      insert.bind(10, Int64(episodes.acuity[row].rawValue))
      insert.bind(11, episodes.onsetDays[row] < 0 ? nil : Int64(episodes.onsetDays[row]))
      insert.bind(12, Int64(episodes.conditions[row].rawValue))
      bindWithinSession(insert, row)
      var place = 18
      for value in CareColumns.values(episodes, row) + columns.map({ $0.value(row) }) {
        insert.bind(place, value)
        place += 1
      }
      try insert.run()
      try outcomes.write(row, episode: id)
      ids.append(id)
    }
    try AdverseEventRows.write(db, episodes.adverseEvents, ids: ids, texts)
  }

  private func bindWithinSession(_ insert: RowStatement, _ row: Int) {
    guard let within = episodes.withinSession else {
      insert.bind(13, Int64?.none)
      insert.bind(14, Int64?.none)
      for index in 15...17 { insert.bind(index, Int64(0)) }
      return
    }
    insert.bind(13, within.firstArriving[row]?.nano)
    insert.bind(14, within.firstLeaving[row]?.nano)
    insert.bind(15, within.arrivingSum[row])
    insert.bind(16, within.changeSum[row])
    insert.bind(17, Int64(within.sessions[row]))
  }

  private func columnsOfEpisodes() throws -> [FileColumn] {
    var table = SessionTable()
    table.groups = episodes.groups.filter { $0.key != "clinic" }
    table.numbers = episodes.numbers
    return try FileColumn.all(of: table, db, texts)
  }

  private func clinicNumbers() throws -> [Int64] {
    guard let clinic = episodes.groupColumn("clinic") else {
      throw StoreError.invariant(code: -1)
    }
    let numbers = try clinic.values.values.map { try texts.id($0) }
    return (0..<episodes.rowCount).map { numbers[clinic.values.code($0)] }
  }
}
