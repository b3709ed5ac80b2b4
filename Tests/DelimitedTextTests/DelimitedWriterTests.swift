import TestSupport
import Testing

@testable import DelimitedText

@Suite struct DelimitedWriterTests {
  @Test func quotesOnlyWhereNeeded() {
    let text = DelimitedWriter.text(
      header: ["id", "note"],
      rows: [
        ["1", "plain"], ["2", "a,b"], ["3", "say \"ah\""], ["4", "two\nlines"], ["5", ""],
      ])
    #expect(
      text == "id,note\n1,plain\n2,\"a,b\"\n3,\"say \"\"ah\"\"\"\n4,\"two\nlines\"\n5,\n")
  }

  @Test func theOnlyEmptyCellOfARowIsQuoted() {
    var writer = DelimitedWriter()
    writer.append([""])
    #expect(writer.text == "\"\"\n")
  }

  /// Any table written reads back equal, whatever separates it, however it is cut into chunks.
  @Test(arguments: Dialect.knownDelimiters, DelimitedWriter.Quoting.allCases)
  func tablesReadBackEqual(delimiter: UInt8, quoting: DelimitedWriter.Quoting) throws {
    var random = SplitMix64(seed: UInt64(delimiter))
    for round in 0..<20 {
      let dialect = Dialect(
        delimiter: delimiter, comment: round % 3 == 0 ? 0x23 : nil, trimsWhitespace: round % 4 == 1)
      let width = Int.random(in: 1...5, using: &random)
      let header = (0..<width).map { "column \($0)" }
      let rows = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        (0..<width).map { _ in Self.cell(&random) }
      }
      var writer = DelimitedWriter(dialect: dialect, quoting: quoting)
      writer.append(header)
      for row in rows { writer.append(row) }
      let source = try SourceText(bytes: writer.bytes)
      #expect(try DelimitedReader.rows(source, dialect).rows == rows)
      for (threads, chunkBytes) in [(1, 1), (2, 1), (3, 17), (8, 64), (2, 1 << 20)] {
        let requests = header.indices.map { index in
          ColumnRequest(index: index, form: index % 2 == 0 ? .coded : .slices)
        }
        let table = try DelimitedReader.readColumns(
          source, dialect, columns: requests, threads: threads, chunkBytes: chunkBytes)
        #expect(table.rejected.isEmpty)
        let read = (0..<table.rowCount).map { row in
          table.columns.map { $0.text(ofRow: row) }
        }
        #expect(read == rows)
      }
    }
  }

  /// A byte order mark as the first text of a file is text, not a mark.
  @Test func aTextThatBeginsWithTheMarkKeepsIt() throws {
    var writer = DelimitedWriter()
    writer.append(["\u{FEFF}a", "b"])
    writer.append(["1", "2"])
    let source = try SourceText(bytes: writer.bytes)
    #expect(try DelimitedReader.readHeader(source, .rfc4180).cells == ["\u{FEFF}a", "b"])
  }

  private static let pieces = [
    "a", "7.5", ",", ";", "\t", "|", "\"", "\n", "\r", "\r\n", " ", "#", "=", "é", "痛", "😀",
    "twelve bytes", "a longer text that takes more than one word of the machine",
  ]

  private static func cell(_ random: inout SplitMix64) -> String {
    (0..<Int.random(in: 0...5, using: &random)).map { _ in
      pieces.randomElement(using: &random) ?? ""
    }.joined()
  }
}
