import Testing

@testable import DelimitedText

@Suite struct DelimitedReaderTests {
  private func source(_ text: String) throws -> SourceText {
    try SourceText(bytes: Array(text.utf8))
  }

  @Test func headersKeepDuplicatesAndEmptyNames() throws {
    let header = try DelimitedReader.readHeader(
      source("Charge,Paid,,Paid,\n1,2,3,4,5\n"), .rfc4180)
    #expect(header.cells == ["Charge", "Paid", "", "Paid", ""])
    #expect(header.indices(of: "Paid") == [1, 3])
    #expect(header.width == 5)
    // A delimiter at the header's end does not make the rows too short.
    #expect(header.minimumWidth == 4)
  }

  @Test func titleLinesAreNotLookedAt() throws {
    let text = "Clinic \"A, exported today\nstill a title\n\na,b\n1,2\n"
    let table = try DelimitedReader.rows(source(text), Dialect(titleLines: 2))
    #expect(table.header.cells == ["a", "b"])
    #expect(table.header.line == 4)
    #expect(table.lines == [5])
  }

  @Test func aSeparatorLineIsNeverTheHeader() throws {
    for line in ["sep=;", "SEP=;", "\"sep=;\""] {
      let table = try DelimitedReader.rows(source("\(line)\na;b\n1;2\n"), Dialect(delimiter: 0x3B))
      #expect(table.header.cells == ["a", "b"])
      #expect(table.rows == [["1", "2"]])
      #expect(table.lines == [3])
    }
  }

  @Test func withoutAHeaderTheFirstRowIsARow() throws {
    let table = try DelimitedReader.rows(source("1,2\n3,4\n"), Dialect(hasHeader: false))
    #expect(table.header.cells.isEmpty)
    #expect(table.rows == [["1", "2"], ["3", "4"]])
    #expect(table.lines == [1, 2])
  }

  @Test func brokenHeadersAreErrorsWithALine() throws {
    #expect(throws: DelimitedTextError.badHeader(line: 2, problem: .unterminatedQuote)) {
      try DelimitedReader.readHeader(source("\n\"a,b\n1,2\n"), .rfc4180)
    }
    #expect(throws: DelimitedTextError.badHeader(line: 1, problem: .nulByte)) {
      try DelimitedReader.readHeader(source("a,\u{0}b\n1,2\n"), .rfc4180)
    }
    #expect(throws: DelimitedTextError.noHeader) {
      try DelimitedReader.readHeader(source("\n\r\n\n"), .rfc4180)
    }
    #expect(throws: DelimitedTextError.noHeader) {
      try DelimitedReader.readHeader(source("a,b\n"), Dialect(titleLines: 3))
    }
    #expect(throws: DelimitedTextError.tooManyColumns(line: 1)) {
      try DelimitedReader.readHeader(
        source(String(repeating: ",", count: 70_000)), .rfc4180)
    }
    #expect(throws: DelimitedTextError.noColumn(index: 2, width: 2)) {
      try DelimitedReader.readColumns(
        source("a,b\n1,2\n"), .rfc4180, columns: [ColumnRequest(index: 2)])
    }
  }

  @Test func aHeaderWithoutRowsIsAnEmptyTable() throws {
    for text in ["a,b", "a,b\n", "a,b\r\n\r\n"] {
      let table = try DelimitedReader.readColumns(
        source(text), .rfc4180,
        columns: [ColumnRequest(index: 0), ColumnRequest(index: 1, form: .slices)])
      #expect(table.rowCount == 0)
      #expect(table.physicalRows == 0)
      #expect(table.columns[0].coded?.values.isEmpty == true)
    }
  }

  @Test func errorsNeverSayWhatTheTextSays() throws {
    let errors: [DelimitedTextError] = [
      .noHeader, .tooManyColumns(line: 3), .noColumn(index: 1, width: 1),
      .badHeader(line: 2, problem: .unterminatedQuote),
      .badHeader(line: 2, problem: .cellTooLarge(limit: 9)),
      .badHeader(line: 2, problem: .nulByte),
    ]
    #expect(Set(errors.map(\.description)).count == errors.count)
  }
}
