import Foundation
import Testing

@testable import DelimitedText

/// uniVocity parsers (Apache-2.0): one file under three line endings, with comments, blank lines, padded
/// cells, doubled quotes and a line break in quotes. Expected rows: CsvParserTest.parseIgnoringWhitespaces.
@Suite struct UnivocityTests {
  private struct Expected: Decodable {
    let headers: [String]
    let rows: [[String?]]
  }

  @Test(
    .enabled(if: SharedData.has("csv-univocity"), "csv-univocity is not beside the package"),
    arguments: ["essential", "essential-dos", "essential-mac"])
  func essentialCases(name: String) throws {
    let json = try SharedData.bytes("csv-univocity/EXPECTED_essential.json")
    let expected = try JSONDecoder().decode(Expected.self, from: json)
    let source = try SourceText.load(path: SharedData.path("csv-univocity/csv/\(name).csv"))
    let dialect = Dialect(comment: 0x23, trimsWhitespace: true, titleLines: 1)
    let table = try DelimitedReader.rows(source, dialect)
    #expect(table.header.cells == expected.headers)
    // Line breaks inside a cell are as the file has them.
    let rows = table.rows.map {
      $0.map { $0.replacing("\r\n", with: "\n").replacing("\r", with: "\n") }
    }
    #expect(rows == expected.rows.map { $0.map { $0 ?? "" } })
    // The line "-->skipping this line", which uniVocity's test passes over by a setting.
    #expect(table.rejected.map(\.problem) == [.cells(expected: 5, found: 1)])
    #expect(table.rejected.first?.line == 10)
  }

  @Test(.enabled(if: SharedData.has("csv-univocity"), "csv-univocity is not beside the package"))
  func theThreeLineEndingsGiveTheSameRowsOnTheSameLines() throws {
    let dialect = Dialect(comment: 0x23, trimsWhitespace: true, titleLines: 1)
    let tables = try ["essential", "essential-dos", "essential-mac"].map { name in
      let path = SharedData.path("csv-univocity/csv/\(name).csv")
      return try DelimitedReader.rows(SourceText.load(path: path), dialect)
    }
    #expect(tables[0].lines == tables[1].lines)
    #expect(tables[0].lines == tables[2].lines)
    #expect(tables[0].rejected.map(\.line) == tables[2].rejected.map(\.line))
  }
}
