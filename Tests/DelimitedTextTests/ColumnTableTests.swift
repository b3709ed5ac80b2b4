import TestSupport
import Testing

@testable import DelimitedText

/// The parallel reader against the reference: `DelimitedReader.rows`, which goes byte by byte.
@Suite struct ColumnTableTests {
  @Test(arguments: [
    (1, 4 << 20), (1, 1), (2, 1), (2, 7), (8, 1), (8, 64), (3, 100), (2, 4 << 20),
  ])
  func hostileTextReadsAsTheReferenceDoes(threads: Int, chunkBytes: Int) throws {
    var random = SplitMix64(seed: 20_261_031)
    for _ in 0..<250 {
      let bytes = HostileText.make(&random, pieces: 120)
      guard let source = try? SourceText(bytes: bytes) else { continue }
      try Self.compare(source, .rfc4180, threads, chunkBytes)
    }
  }

  @Test(arguments: [
    Dialect(delimiter: 0x3B), Dialect(quote: nil), Dialect(comment: 0x23),
    Dialect(trimsWhitespace: true), Dialect(delimiter: 0x09, trimsWhitespace: true),
    Dialect(titleLines: 2), Dialect(hasHeader: false), Dialect(maximumCellBytes: 12),
  ])
  func everyDialectReadsAsTheReferenceDoes(dialect: Dialect) throws {
    var random = SplitMix64(seed: 7)
    for round in 0..<120 {
      let bytes = HostileText.make(&random, pieces: 90)
      guard let source = try? SourceText(bytes: bytes) else { continue }
      try Self.compare(source, dialect, 1 + round % 3, [1, 5, 33, 1 << 20][round % 4])
    }
  }

  @Test(arguments: [1, 2, 8])
  func aTableOfManyBatchesReadsAsTheReferenceDoes(threads: Int) throws {
    var random = SplitMix64(seed: 3)
    var bytes = Array("id,when,note,score\r\n".utf8)
    for row in 0..<6000 {
      bytes += HostileText.plausibleRow(row, &random)
    }
    let source = try SourceText(bytes: bytes)
    for chunkBytes in [100, 4096, 50_000, 4 << 20] {
      try Self.compare(source, .rfc4180, threads, chunkBytes)
    }
  }

  /// Columns of texts of up to two bytes, in which cells in quotes say something else than they look like
  /// and a longer text comes late, in the first column and in a later one.
  @Test(arguments: [1, 2, 8])
  func shortTextsReadAsTheReferenceDoes(threads: Int) throws {
    var random = SplitMix64(seed: 12)
    let short = ["7", "10", "", "é", "-", "a", "\"7\"", "\"\"", "\"\"\"\"\"\"", "\"\"\"a\""]
    func pick(_ texts: [String]) -> String { texts[Int(random.next() % UInt64(texts.count))] }
    for quoted in [false, true] {
      var text = "first,second,late\n"
      for row in 0..<5000 {
        let cells = [pick(short), quoted ? "\"\(row % 11)\"" : pick(short), "\(row % 10)"]
        text += cells.joined(separator: ",") + (row == 4400 ? "00\n" : "\n")
      }
      let source = try SourceText(bytes: Array(text.utf8))
      for chunkBytes in [333, 20_000, 4 << 20] {
        try Self.compare(source, .rfc4180, threads, chunkBytes)
      }
    }
  }

  /// Exact equality, codes included: nothing shows how many workers there were.
  @Test func threadsAndChunksLeaveNoTrace() throws {
    var random = SplitMix64(seed: 4)
    var bytes = Array("id,when,note,score\n".utf8)
    for row in 0..<3000 { bytes += HostileText.plausibleRow(row, &random) }
    let source = try SourceText(bytes: bytes)
    let requests = (0..<4).map { ColumnRequest(index: $0) }
    let one = try DelimitedReader.readColumns(source, .rfc4180, columns: requests, threads: 1)
    for (threads, chunkBytes) in [(2, 1000), (8, 1000), (8, 333), (2, 40_000)] {
      let other = try DelimitedReader.readColumns(
        source, .rfc4180, columns: requests, threads: threads, chunkBytes: chunkBytes)
      #expect(other.columns.map(\.coded) == one.columns.map(\.coded))
      #expect(other.rejected == one.rejected)
      #expect(other.lines == one.lines)
    }
    #expect(one.rejected.count > 100)
  }

