import GRDB
import OutcomeModel

/// The episodes of patients who changed, as they were when the kept counts were made.
///
/// `former_episode`, `former_outcome` and so on have the columns of `episode` and of every table that
/// belongs to it. They are filled before episodes are taken out and emptied once the counts are up to
/// date, so they never hold more than what changed.
struct FormerEpisodes {
  private let db: Database
  private let tables: [CopiedTable]

  /// A table of episodes, or of what belongs to them.
  private struct CopiedTable {
    var name: String
    /// The columns that both tables have, in one order.
    var columns: [String]
    /// Which rows of the table belong to the patient `?`.
    var condition: String
    var former: String { FormerEpisodes.prefix + name }
  }

  static let prefix = "former_"

  /// Opens the tables, and makes what is lacking of them.
  init(_ db: Database) throws {
    self.db = db
    var tables = [
      CopiedTable(name: "episode", columns: [], condition: "patient = ?")
    ]
    for (table, column) in try FormerEpisodes.dependents(db) {
      tables.append(
        CopiedTable(
          name: table, columns: [],
          condition: "\(column) IN (SELECT id FROM episode WHERE patient = ?)"))
    }
    for index in tables.indices {
      tables[index].columns = try FormerEpisodes.prepare(db, tables[index].name)
    }
    self.tables = tables
  }

  /// The tables whose rows belong to episodes, with the column that says to which.
  private static func dependents(_ db: Database) throws -> [(table: String, column: String)] {
    try Row.fetchAll(
      db,
      sql: """
        SELECT tables.name AS name, keys."from" AS "column"
        FROM sqlite_master AS tables, pragma_foreign_key_list(tables.name) AS keys
        WHERE tables.type = 'table' AND keys."table" = 'episode' ORDER BY tables.name
        """
    ).map { ($0["name"], $0["column"]) }
  }

  /// Brings the copy of a table to the table's columns; returns their names.
  private static func prepare(_ db: Database, _ table: String) throws -> [String] {
    struct Column {
      var name: String
      var type: String
    }
    func columns(_ table: String) throws -> [Column] {
      try Row.fetchAll(
        db, sql: "SELECT name, type FROM pragma_table_info(?)", arguments: [table]
      ).map { Column(name: $0["name"], type: $0["type"]) }
    }
    let wanted = try columns(table)
    let standing = Set(try columns(prefix + table).map(\.name))
    if standing.isEmpty {
      // The references let an erasure find these rows too.
      let definitions = wanted.map { column in
        let rule =
          switch (table, column.name) {
          case ("episode", "id"): " PRIMARY KEY"
          case ("episode", "patient"): " REFERENCES patient(id)"
          case (_, "episode"): " REFERENCES \(prefix)episode(id) ON DELETE CASCADE"
          default: ""
          }
        return "\(column.name) \(column.type)\(rule)"
      }
      try db.execute(
        sql: "CREATE TABLE \(prefix)\(table) (\(definitions.joined(separator: ", "))) STRICT")
      let key = table == "episode" ? "patient" : "episode"
      try db.execute(
        sql: "CREATE INDEX \(prefix)\(table)_\(key) ON \(prefix)\(table)(\(key))")
    } else {
      for column in wanted where !standing.contains(column.name) {
        try db.execute(
          sql: "ALTER TABLE \(prefix)\(table) ADD COLUMN \(column.name) \(column.type)")
      }
    }
    return wanted.map(\.name)
  }

  /// Keeps the episodes of patients as they stand, unless they were kept before.
  func keep(_ patients: [Int64]) throws {
    let note = try RowStatement(
      db, "INSERT INTO former_patient (patient) VALUES (?) ON CONFLICT DO NOTHING")
    let copies = try tables.map { table in
      let list = table.columns.joined(separator: ", ")
      return try RowStatement(
        db,
        """
        INSERT INTO \(table.former) (\(list)) SELECT \(list) FROM \(table.name)
        WHERE \(table.condition)
        """)
    }
    for patient in patients {
      note.bind(1, patient)
      try note.run()
      guard note.changes == 1 else { continue }
      for copy in copies {
        copy.bind(1, patient)
        try copy.run()
      }
    }
  }

  /// Empties the tables: the counts are up to date.
  func clear() throws {
    for table in tables.reversed() { try db.execute(sql: "DELETE FROM \(table.former)") }
    try db.execute(sql: "DELETE FROM former_patient")
  }

  /// Drops counts and former episodes: everything was, or is to be, derived or counted anew.
  static func dropCounts(_ db: Database) throws {
    let former = try String.fetchAll(
      db,
      sql: """
        SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'former\\_%' ESCAPE '\\'
          AND name <> 'former_patient' ORDER BY name = 'former_episode', name
        """)
    for table in former { try db.execute(sql: "DROP TABLE \(table)") }
    try db.execute(sql: "DELETE FROM former_patient; DELETE FROM count_section")
  }
}
