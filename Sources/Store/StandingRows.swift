import GRDB

/// Rows of integers that are written over those that stand under their keys: one that stands with the
/// same values is not touched, so that a night writes what changed.
final class StandingRows {
  /// What became of a row.
  struct Fate {
    /// The value of the identity column; 0 where the table has none.
    var identity: Int64
    /// Whether no row stood under the key.
    var isNew: Bool
  }

  private let find: RowStatement
  private let insert: RowStatement
  private let update: RowStatement
  private let keys: Int
  private let hasIdentity: Bool
  private let isEmpty: Bool

  /// - Parameters:
  ///   - isEmpty: whether no row stands, so that none is looked for.
  ///   - key: the columns that identify a row.
  ///   - identity: a column with a number that the row keeps; nil where the table has none.
  ///   - columns: the other columns, all integers.
  init(
    _ db: Database, table: String, isEmpty: Bool, key: [String], identity: String? = nil,
    columns: [String]
  ) throws {
    self.isEmpty = isEmpty
    let condition = key.map { "\($0) = ?" }.joined(separator: " AND ")
    let names = key + columns + [identity].compactMap(\.self)
    let marks = Array(repeating: "?", count: names.count).joined(separator: ", ")
    find = try RowStatement(
      db,
      """
      SELECT \(([identity ?? "0"] + columns).joined(separator: ", ")) FROM \(table)
      WHERE \(condition)
      """)
    insert = try RowStatement(
      db, "INSERT INTO \(table) (\(names.joined(separator: ", "))) VALUES (\(marks))")
    update = try RowStatement(
      db,
      """
      UPDATE \(table) SET \(columns.map { "\($0) = ?" }.joined(separator: ", "))
      WHERE \(condition)
      """)
    keys = key.count
    hasIdentity = identity != nil
  }

  /// Writes a row where none stands under its key, or one with other values.
  ///
  /// - Parameter newIdentity: the identity of a row that is new.
  func write(_ key: [Int64], _ values: [Int64?], newIdentity: Int64 = 0) throws -> Fate {
    for (index, part) in key.enumerated() { find.bind(1 + index, part) }
    guard try !isEmpty && find.step() else {
      for (index, part) in key.enumerated() { insert.bind(1 + index, part) }
      for (index, value) in values.enumerated() { insert.bind(1 + keys + index, value) }
      if hasIdentity { insert.bind(1 + keys + values.count, newIdentity) }
      try insert.run()
      return Fate(identity: newIdentity, isNew: true)
    }
    let identity = find.integer(0)
    let isSame = values.indices.allSatisfy { find.optionalInteger(1 + $0) == values[$0] }
    find.reset()
    if !isSame {
      for (index, value) in values.enumerated() { update.bind(1 + index, value) }
      for (index, part) in key.enumerated() { update.bind(1 + values.count + index, part) }
      try update.run()
    }
    return Fate(identity: identity, isNew: false)
  }
}
