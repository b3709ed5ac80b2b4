import Testing

@testable import DelimitedText

/// The rules of reading as a table: text after a header of three columns, and the rows it gives.
@Suite struct RowTokenizerTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let text: String
    let rows: [[String]]
    var rejected: [RejectedRow.Problem] = []
    var testDescription: String { text.debugDescription }
  }

  static let cases = [
    Case(text: "1,2,3\n", rows: [["1", "2", "3"]]),
    Case(text: "1,2,3", rows: [["1", "2", "3"]]),
    Case(text: "1,2,3\r\n4,5,6\r\n", rows: [["1", "2", "3"], ["4", "5", "6"]]),
    Case(text: "1,2,3\r4,5,6\r", rows: [["1", "2", "3"], ["4", "5", "6"]]),
    Case(text: "1,2,3\n\n\r\n\r4,5,6\n\n", rows: [["1", "2", "3"], ["4", "5", "6"]]),
    Case(text: ",,\n", rows: [["", "", ""]]),
    Case(text: "\"\",\"\",\"\"\n", rows: [["", "", ""]]),
    Case(text: "\"a,b\",\"c\nd\",\"e\"\"f\"\n", rows: [["a,b", "c\nd", "e\"f"]]),
    Case(text: "\"a\r\nb\",\"\"\"\",\"\"\"x\"\"\"\n", rows: [["a\r\nb", "\"", "\"x\""]]),
    // A quote inside an unquoted cell, or after a space, is text.
    Case(text: "5'10\",b\"c\"d, \"e\"\n", rows: [["5'10\"", "b\"c\"d", " \"e\""]]),
    // Text after the closing quote is kept.
    Case(text: "\"a\"b,\"c\" ,\"d\"\"\"e\n", rows: [["ab", "c ", "d\"e"]]),
    Case(text: "\"a\"b\"c,d\",1,2\n", rows: [], rejected: [.cells(expected: 3, found: 4)]),
    // Empty cells beyond the header are a trailing delimiter where the first row has them; text
    // there is not, and neither is the blank last cell of a row that an unquoted comma shifted.
    Case(
      text: "1,2,3,\n4,5,6,\n7,8,9\n", rows: [["1", "2", "3"], ["4", "5", "6"], ["7", "8", "9"]]),
    Case(
      text: "1,2,3,\n4,5,6,,\n", rows: [["1", "2", "3"]], rejected: [.cells(expected: 3, found: 5)]),
    Case(
      text: "1,2,3\n4,5,6,\n", rows: [["1", "2", "3"]], rejected: [.cells(expected: 3, found: 4)]),
    Case(text: "1,2,3,x\n", rows: [], rejected: [.cells(expected: 3, found: 4)]),
    Case(text: "1,2\n3,4,5\n", rows: [["3", "4", "5"]], rejected: [.cells(expected: 3, found: 2)]),
    Case(text: "1,\u{0},3\n4,5,6\n", rows: [["4", "5", "6"]], rejected: [.nulByte]),
    // One stray quote costs its row, not the rest of the file.
    Case(
      text: "1,\"2,3\n4,5,6\n7,8,9\n", rows: [["4", "5", "6"], ["7", "8", "9"]],
      rejected: [.unterminatedQuote]),
    Case(
      text: "\"a\nb\",\"2,3\n4,5,6\n", rows: [["4", "5", "6"]], rejected: [.unterminatedQuote]),
    Case(text: "1,2,\"", rows: [], rejected: [.unterminatedQuote]),
    Case(text: "é,日本,😀\n", rows: [["é", "日本", "😀"]]),
    Case(text: "", rows: []),
  ]

  @Test(arguments: cases) func rule(_ rule: Case) throws {
    let source = try SourceText(bytes: Array("a,b,c\n\(rule.text)".utf8))
    let table = try DelimitedReader.rows(source, .rfc4180)
    #expect(table.rows == rule.rows)
    #expect(table.rejected.map(\.problem) == rule.rejected)
  }

  @Test func aCellOverTheLimitSpoilsItsRowAlone() throws {
    let large = String(repeating: "x", count: 200)
    let text =
      "a,b\n1,\(large)\n2,\"\(large)\"\n3,ok\n4,\"never closed\n5,ok\n" + large + ",6\n7,ok"
    let dialect = Dialect(maximumCellBytes: 100)
    let source = try SourceText(bytes: Array(text.utf8))
    for threads in [1, 3] {
      let table = try DelimitedReader.readColumns(
        source, dialect, columns: [ColumnRequest(index: 0)], threads: threads, chunkBytes: 50)
      #expect((0..<table.rowCount).map { table.columns[0].text(ofRow: $0) } == ["3", "5", "7"])
      #expect(table.rejected.map(\.line) == [2, 3, 5, 7])
      #expect(
        table.rejected.map(\.problem) == [
          .cellTooLarge(limit: 100), .cellTooLarge(limit: 100), .cellTooLarge(limit: 100),
          .cellTooLarge(limit: 100),
        ])
    }
  }

  @Test func linesCountAsAnEditorCountsThem() throws {
    let text = "a,b\r\n\r\n1,\"x\r\ny\n\rz\"\r2,y\n\n3,z\n"
    let table = try DelimitedReader.rows(SourceText(bytes: Array(text.utf8)), .rfc4180)
    #expect(table.rows.map { $0[0] } == ["1", "2", "3"])
    // Line 3 holds CR LF, LF and CR inside its quotes: the row ends in line 6.
    #expect(table.lines == [3, 7, 9])
  }

  @Test func aRejectTellsHowManyLinesItTook() throws {
    let text = "a,b\n\"x\ny\nz\"\n1,2\n"
    let table = try DelimitedReader.rows(SourceText(bytes: Array(text.utf8)), .rfc4180)
    let reject = try #require(table.rejected.first)
    #expect(reject.line == 2)
    #expect(reject.lineCount == 3)
    #expect(reject.byteOffset == 4)
    #expect(reject.precedingRows == 0)
    #expect(table.rejected.count == 1)
  }
}
