import GRDB
import OutcomeModel

extension ClinicStore {
  private static let ledgerTables = [
    "published_release", "release_people", "release_shown", "published_figure", "restatement",
  ]

  /// Takes over the ledger of publications of a store that this one is an older copy of, so that the
  /// next report is set beside every report that was published since the copy was made.
  ///
  /// How often visits were mended is taken over too, where it is more: too high a number only makes the
  /// report more careful.
  ///
  /// - Returns: how many later releases were taken over; nil where the other store knows of none, or is
  ///   none that came of this one.
  public func takeOverLedger(of successor: ClinicStore) throws -> Int? {
    let (rows, mendings) = try successor.reading { db in
      (
        try ClinicStore.ledgerTables.map { table in
          let number = table == "published_release" ? "number" : "release"
          return try Row.fetchAll(
            db,
            sql: """
              SELECT * FROM \(table) WHERE \(number) IN (
                SELECT number FROM published_release WHERE state = 'published')
              """)
        }, try Row.fetchAll(db, sql: "SELECT way, times FROM mending")
      )
    }
    return try writing { db in
      let own = try Row.fetchAll(
        db, sql: "SELECT number, report FROM published_release WHERE state = 'published'")
      func places(_ rows: [Row]) -> Set<String> {
        Set(rows.map { "\($0["number"] as Int) \($0["report"] as String? ?? "")" })
      }
      func last(_ rows: [Row]) -> Int { rows.map { $0["number"] as Int }.max() ?? 0 }
      let later = rows[0].count { $0["number"] as Int > last(own) }
      guard later > 0, own.isEmpty || !places(own).isDisjoint(with: places(rows[0])) else {
        return nil
      }
      try db.execute(sql: "DELETE FROM published_release")
      for (table, rows) in zip(ClinicStore.ledgerTables, rows) {
        for row in rows {
          let marks = row.columnNames.map { _ in "?" }.joined(separator: ", ")
          let names = row.columnNames.joined(separator: ", ")
          try db.execute(
            sql: "INSERT INTO \(table) (\(names)) VALUES (\(marks))",
            arguments: StatementArguments(row.databaseValues))
        }
      }
      for row in mendings {
        try db.execute(
          sql: "UPDATE mending SET times = max(times, ?) WHERE way = ?",
          arguments: [row["times"] as Int, row["way"] as String])
      }
      return later
    }
  }
}
