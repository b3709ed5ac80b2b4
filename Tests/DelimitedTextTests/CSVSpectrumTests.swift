import Foundation
import Testing

@testable import DelimitedText

/// csv-spectrum (max-mapper, BSD-2-Clause): small files that readers get wrong, with the rows expected.
/// `location_coordinates` is left out of the comparison: its expected rows contradict its own CSV.
@Suite struct CSVSpectrumTests {
  @Test(
    .enabled(if: SharedData.has("csv-spectrum"), "csv-spectrum is not beside the package"),
    arguments: [
      "comma_in_quotes", "empty", "empty_crlf", "escaped_quotes", "json", "newlines",
      "newlines_crlf", "quotes_and_newlines", "simple", "simple_crlf", "utf8",
    ])
  func fileReadsAsExpected(name: String) throws {
    let source = try SourceText.load(path: SharedData.path("csv-spectrum/csvs/\(name).csv"))
    let json = try SharedData.bytes("csv-spectrum/json/\(name).json")
    let expected = try JSONDecoder().decode([[String: String]].self, from: json)
    guard case .found(let dialect, _) = DialectDetector().detect(source) else {
      Issue.record("the comma is not found")
      return
    }
    let table = try DelimitedReader.rows(source, dialect)
    #expect(table.rejected.isEmpty)
    let rows = table.rows.map { row in
      Dictionary(uniqueKeysWithValues: zip(table.header.cells, row))
    }
    #expect(rows == expected)
  }

  @Test(.enabled(if: SharedData.has("csv-spectrum"), "csv-spectrum is not beside the package"))
  func quotesInsideUnquotedCellsAreText() throws {
    let path = SharedData.path("csv-spectrum/csvs/location_coordinates.csv")
    let table = try DelimitedReader.rows(SourceText.load(path: path), .rfc4180)
    let row = try #require(table.rows.first)
    #expect(row[0] == "2095257564")
    #expect(row[1].hasSuffix("17.9\"W"))
  }
}
