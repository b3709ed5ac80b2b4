import GRDB
import OutcomeModel

/// Writes the baselines and readings of episodes.
struct OutcomeWriter {
  private let parameters: [EpisodeTable.Parameter]
  private let numbers: [Int64]
  private let insert: RowStatement

  init(_ db: Database, _ episodes: EpisodeTable) throws {
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
    let readings = windows.indices.map { ", v\($0 + 1), d\($0 + 1)" }.joined()
    let marks = Array(repeating: "?", count: 4 + 2 * windows.count).joined(separator: ", ")
    insert = try RowStatement(
      db,
      "INSERT INTO outcome (episode, parameter, base, base_day\(readings)) VALUES (\(marks))")
  }

  /// Writes what was read in the episode of a row; instruments without any score leave no row.
  func write(_ row: Int, episode: Int64) throws {
    for (parameter, number) in zip(parameters, numbers) {
      guard
        parameter.base[row] != nil || parameter.readings.contains(where: { $0.value[row] != nil })
      else { continue }
      insert.bind(1, episode)
      insert.bind(2, number)
      insert.bind(3, parameter.base[row]?.nano)
      insert.bind(4, OutcomeWriter.number(parameter.baseDay[row]))
      for (index, readings) in parameter.readings.enumerated() {
        insert.bind(5 + 2 * index, readings.value[row]?.nano)
        insert.bind(6 + 2 * index, OutcomeWriter.number(readings.day[row]))
      }
      try insert.run()
    }
  }

  private static func number(_ day: CalendarDay) -> Int64? {
    day.isUnknown ? nil : Int64(day.number)
  }
}
