import GRDB
import OutcomeModel

/// Writes episodes and their outcomes over those that their patients had.
struct EpisodeWriter {
  private let db: Database
  private let episodes: EpisodeTable
  private let source: StoredSessions
  private let texts: TextDictionary
  private let isAll: Bool

  /// - Parameter isAll: whether these are the episodes of all patients.
  init(
    _ db: Database, _ episodes: EpisodeTable, of source: StoredSessions, isAll: Bool
  ) throws {
    self.db = db
    self.isAll = isAll
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

  /// Takes out what the patients derived again have no more: all episodes where all is derived; some
  /// patients may have no visits left.
  func removeOld(of patients: [Int64]) throws {
    if isAll { try removeAll() } else { try removeSurplus(of: patients) }
  }

  private func removeAll() throws {
    try db.execute(sql: "DELETE FROM outcome; DELETE FROM adverse_event; DELETE FROM episode")
  }

  private func removeSurplus(of patients: [Int64]) throws {
    var counts: [Int64: Int64] = [:]
    for patient in episodes.patient { counts[source.patients[Int(patient)], default: 0] += 1 }
    let remove = try RowStatement(db, "DELETE FROM episode WHERE patient = ? AND ordinal >= ?")
    for patient in patients {
      remove.bind(1, patient)
      remove.bind(2, counts[patient] ?? 0)
      try remove.run()
    }
  }

  /// Writes the episodes. Those that stand as they are stay untouched: of a patient who has come for
  /// years a night changes the last one.
  func write() throws {
    let columns = try columnsOfEpisodes()
    let rows = try StandingRows(
      db, table: "episode", isEmpty: isAll, key: ["patient", "ordinal"], identity: "id",
      columns: EpisodeWriter.fixed + CareColumns.names + columns.map(\.sqlName))
    let outcomes = try OutcomeWriter(db, episodes, isEmpty: isAll)
    let clinics = try clinicNumbers()
    guard episodes.firstRow.count == episodes.rowCount else {
      throw StoreError.invariant(code: -1)
    }
    let events = try AdverseEventRows(
      db, episodes.adverseEvents, of: episodes.rowCount, texts, isEmpty: isAll)
    var last = try Int64.fetchOne(db, sql: "SELECT max(id) FROM episode") ?? 0
    for row in 0..<episodes.rowCount {
      let key = [source.patients[Int(episodes.patient[row])], Int64(episodes.ordinal[row])]
      let values =
        fixedValues(row, clinic: clinics[row]) + CareColumns.values(episodes, row)
        + columns.map { $0.value(row) }
      let fate = try rows.write(key, values, newIdentity: last + 1)
      last = max(last, fate.identity)
      try outcomes.write(row, episode: fate.identity)
      try events.write(row, episode: fate.identity, isNew: fate.isNew)
    }
  }

  private static let fixed = [
    "first_session", "clinic", "first_day", "last_day", "dated", "treatments", "acuity",
    "onset_days", "conditions", "first_arriving", "first_leaving", "arriving_sum", "change_sum",
    "scored_sessions",
  ]

  /// The values of ``fixed``.
  private func fixedValues(_ row: Int, clinic: Int64) -> [Int64?] {
    let within = episodes.withinSession
    return [
      source.places[Int(episodes.firstRow[row])], clinic, Int64(episodes.firstDay[row].number),
      Int64(episodes.lastDay[row].number), episodes.isDated[row] ? 1 : 0,
      Int64(episodes.treatments[row]), Int64(episodes.acuity[row].rawValue),
      episodes.onsetDays[row] < 0 ? nil : Int64(episodes.onsetDays[row]),
      Int64(episodes.conditions[row].rawValue), within?.firstArriving[row]?.nano,
      within?.firstLeaving[row]?.nano, within?.arrivingSum[row] ?? 0,
      within?.changeSum[row] ?? 0, within.map { Int64($0.sessions[row]) } ?? 0,
    ]
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
