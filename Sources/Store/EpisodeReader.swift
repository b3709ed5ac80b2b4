import GRDB
import OutcomeModel

/// Which episodes are read.
enum EpisodeScope {
  /// All that stand.
  case all
  /// Those of patients who changed since the kept counts were made.
  case changed
  /// The episodes of the same patients as they were counted.
  case former

  /// What `episode` is read from.
  var episodes: String {
    switch self {
    case .all: "episode"
    case .changed:
      "former_patient CROSS JOIN episode ON episode.patient = former_patient.patient"
    case .former: "former_episode AS episode"
    }
  }

  /// What rows of a table that belongs to episodes are read from, under the table's own name.
  func rows(of table: String) -> String {
    switch self {
    case .all: table
    case .changed: "\(episodes) CROSS JOIN \(table) ON \(table).episode = episode.id"
    case .former: "\(FormerEpisodes.prefix)\(table) AS \(table)"
    }
  }
}

/// Reads episodes into columns, in output order: first visit day, clinic, input order.
struct EpisodeReader {
  private struct Key {
    var day: Int32
    var clinic: Int32
    var session: Int64
    var row: Int
  }

  /// - Parameter scope: of others than all, patients are numbered by appearance.
  static func read(_ db: Database, _ scope: EpisodeScope = .all) throws -> EpisodeTable {
    let columns = try VisitColumn.all(db)
    let texts = try TextDictionary.all(db)
    var table = EpisodeTable()
    let ids = try readEpisodes(db, scope, columns.filter(\.isOfEpisodes), texts, into: &table)
    let hasLeaving = columns.contains { $0.name == "pain_after" }
    let hasArriving = columns.contains { $0.name == "pain_before" }
    if !(hasLeaving && hasArriving) { table.withinSession = nil }
    try readOutcomes(db, scope, columns, ids: ids, into: &table)
    table.adverseEvents = try AdverseEventRows.read(db, scope, rows: ids, texts)
    return table
  }

  /// The order of episodes as positions in a table that is read by episode number.
  private static func outputOrder(
    _ db: Database, _ scope: EpisodeScope, _ texts: [Int64: String], count: Int
  ) throws -> [Int] {
    let names = texts.sorted {
      $0.value.utf8.lexicographicallyPrecedes($1.value.utf8)
    }
    var rank: [Int64: Int32] = [:]
    for (position, text) in names.enumerated() { rank[text.key] = Int32(position) }
    var keys: [Key] = []
    keys.reserveCapacity(count)
    let statement = try RowStatement(
      db,
      """
      SELECT first_day, clinic, first_session FROM \(scope.episodes) ORDER BY episode.id
      """)
    while try statement.step() {
      keys.append(
        Key(
          day: Int32(truncatingIfNeeded: statement.integer(0)),
          clinic: rank[statement.integer(1)] ?? 0, session: statement.integer(2),
          row: keys.count))
    }
    func inOrder(_ left: Key, _ right: Key) -> Bool {
      (left.day, left.clinic, left.session, left.row)
        < (right.day, right.clinic, right.session, right.row)
    }
    // After a full derivation the episodes stand in order already.
    if !zip(keys, keys.dropFirst()).allSatisfy({ inOrder($0, $1) }) { keys.sort(by: inOrder) }
    return keys.map(\.row)
  }

  /// The numbers of patients in output: by their first visit's place in the input.
  private static func patientNumbers(_ db: Database) throws -> [Int64: UInt32] {
    let statement = try RowStatement(
      db,
      """
      SELECT id FROM patient WHERE first_session IS NOT NULL ORDER BY first_session
      """)
    var numbers: [Int64: UInt32] = [:]
    while try statement.step() { numbers[statement.integer(0)] = UInt32(numbers.count) }
    return numbers
  }

