import DelimitedText

/// Reads any bytes as a table in two ways, byte by byte and in parallel chunks, and stops if they
/// disagree or if what was read does not come back equal from the writer.
///
/// The first two bytes choose the dialect and the size of the chunks; the rest is the file.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzDelimitedText(_ data: UnsafePointer<UInt8>, _ size: Int) -> CInt {
  guard size > 2 else { return 0 }
  let plan = FuzzPlan(data[0], data[1])
  let bytes = Array(UnsafeBufferPointer(start: data + 2, count: size - 2))
  guard let source = try? SourceText(bytes: bytes) else { return 0 }
  _ = DialectDetector().detect(source)
  guard let expected = try? DelimitedReader.rows(source, plan.dialect) else { return 0 }
  compare(source, plan, expected)
  writeAndReadBack(plan, expected)
  return 0
}

/// How to read: taken from two bytes, so that the fuzzer can choose.
private struct FuzzPlan {
  let dialect: Dialect
  let chunkBytes: Int
  let threads: Int

  init(_ first: UInt8, _ second: UInt8) {
    dialect = Dialect(
      delimiter: Dialect.knownDelimiters[Int(first & 3)],
      quote: first & 4 == 0 ? 0x22 : nil,
      comment: first & 8 == 0 ? nil : 0x23,
      trimsWhitespace: first & 16 != 0,
      titleLines: first & 32 == 0 ? 0 : 1,
      hasHeader: first & 64 == 0,
      maximumCellBytes: first & 128 == 0 ? 10 << 20 : 40)
    chunkBytes = max(1, Int(second & 63))
    threads = 1 + Int(second >> 6)
  }
}

private func compare(_ source: SourceText, _ plan: FuzzPlan, _ expected: TextRows) {
  let width = min(expected.header.width, 8)
  let requests =
    (0..<width).map { ColumnRequest(index: $0) }
    + (0..<width).map { ColumnRequest(index: $0, form: .slices) }
    + (0..<width).map { ColumnRequest(index: $0, form: .texts) }
  guard
    let table = try? DelimitedReader.readColumns(
      source, plan.dialect, columns: requests, threads: plan.threads, chunkBytes: plan.chunkBytes)
  else { fatalError("a header was read once and not twice") }
  precondition(table.rowCount == expected.rows.count, "rows differ")
  precondition(table.rejected == expected.rejected, "rejects differ")
  for row in expected.rows.indices {
    precondition(table.lines.line(ofRow: row) == expected.lines[row], "lines differ")
    for column in 0..<width {
      let text = expected.rows[row][column]
      precondition(table.columns[column].text(ofRow: row) == text, "codes differ")
      precondition(table.columns[width + column].text(ofRow: row) == text, "slices differ")
      precondition(table.columns[2 * width + column].text(ofRow: row) == text, "copies differ")
    }
  }
  if let last = expected.rows.indices.last {
    precondition(table.byteOffset(ofRow: last) < source.byteCount, "offset out of range")
  }
}

private func writeAndReadBack(_ plan: FuzzPlan, _ expected: TextRows) {
  guard plan.dialect.quote != nil, plan.dialect.maximumCellBytes > 1 << 20 else { return }
  var dialect = plan.dialect
  dialect.titleLines = 0
  dialect.hasHeader = true
  var writer = DelimitedWriter(dialect: dialect)
  writer.append((0..<expected.header.width).map { "c\($0)" })
  for row in expected.rows { writer.append(row) }
  // Rows of little but control characters are refused as no text, as they may be.
  guard let source = try? SourceText(bytes: writer.bytes) else { return }
  guard let table = try? DelimitedReader.rows(source, dialect) else {
    fatalError("what was written cannot be read")
  }
  precondition(table.rows == expected.rows, "what was written reads differently")
}
