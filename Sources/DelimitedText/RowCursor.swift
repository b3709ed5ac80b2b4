/// A row that is being looked at, cell by cell, as it stands in the file.
public struct RowCursor {
  var walk: RowWalk
  private var scratch: [UInt8] = []
  private let text: CellText

  init(_ walk: RowWalk) {
    self.walk = walk
    text = CellText(base: walk.tokenizer.base, dialect: walk.tokenizer.dialect)
  }

  /// The line in which the row begins, from 1.
  public var line: Int { walk.line }

  /// How many lines the row takes.
  public var lineCount: Int { max(1, walk.nextLine - walk.line) }

  /// Calls `body` with the text of a cell, quotes taken off; with none where the row is too short.
  public mutating func withText<Value>(
    ofColumn column: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Value
  ) -> Value {
    let cells = walk.tokenizer.cells
    guard column < cells.count else { return body(UnsafeBufferPointer(start: nil, count: 0)) }
    switch text.text(cells[column].start, cells[column].end, &scratch) {
    case .slice(let start, let end):
      return body(UnsafeBufferPointer(start: text.base + start, count: end - start))
    case .scratch: return scratch.withUnsafeBufferPointer(body)
    }
  }

  /// Calls `body` with the bytes of the row, those of empty cells beyond the header left out, and
  /// whether a line break is among them.
  public func withBytes<Value, Failure: Error>(
    _ body: (UnsafeRawBufferPointer, _ hasBreak: Bool) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let tokenizer = walk.tokenizer
    let end = tokenizer.cells.last?.end ?? walk.offset
    let isWhole = tokenizer.found <= walk.check.width
    let range = walk.offset..<(isWhole ? tokenizer.next : end)
    return try body(
      UnsafeRawBufferPointer(start: tokenizer.base + range.lowerBound, count: range.count),
      isWhole && tokenizer.next > end)
  }
}

extension DelimitedReader {
  /// Goes through the rows of a text one after the other; of a mapped file little is in memory at a time.
  ///
  /// - Parameters:
  ///   - header: the header of the text.
  ///   - body: is called with every row that belongs in the table.
  /// - Returns: the rows that do not, in file order.
  public static func forEachRow<Failure: Error>(
    _ source: SourceText, _ dialect: Dialect, _ header: Header,
    _ body: (inout RowCursor) throws(Failure) -> Void
  ) throws(Failure) -> [RejectedRow] {
    let stretch = 1 << 22
    var released = 0
    var cursor = RowCursor(RowWalk(source: source, dialect: dialect, header: header))
    while cursor.walk.advance() {
      try body(&cursor)
      if cursor.walk.offset - released >= stretch {
        source.release(released..<cursor.walk.offset)
        released = cursor.walk.offset
      }
    }
    source.release(released..<source.byteCount)
    return cursor.walk.rejected
  }
}
