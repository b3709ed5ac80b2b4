import GRDB
import OutcomeModel

/// Writes and reads the adverse events of episodes by kind and reporter.
struct AdverseEventRows {
  private let records: [AdverseEventTable.Record]
  /// Where the records of each episode begin; one more at the end.
  private let starts: [Int]
  private let kinds: [(name: Int64, reporter: Int64)]
  private let rows: StandingRows
  private let count: RowStatement
  private let removal: RowStatement

  /// Prepares to write the events of all episodes of a table.
  init(
    _ db: Database, _ table: AdverseEventTable, of episodes: Int, _ texts: TextDictionary,
    isEmpty: Bool
  ) throws {
    records = table.records.sorted { $0.episode < $1.episode }
    var starts = [Int](repeating: 0, count: episodes + 1)
    for record in records { starts[Int(record.episode) + 1] += 1 }
    for episode in 0..<episodes { starts[episode + 1] += starts[episode] }
    self.starts = starts
    kinds = try table.kinds.map { kind in
      (
        name: kind.name.isEmpty ? 0 : try texts.id(kind.name),
        reporter: kind.reporter.isEmpty ? 0 : try texts.id(kind.reporter)
      )
    }
    rows = try StandingRows(
      db, table: "adverse_event", isEmpty: isEmpty, key: ["episode", "kind", "reporter"],
      columns: ["visits", "treatments"])
    count = try RowStatement(db, "SELECT count(*) FROM adverse_event WHERE episode = ?")
    removal = try RowStatement(db, "DELETE FROM adverse_event WHERE episode = ?")
  }

  /// Writes the events of the episode of a row.
  ///
  /// - Parameter isNew: whether nothing can stand of the episode.
  func write(_ row: Int, episode: Int64, isNew: Bool) throws {
    let own = records[starts[row]..<starts[row + 1]]
    for record in own { try write(record, episode) }
    if isNew { return }
    count.bind(1, episode)
    var standing = 0
    while try count.step() { standing = Int(count.integer(0)) }
    // Events of kinds that the episode has no more: all of it is written anew.
    guard standing > own.count else { return }
    removal.bind(1, episode)
    try removal.run()
    for record in own { try write(record, episode) }
  }

  private func write(_ record: AdverseEventTable.Record, _ episode: Int64) throws {
    let kind = kinds[Int(record.kind)]
    _ = try rows.write(
      [episode, kind.name, kind.reporter], [Int64(record.visits), Int64(record.treatments)])
  }

  /// Reads the events of all episodes.
  ///
  /// - Parameter rows: the row of each episode by its number in the store.
  static func read(
    _ db: Database, _ scope: EpisodeScope, rows: [Int32], _ texts: [Int64: String]
  ) throws -> AdverseEventTable {
    var found:
      [(episode: UInt32, kind: AdverseEventTable.Kind, visits: UInt32, treatments: UInt32)] =
        []
    let statement = try RowStatement(
      db,
      """
      SELECT adverse_event.episode, kind, reporter, visits, adverse_event.treatments
      FROM \(scope.rows(of: "adverse_event"))
      """)
    while try statement.step() {
      let row = rows[Int(statement.integer(0))]
      guard row >= 0 else { throw StoreError.invariant(code: -1) }
      let kind = AdverseEventTable.Kind(
        name: texts[statement.integer(1)] ?? "", reporter: texts[statement.integer(2)] ?? "")
      found.append(
        (
          UInt32(row), kind, UInt32(truncatingIfNeeded: statement.integer(3)),
          UInt32(truncatingIfNeeded: statement.integer(4))
        ))
    }
    var table = AdverseEventTable()
    table.kinds = Set(found.map(\.kind)).sorted()
    let place = Dictionary(
      uniqueKeysWithValues: table.kinds.enumerated().map { ($0.element, UInt32($0.offset)) })
    table.records = found.map {
      AdverseEventTable.Record(
        episode: $0.episode, kind: place[$0.kind] ?? 0, visits: $0.visits,
        treatments: $0.treatments)
    }.sorted { ($0.episode, $0.kind) < ($1.episode, $1.kind) }
    return table
  }
}
