import GRDB
import OutcomeModel

/// A column of a file on its way into the store: each distinct value as the integer that is stored.
struct FileColumn {
  var sqlName: String
  private var codes: CodeList
  private var values: [Int64?]

  /// The stored value of a row; nil where missing.
  func value(_ row: Int) -> Int64? { codes.isEmpty ? values[0] : values[Int(codes[row])] }

  /// The column of the rows at the given positions, in that order.
  func selecting(_ rows: [Int]) -> FileColumn {
    var column = self
    if !codes.isEmpty { column.codes = codes.selecting(rows) }
    return column
  }

  /// An instrument or a list that a file understands otherwise than the store does.
  struct Disagreement: Error {
    var column: String
  }

  /// The columns of a file; those that the store does not have yet are added to it.
  static func all(
    of table: SessionTable, _ db: Database, _ texts: TextDictionary
  ) throws -> [FileColumn] {
    var known: [String: VisitColumn] = [:]
    for column in try VisitColumn.all(db) { known["\(column.kind).\(column.name)"] = column }
    func place(
      _ kind: VisitColumn.Kind, _ name: String, isList: Bool = false,
      instrument: Instrument? = nil
    ) throws -> VisitColumn {
      guard let column = known["\(kind).\(name)"] else {
        return try VisitColumn.add(
          db, kind: kind, name: name, isList: isList, instrument: instrument)
      }
      guard column.isList == isList, column.instrument == instrument else {
        throw Disagreement(column: name)
      }
      return column
    }
    var columns: [FileColumn] = []
    for column in table.scores {
      let place = try place(.score, column.name, instrument: column.instrument)
      columns.append(
        FileColumn(
          sqlName: place.sqlName, codes: column.scores.codes,
          values: column.scores.values.map { $0?.nano }))
    }
    for column in table.groups {
      let place = try place(.group, column.key, isList: column.isList)
      columns.append(
        FileColumn(
          sqlName: place.sqlName, codes: column.values.codes,
          values: try column.values.values.map { $0.isEmpty ? nil : try texts.id($0) }))
    }
    for column in table.numbers {
      let place = try place(.number, column.name)
      columns.append(
        FileColumn(
          sqlName: place.sqlName, codes: column.values.codes,
          values: column.values.values.map { $0?.nano }))
    }
    return columns
  }
}
