import OutcomeModel

/// The rows of a file as they are written: visits, content hashes, lines, and the columns that vary with
/// the profiles.
struct VisitRows {
  let table: SessionTable
  let contents: [UInt64]
  let lines: [UInt32]
  let columns: [FileColumn]

  /// The rows at the given positions, in that order.
  ///
  /// Rows that are written in another order than they stand in are gathered first, some thousand at a
  /// time: to look each of their twenty values up for itself waits for the memory each time.
  func selecting(_ rows: [Int]) -> VisitRows {
    VisitRows(
      table: table.selecting(rows), contents: rows.map { contents[$0] },
      lines: rows.map { lines[$0] }, columns: columns.map { $0.selecting(rows) })
  }
}