  /// Fills the columns of episodes; returns the row of each episode by its number in the store.
  private static func readEpisodes(
    _ db: Database, _ scope: EpisodeScope, _ columns: [VisitColumn], _ texts: [Int64: String],
    into table: inout EpisodeTable
  ) throws -> [Int32] {
    let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM \(scope.episodes)") ?? 0
    let last =
      try Int.fetchOne(db, sql: "SELECT max(episode.id) FROM \(scope.episodes)") ?? 0
    let order = try outputOrder(db, scope, texts, count: count)
    var numbers = scope == .all ? try patientNumbers(db) : [:]
    var place = [Int32](repeating: -1, count: count)
    for (row, position) in order.enumerated() { place[position] = Int32(row) }
    var rowOfEpisode = [Int32](repeating: -1, count: last + 1)
    var stored = EpisodeColumns(count: count, columns: columns)
    let statement = try RowStatement(
      db,
      "SELECT \(EpisodeColumns.names(columns)) FROM \(scope.episodes) ORDER BY episode.id")
    var position = 0
    while try statement.step() {
      rowOfEpisode[Int(statement.integer(0))] = place[position]
      let known = numbers[statement.integer(1)]
      guard let patient = known ?? (scope == .all ? nil : UInt32(numbers.count)) else {
        throw StoreError.invariant(code: -1)
      }
      if known == nil { numbers[statement.integer(1)] = patient }
      stored.set(statement, patient: patient, row: Int(place[position]))
      position += 1
    }
    stored.fill(&table, texts)
    return rowOfEpisode
  }

  private static func readOutcomes(
    _ db: Database, _ scope: EpisodeScope, _ columns: [VisitColumn], ids: [Int32],
    into table: inout EpisodeTable
  ) throws {
    let windows = try windows(db)
    var scores = columns.filter { $0.kind == .score && $0.name != "pain_after" }
    if let place = scores.firstIndex(where: { $0.name == "pain_before" }) {
      scores.insert(scores.remove(at: place), at: 0)
    }
    let count = table.rowCount
    let unknown = [CalendarDay](repeating: .unknown, count: count)
    var slot: [Int64: Int] = [:]
    for column in scores {
      guard let instrument = column.instrument else { throw StoreError.invariant(code: -1) }
      slot[column.number] = table.parameters.count
      table.parameters.append(
        EpisodeTable.Parameter(
          name: instrument.name, instrument: instrument, base: ScoreArray(missing: count),
          baseDay: unknown,
          readings: windows.map {
            EpisodeTable.Readings(window: $0, value: ScoreArray(missing: count), day: unknown)
          }))
    }
    let readings = windows.indices.map { ", v\($0 + 1), d\($0 + 1)" }.joined()
    let statement = try RowStatement(
      db,
      """
      SELECT outcome.episode, parameter, base, base_day\(readings)
      FROM \(scope.rows(of: "outcome"))
      """)
    while try statement.step() {
      let row = Int(ids[Int(statement.integer(0))])
      guard row >= 0, let parameter = slot[statement.integer(1)] else {
        throw StoreError.invariant(code: -1)
      }
      if let base = statement.optionalInteger(2) {
        table.parameters[parameter].base.nano[row] = base
      }
      if let day = statement.optionalInteger(3) {
        table.parameters[parameter].baseDay[row].number = Int32(truncatingIfNeeded: day)
      }
      for index in windows.indices {
        guard let value = statement.optionalInteger(4 + 2 * index) else { continue }
        table.parameters[parameter].readings[index].value.nano[row] = value
        table.parameters[parameter].readings[index].day[row].number =
          Int32(truncatingIfNeeded: statement.integer(5 + 2 * index))
      }
    }
  }

  private static func windows(_ db: Database) throws -> [Window] {
    let statement = try RowStatement(
      db, "SELECT name, low, high, target FROM outcome_window ORDER BY number")
    var windows: [Window] = []
    while try statement.step() {
      windows.append(
        Window(
          name: statement.text(0), low: Int(statement.integer(1)), high: Int(statement.integer(2)),
          target: Int(statement.integer(3))))
    }
    return windows
  }
}
