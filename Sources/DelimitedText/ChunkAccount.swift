/// What happened to the rows of one chunk, in lines and rows counted from the chunk's beginning.
struct ChunkAccount {
  private(set) var rowCount = 0
  private(set) var lineCount = 0
  private(set) var lines = LineMap()
  private(set) var rejected: [RejectedRow] = []
  /// Whether a byte of the rows is 0x80 or more, so that UTF-8 has to be checked; true too where such a
  /// byte stands near them.
  var hasHighByte = false
  /// Whether a row holds a NUL.
  var hasNul = false
  private(set) var checkpoints = RowCheckpoints()
  /// Line minus row in the current run of the line map.
  private var lead = -1

  static let checkpointInterval = 512

  @inline(__always)
  mutating func accept(at offset: Int, lines count: Int) {
    if lineCount - rowCount != lead {
      lead = lineCount - rowCount
      lines.note(row: rowCount, line: lineCount)
    }
    if rowCount % Self.checkpointInterval == 0 { checkpoints.note(row: rowCount, offset: offset) }
    rowCount += 1
    lineCount += count
  }

  mutating func skip(lines count: Int) {
    lineCount += count
  }

  mutating func reject(_ problem: RejectedRow.Problem, at offset: Int, lines count: Int) {
    rejected.append(
      RejectedRow(
        line: lineCount, lineCount: max(count, 1), byteOffset: offset, precedingRows: rowCount,
        problem: problem))
    lineCount += count
  }
}
