import GRDB
import OutcomeModel

/// Writes and reads the adverse events of episodes by kind and reporter.
enum AdverseEventRows {
  /// Writes the events of all episodes of a table.
  ///
  /// - Parameter ids: the number of each episode in the store.
  static func write(
    _ db: Database, _ table: AdverseEventTable, ids: [Int64], _ texts: TextDictionary
  ) throws {
    guard !table.records.isEmpty else { return }
    let insert = try RowStatement(
      db,
      """
      INSERT INTO adverse_event (episode, kind, reporter, visits, treatments)
      VALUES (?, ?, ?, ?, ?)
      """)
    let kinds = try table.kinds.map { kind in
      (
        name: kind.name.isEmpty ? 0 : try texts.id(kind.name),
        reporter: kind.reporter.isEmpty ? 0 : try texts.id(kind.reporter)
      )
    }
    for record in table.records {
      let kind = kinds[Int(record.kind)]
      insert.bind(1, ids[Int(record.episode)])
      insert.bind(2, kind.name)
      insert.bind(3, kind.reporter)
      insert.bind(4, Int64(record.visits))
      insert.bind(5, Int64(record.treatments))
      try insert.run()
    }
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
