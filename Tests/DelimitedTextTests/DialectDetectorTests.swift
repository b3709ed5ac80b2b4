import Testing

@testable import DelimitedText

@Suite struct DialectDetectorTests {
  private func detect(_ text: String, known: Dialect = .rfc4180) throws -> DialectDetector.Detection
  {
    DialectDetector(known: known).detect(try SourceText(bytes: Array(text.utf8)))
  }

  @Test(arguments: Dialect.knownDelimiters) func eachDelimiterIsFound(delimiter: UInt8) throws {
    let mark = String(UnicodeScalar(delimiter))
    let text = "id,when,pain\n1,2026-01-05,7\n2,2026-01-06,\"6\(mark)5\"\n"
      .replacing(",", with: mark)
    #expect(
      try detect(text) == .found(Dialect(delimiter: delimiter), confidence: 1))
  }

  @Test func listsAndDecimalCommasInCellsDoNotMislead() throws {
    let lists = "id,diagnosis\n1,M54.50;M51.26\n2,M54.31\n"
    #expect(try detect(lists) == .found(Dialect(delimiter: 0x2C), confidence: 1))
    let decimals = "id;pain\n1;7,5\n2;6,0\n"
    #expect(try detect(decimals) == .found(Dialect(delimiter: 0x3B), confidence: 1))
  }

  @Test func twoThatFitAreRefused() throws {
    let text = "last, first;age\nDoe, Ann;40\nRoe, Bob;50\n"
    guard case .ambiguous(let candidates) = try detect(text) else {
      Issue.record("one was chosen")
      return
    }
    #expect(candidates.map(\.delimiter) == [0x2C, 0x3B])
    #expect(candidates.allSatisfy { $0.confidence == 1 && $0.columns == 2 })
  }

  @Test func aSeparatorLineDecides() throws {
    let text = "sep=;\nlast, first;age\nDoe, Ann;40\n"
    #expect(try detect(text) == .found(Dialect(delimiter: 0x3B), confidence: 1))
  }

  @Test func confidenceIsTheShareOfRowsThatAgree() throws {
    let rows = (0..<18).map { "\($0),7\n" }.joined()
    #expect(
      try detect("id,pain\n" + rows + "x\ny,1,2\n") == .found(.rfc4180, confidence: 0.9))
    guard case .none(let candidates) = try detect("id,pain\n1,2,3\n4\n5,6\n") else {
      Issue.record("a delimiter was chosen")
      return
    }
    #expect(candidates.map(\.columns) == [2])
  }

  @Test func oneColumnAndNoHeader() throws {
    #expect(try detect("pain\n7\n6\n") == .found(.rfc4180, confidence: 1))
    #expect(try detect("\n\n") == .noHeader)
    #expect(
      try detect("Report, of today\npain;x\n7;1\n", known: Dialect(titleLines: 1))
        == .found(Dialect(delimiter: 0x3B, titleLines: 1), confidence: 1))
  }
}
