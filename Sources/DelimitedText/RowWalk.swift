/// Goes through the rows of a text one after the other, keeping account of lines and rejects.
struct RowWalk {
  let source: SourceText
  let check: RowCheck
  var tokenizer: RowTokenizer
  private(set) var rejected: [RejectedRow] = []
  /// The line and the offset in which the current row begins.
  private(set) var line = 0
  private(set) var offset = 0
  private(set) var rowCount = 0
  private var nextOffset: Int
  /// The line after the current row.
  private(set) var nextLine: Int

  init(source: SourceText, dialect: Dialect, header: Header) {
    self.source = source
    check = RowCheck(header: header, source: source)
    tokenizer = source.tokenizer(dialect, keeps: header.width)
    nextOffset = header.dataOffset
    nextLine = header.dataLine
  }

  /// Moves to the next accepted row; false at the end of the text.
  mutating func advance() -> Bool {
    while nextOffset < tokenizer.end {
      let outcome = tokenizer.read(at: nextOffset)
      (offset, line) = (nextOffset, nextLine)
      nextOffset = tokenizer.next
      nextLine += RowTokenizer.lineBreaks(tokenizer.base, offset..<nextOffset)
      switch outcome {
      case .nothing: continue
      case .unterminatedQuote: reject(.unterminatedQuote)
      case .cellTooLarge: reject(.cellTooLarge(limit: tokenizer.dialect.maximumCellBytes))
      case .cells:
        guard let problem = check.problem(of: tokenizer, at: offset) else {
          rowCount += 1
          return true
        }
        reject(problem)
      }
    }
    return false
  }

  private mutating func reject(_ problem: RejectedRow.Problem) {
    rejected.append(
      RejectedRow(
        line: line, lineCount: max(1, nextLine - line), byteOffset: offset,
        precedingRows: rowCount, problem: problem))
  }
}
