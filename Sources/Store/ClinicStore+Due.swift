import GRDB
import OutcomeModel

/// A patient whose reading in a window is due: where the latest visit stands, never who it is.
public struct DueVisit: Hashable, Sendable {
  /// The number of the input file that holds the patient's latest visit.
  public var file: Int
  /// The line of that visit in the file.
  public var line: Int
  /// The days from the baseline to the as-of date.
  public var days: Int
  /// The days that are left until the window closes; 0 on its last day.
  public var daysLeft: Int
}

/// When a clinic can expect its first figures of a window.
public struct FirstFigures: Hashable, Sendable {
  /// The day on which the first episode with a baseline is due.
  public var first: CalendarDay
  /// The day on which enough episodes are due for a figure to be shown; nil while there are fewer.
  public var enough: CalendarDay?
}

extension ClinicStore {
  /// The patients inside a window who have a baseline of arriving pain and no reading in it, soonest
  /// closing first.
  ///
  /// Nil while nothing is derived, or where the plan has no such window.
  public func dueVisits(window: String = Window.primaryName) throws -> [DueVisit]? {
    try reading { db in
      guard let frame = try WindowFrame(db, window: window) else { return nil }
      let rows = try Row.fetchAll(
        db,
        sql: """
          SELECT episode.patient AS patient, max(base_day) AS base_day
          FROM outcome JOIN episode ON episode.id = outcome.episode
          WHERE parameter = ? AND base IS NOT NULL AND episode.dated = 1
            AND v\(frame.number) IS NULL AND base_day BETWEEN ? AND ?
          GROUP BY episode.patient
          """,
        arguments: [frame.parameter, frame.asOf - frame.high, frame.asOf - frame.low])
      let visits = try rows.compactMap { row -> DueVisit? in
        guard
          let visit = try Row.fetchOne(
            db,
            sql: """
              SELECT file, line FROM session
              WHERE \(VisitNumber.sql(of: "?1")) AND day <= ?2 AND dated = 1
              ORDER BY day DESC, minute DESC, coalesce(same_time_rank, 0) DESC, place DESC LIMIT 1
              """, arguments: [row["patient"] as Int64, frame.asOf])
        else { return nil }
        let days = frame.asOf - (row["base_day"] as Int)
        return DueVisit(
          file: visit["file"], line: visit["line"], days: days, daysLeft: frame.high - days)
      }
      return visits.sorted { ($0.daysLeft, $0.file, $0.line) < ($1.daysLeft, $1.file, $1.line) }
    }
  }

  /// The as-of date of the store's episodes; nil while nothing is derived.
  public func derivedAsOf() throws -> CalendarDay? {
    try reading { db in
      try Meta.get(db, "derivation_as_of").flatMap { Int32($0) }.map { CalendarDay(number: $0) }
    }
  }

  /// When the first figures of a window can be expected; nil once enough episodes are due, while
  /// nothing is derived, and where no episode has a baseline.
  ///
  /// - Parameters:
  ///   - count: how many episodes a figure needs to be shown.
  ///   - today: the day that counts as today.
  public func firstFigures(
    window: String = Window.primaryName, atLeast count: Int, today: CalendarDay
  ) throws -> FirstFigures? {
    try reading { db in
      guard let frame = try WindowFrame(db, window: window) else { return nil }
      let days = try Int.fetchAll(
        db,
        sql: """
          SELECT min(base_day) FROM outcome JOIN episode ON episode.id = outcome.episode
          WHERE parameter = ? AND base IS NOT NULL AND episode.dated = 1
          GROUP BY episode.patient ORDER BY 1 LIMIT ?
          """, arguments: [frame.parameter, max(1, count)])
      guard let first = days.first else { return nil }
      func due(_ day: Int) -> CalendarDay {
        CalendarDay(number: Int32(truncatingIfNeeded: day + frame.high))
      }
      let enough = days.count >= count ? days.last.map(due) : nil
      if let enough, enough <= today { return nil }
      return FirstFigures(first: due(first), enough: enough)
    }
  }

  /// Whether some visit that stands has an arriving score.
  public func hasArrivingScores() throws -> Bool {
    try reading { db in
      guard let column = try VisitColumn.all(db).first(where: { $0.name == "pain_before" }) else {
        return false
      }
      return try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM session WHERE \(column.sqlName) IS NOT NULL)")
        ?? false
    }
  }
}

/// Where the readings of a window on arriving pain stand in the store.
private struct WindowFrame {
  var number: Int
  var low: Int
  var high: Int
  var parameter: Int64
  var asOf: Int

  init?(_ db: Database, window: String) throws {
    guard let asOf = try Meta.get(db, "derivation_as_of").flatMap({ Int($0) }),
      let row = try Row.fetchOne(
        db, sql: "SELECT number, low, high FROM outcome_window WHERE name = ?",
        arguments: [window]),
      let column = try VisitColumn.all(db).first(where: { $0.name == "pain_before" })
    else { return nil }
    number = row["number"]
    low = row["low"]
    high = row["high"]
    parameter = column.number
    self.asOf = asOf
  }
}
