import GRDB
import OutcomeModel

/// Views for analysts who open the store with sqlite3, DuckDB or R: names and points in place of
/// numbers of texts and 10^-9.
///
/// - `session_change`: one row per treatment with arriving and leaving pain.
/// - `episode_outcome`: one row per episode, instrument and window with a baseline and a reading.
///
/// Open the store read-only (`sqlite3 -readonly`, `ATTACH ... (READ_ONLY)`): patients are numbers of
/// the store, but the rows are rows of people and stay on the computer. `docs/store.md` is the analyst's
/// guide to them.
enum AnalystViews {
  /// Makes the views anew, after columns or windows were added.
  static func refresh(_ db: Database) throws {
    try drop(db)
    let columns = try VisitColumn.all(db).filter { $0.kind == .score }
    let before = columns.first { $0.name == "pain_before" }
    let after = columns.first { $0.name == "pain_after" }
    if let before, let after {
      try db.execute(
        sql: """
          CREATE VIEW session_change AS
          SELECT place AS session, patient, text.value AS clinic,
            CASE dated WHEN 1 THEN date(day * 86400, 'unixepoch') END AS date,
            \(before.sqlName) / 1e9 AS pain_before, \(after.sqlName) / 1e9 AS pain_after,
            (\(after.sqlName) - \(before.sqlName)) / 1e9 AS change
          FROM session JOIN text ON text.id = session.clinic
          WHERE visit_type = 0 AND \(before.sqlName) IS NOT NULL AND \(after.sqlName) IS NOT NULL
          """)
    }
    let windows = try Row.fetchAll(db, sql: "SELECT number, name FROM outcome_window ORDER BY 1")
    guard !windows.isEmpty else { return }
    let parts = windows.map { row in
      let number: Int = row["number"]
      let name = (row["name"] as String).replacing("'", with: "''")
      return """
        SELECT episode.id AS episode, patient, text.value AS clinic, ordinal,
          CASE dated WHEN 1 THEN date(first_day * 86400, 'unixepoch') END AS first_date,
          \(acuityNames) AS acuity, visit_column.instrument AS instrument, '\(name)' AS window,
          base / 1e9 AS base, v\(number) / 1e9 AS aval, (v\(number) - base) / 1e9 AS chg,
          d\(number) - base_day AS days
        FROM outcome JOIN episode ON episode.id = outcome.episode
          JOIN text ON text.id = episode.clinic
          JOIN visit_column ON visit_column.number = outcome.parameter
        WHERE base IS NOT NULL AND v\(number) IS NOT NULL
        """
    }
    try db.execute(
      sql: "CREATE VIEW episode_outcome AS " + parts.joined(separator: "\nUNION ALL\n"))
  }

  /// Takes the views away, before a table that they read is dropped.
  static func drop(_ db: Database) throws {
    try db.execute(
      sql: "DROP VIEW IF EXISTS session_change; DROP VIEW IF EXISTS episode_outcome")
  }

  private static var acuityNames: String {
    let cases = [Acuity.acute, .subacute, .chronic, .unknown].map {
      "WHEN \($0.rawValue) THEN '\($0.name)'"
    }
    return "CASE acuity \(cases.joined(separator: " ")) END"
  }
}