  /// Only line breaks inside cells may differ.
  @Test func everyLineEndingGivesTheSameRows() throws {
    var random = SplitMix64(seed: 9)
    let rows = (0..<900).map { row in
      ["\(row)", row % 5 == 0 ? "two\nlines" : "one", "\(Int.random(in: 0...10, using: &random))"]
    }
    let text = DelimitedWriter.text(header: ["id", "note", "pain"], rows: rows)
    let requests = (0..<3).map { ColumnRequest(index: $0) }
    for ending in ["\n", "\r\n", "\r"] {
      let source = try SourceText(bytes: Array(text.replacing("\n", with: ending).utf8))
      let table = try DelimitedReader.readColumns(
        source, .rfc4180, columns: requests, threads: 3, chunkBytes: 777)
      let read = (0..<table.rowCount).map { row in
        table.columns.map { $0.text(ofRow: row).replacing(ending, with: "\n") }
      }
      #expect(read == rows)
      #expect(table.lines.line(ofRow: 899) == 1 + 900 + 180)
    }
  }

  /// Rejects and rows merge into the order of the file.
  @Test func everyRowHasItsPlaceInTheFile() throws {
    let text = "a,b\nx\n1,2\n3,4\ny\nz\n5,6\nw\n"
    let source = try SourceText(bytes: Array(text.utf8))
    let table = try DelimitedReader.readColumns(
      source, .rfc4180, columns: [ColumnRequest(index: 0)], threads: 2, chunkBytes: 3)
    #expect((0..<table.rowCount).map { table.fileOrder(ofRow: $0) } == [1, 2, 5])
    #expect(table.rejected.map(\.precedingRows) == [0, 2, 2, 3])
    #expect((0..<table.rowCount).map { table.byteOffset(ofRow: $0) } == [6, 10, 18])
    #expect(table.physicalRows == 7)
  }

  /// Reads every column, coded, as slices and as texts, and compares all that a table says with the reference.
  private static func compare(
    _ source: SourceText, _ dialect: Dialect, _ threads: Int, _ chunkBytes: Int
  ) throws {
    guard let expected = try? DelimitedReader.rows(source, dialect) else {
      #expect(throws: DelimitedTextError.self) {
        try DelimitedReader.readColumns(source, dialect, columns: [], threads: threads)
      }
      return
    }
    let width = expected.header.width
    let requests =
      (0..<width).map { ColumnRequest(index: $0) }
      + (0..<width).map { ColumnRequest(index: $0, form: .slices) }
      + (0..<width).map { ColumnRequest(index: $0, form: .texts) }
    let table = try DelimitedReader.readColumns(
      source, dialect, columns: requests, threads: threads, chunkBytes: chunkBytes)
    try #require(table.rowCount == expected.rows.count)
    #expect(table.rejected == expected.rejected)
    #expect(table.physicalRows == expected.rows.count + expected.rejected.count)
    for column in 0..<width {
      let texts = expected.rows.map { $0[column] }
      let coded = try #require(table.columns[column].coded)
      #expect(coded.codes.map { coded.values[Int($0)] } == texts)
      #expect(Array(coded.values) == distinct(texts))
      let slices = try #require(table.columns[width + column].slices)
      #expect(Array(slices) == texts)
      let copies = try #require(table.columns[2 * width + column].texts)
      #expect(Array(copies) == texts)
    }
    for row in expected.rows.indices {
      #expect(table.lines.line(ofRow: row) == expected.lines[row])
    }
    for row in stride(from: 0, to: expected.rows.count, by: 37) {
      var cells = table.cells(ofRow: row)
      while cells.count < width { cells.append("") }
      #expect(cells == expected.rows[row])
    }
  }

  /// The distinct texts in order of first appearance.
  private static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}
