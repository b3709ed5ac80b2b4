/// What to do with a column of a file.
public struct ColumnRequest: Sendable, Hashable {
  /// How the column is kept.
  public enum Form: Sendable, Hashable {
    /// Distinct texts and a code for each row.
    case coded
    /// The text of each row, for columns where almost every row has its own.
    case slices
    /// The text of each row copied into one block: as `slices`, for a caller that keeps all texts and
    /// wants to let go of the file.
    case texts
  }

  /// Position in the header, from 0.
  public var index: Int
  /// How the column is kept.
  public var form: Form

  /// A request for the column at `index`.
  public init(index: Int, form: Form = .coded) {
    self.index = index
    self.form = form
  }
}

/// A column of distinct texts.
public struct CodedColumn: Sendable, Equatable {
  /// One code for each row: a position in `values`.
  public let codes: RowCodes
  /// The distinct texts, in order of their first appearance in the file.
  public let values: ByteStrings

  /// The text of row `row`.
  public func text(ofRow row: Int) -> String {
    values[Int(codes[row])]
  }
}

/// One column that was asked for.
public enum Column: Sendable {
  /// Distinct texts and codes.
  case coded(CodedColumn)
  /// A text for each row.
  case slices(CellSlices)
  /// A copied text for each row.
  case texts(RowTexts)

  /// The text of row `row`.
  public func text(ofRow row: Int) -> String {
    switch self {
    case .coded(let column): column.text(ofRow: row)
    case .slices(let column): column[row]
    case .texts(let column): column[row]
    }
  }

  /// The coded column; nil if it was asked for as slices.
  public var coded: CodedColumn? {
    if case .coded(let column) = self { column } else { nil }
  }

  /// The slices; nil if the column was asked for as coded.
  public var slices: CellSlices? {
    if case .slices(let column) = self { column } else { nil }
  }

  /// The copied texts; nil if the column was asked for in another form.
  public var texts: RowTexts? {
    if case .texts(let column) = self { column } else { nil }
  }
}

/// The columns of a file that were asked for, and an account of every row.
///
/// The same file gives the same table for any number of threads and any chunk size.
public struct ColumnTable: Sendable {
  /// The header of the file.
  public let header: Header
  /// The number of rows that are in the columns.
  public let rowCount: Int
  /// The columns, in the order of the requests.
  public let columns: [Column]
  /// The line in which each row begins.
  public let lines: LineMap
  /// The rows that are not in the columns, in file order.
  public let rejected: [RejectedRow]
  /// Whether a row holds a NUL byte; such rows are rejected.
  public let containsNul: Bool

  let source: SourceText
  let dialect: Dialect
  let checkpoints: RowCheckpoints

  /// All rows of the file: those in the columns and those rejected. Blank lines, comments and the
  /// header are no rows.
  public var physicalRows: Int { rowCount + rejected.count }

  /// The position of row `row` among all physical rows, from 0: merges rejects into file order.
  public func fileOrder(ofRow row: Int) -> Int {
    var low = 0
    var high = rejected.count
    while low < high {
      let middle = (low + high) / 2
      if rejected[middle].precedingRows <= row { low = middle + 1 } else { high = middle }
    }
    return row + low
  }

  /// The offset of row `row`'s first byte in the text.
  /// - Complexity: reads at most a few hundred rows of the source.
  public func byteOffset(ofRow row: Int) -> Int {
    checkpoints.byteOffset(ofRow: row, table: self)
  }

  /// All cells of row `row`, those of columns that were not asked for too: to show one row to a
  /// person who asked for it.
  public func cells(ofRow row: Int) -> [String] {
    source.tokenizing(dialect, keeps: header.width) { tokenizer in
      _ = tokenizer.read(at: byteOffset(ofRow: row))
      let text = CellText(base: tokenizer.base, dialect: dialect)
      return tokenizer.cells.map { text.string($0.start, $0.end) }
    }
  }
}
