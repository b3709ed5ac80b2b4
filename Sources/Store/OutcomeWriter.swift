import GRDB
import OutcomeModel

/// Writes the baselines and readings of episodes.
struct OutcomeWriter {
  private let parameters: [EpisodeTable.Parameter]
  private let numbers: [Int64]
  private let rows: StandingRows
  private let removal: RowStatement

  /// - Parameter isEmpty: whether no outcome stands.
  init(_ db: Database, _ episodes: EpisodeTable, isEmpty: Bool) throws {
    parameters = episodes.parameters
    let columns = try VisitColumn.all(db)
    numbers = try parameters.map { parameter in
      guard
        let column = columns.first(where: {
          $0.kind == .score && $0.instrument?.name == parameter.name && $0.name != "pain_after"
        })
      else { throw StoreError.invariant(code: -1) }
      return column.number
    }
    let windows = try String.fetchAll(db, sql: "SELECT name FROM outcome_window ORDER BY number")
    for parameter in parameters {
      guard parameter.readings.map(\.window.name) == windows else {
        throw StoreError.invariant(code: -1)
      }
    }
    rows = try StandingRows(
      db, table: "outcome", isEmpty: isEmpty, key: ["episode", "parameter"],
      columns: ["base", "base_day"]
        + windows.indices.flatMap { ["v\($0 + 1)", "d\($0 + 1)"] })
    removal = try RowStatement(db, "DELETE FROM outcome WHERE episode = ? AND parameter = ?")
  }

  /// Writes what was read in the episode of a row; instruments without any score leave no row.
  func write(_ row: Int, episode: Int64) throws {
    for (parameter, number) in zip(parameters, numbers) {
      guard
        parameter.base[row] != nil || parameter.readings.contains(where: { $0.value[row] != nil })
      else {
        removal.bind(1, episode)
        removal.bind(2, number)
        try removal.run()
        continue
      }
      var values = [parameter.base[row]?.nano, OutcomeWriter.number(parameter.baseDay[row])]
      for readings in parameter.readings {
        values.append(readings.value[row]?.nano)
        values.append(OutcomeWriter.number(readings.day[row]))
      }
      _ = try rows.write([episode, number], values)
    }
  }

  private static func number(_ day: CalendarDay) -> Int64? {
    day.isUnknown ? nil : Int64(day.number)
  }
}
