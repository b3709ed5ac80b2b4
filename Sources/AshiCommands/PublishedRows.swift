import DelimitedText
import Nightly
import OutcomeModel

/// The rows of the `results.csv` that was published last, as they stand in the file.
struct PublishedRows {
  /// The report; nil before the first publication.
  let report: ReportName?
  /// The rows below the header, each with the cells of `ResultRow.columns`.
  private let rows: [[String]]
  private let lines: [String]

  /// Reads the file of the latest report.
  ///
  /// - Throws: ``CommandFailure`` where a report stands whose table cannot be read.
  init(_ pipeline: Pipeline) throws {
    let publisher = Publisher(reports: pipeline.reports)
    report = publisher.latest()
    guard let report else {
      rows = []
      lines = []
      return
    }
    let path = publisher.path(report) + "/results.csv"
    do {
      let table = try DelimitedReader.rows(try SourceText.load(path: path), .rfc4180)
      guard table.header.width == ResultRow.columns.count, table.rejected.isEmpty else {
        throw CommandFailure(.inputOutput, "\(path) is not what was published")
      }
      rows = table.rows
    } catch let failure as CommandFailure {
      throw failure
    } catch {
      throw CommandFailure(.inputOutput, "\(path) cannot be read")
    }
    lines = rows.map { cells in
      var writer = DelimitedWriter()
      writer.append(cells)
      return writer.text
    }
  }

  /// How many rows there are.
  var count: Int { rows.count }

  /// The line of a row, with its line feed.
  func line(_ index: Int) -> String { lines[index] }

  /// Where a row of the analysis stands in the file; nil where it was not published.
  ///
  /// A row that stands since an earlier report may name the period that it is about; the rows keep the
  /// order of the analysis, so it is the next one that fits.
  func places(of analysis: [ResultRow]) -> [Int?] {
    var next = 0
    return analysis.map { row in
      for index in next..<max(next, rows.count) where isRow(rows[index], row) {
        next = index + 1
        return index
      }
      return nil
    }
  }

  private func isRow(_ cells: [String], _ row: ResultRow) -> Bool {
    let names = [
      0: row.endpoint, 1: row.window, 3: row.group, 4: row.comparator, 10: row.statistic,
    ]
    guard names.allSatisfy({ cells[$0.key] == FormulaGuard.escape($0.value) }) else { return false }
    let population = FormulaGuard.escape(row.population)
    // A row that stands carries its own period in `population`, and its day in `method` or `status`.
    return cells[2] == population || cells[18].contains(";as_of=")
      || cells[19].hasPrefix("being_corrected:")
  }
}
