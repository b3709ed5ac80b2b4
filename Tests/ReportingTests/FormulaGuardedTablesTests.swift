import OutcomeModel
import TestSupport
import Testing

@testable import Reporting

/// No text cell of a report's tables can be taken for a formula, and numbers stay numbers.
@Suite struct FormulaGuardedTablesTests {
  private static let starts = ["=", "+", "-", "@", "\t", "\r"]

  /// Numbers that were guarded as if they were text.
  private func guardedNumbers(_ text: String) -> [String] {
    FormulaCells.rows(text).joined().filter { $0.first == "'" && Double($0.dropFirst()) != nil }
  }

  @Test(arguments: starts)
  func everyTextOfEveryTableIsGuarded(start: String) throws {
    let evil = start + "HYPERLINK(1)"
    var row = ResultRow(
      endpoint: evil, window: evil, population: evil, group: evil, comparator: evil, n: 48,
      nComparator: 48, nMissing: 0, nNotApplicable: 0, nNotDue: 0, statistic: evil, method: evil)
    row.estimate = -2
    row.ciLow = -3
    row.ciHigh = -1
    row.status = evil
    var claim = Claim(
      id: evil, title: evil, says: evil, rule: .published, population: evil, maySay: evil,
      mayNotSay: evil)
    claim.parts = [
      Claim.Part(
        name: evil, label: evil,
        row: ResultRow.Key(
          endpoint: evil, window: evil, population: evil, group: evil, comparator: evil,
          statistic: evil),
        threshold: -2, verdict: .seen)
    ]
    let point = AnalysisResult.SeriesPoint(
      series: evil, population: evil, group: evil, position: -2, label: evil, n: 48, value: -2,
      low: -3, high: -1, status: evil)
    let step = AnalysisResult.FlowStep(
      unit: evil, population: evil, step: evil, reason: evil, count: 48)
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.rows = [row]
    result.claims = [claim]
    let tables = [
      "results": ResultsCSV.text([row]),
      "claims": ClaimsCSV.text(result, below: 0),
      "series": SeriesCSV.text([PrintedResult.Point(point: point, n: 48)]),
      "flow": FlowCSV.text([PrintedResult.Step(step: step, count: 48)]),
      "rejects": RejectsCSV.text([
        Reject(
          file: 1, line: 2, byteOffset: 0, column: evil, reason: .unreadableDate, rule: evil)
      ]),
    ]
    for (name, text) in tables {
      #expect(FormulaCells.formulas(text) == [], "\(name)")
      #expect(guardedNumbers(text) == [], "\(name)")
      #expect(FormulaCells.rows(text).joined().contains("'" + evil), "\(name)")
    }
    for name in ["results", "claims", "series"] {
      #expect(try FormulaCells.rows(#require(tables[name])).joined().contains("-2"), "\(name)")
    }
  }

  @Test(arguments: starts)
  func theReportFolderHasNoOtherTable(start: String) throws {
    var input = InventedClinic.invented(200).input(name: start + "1+1")
    input.rejects = [
      Reject(
        file: 1, line: 2, byteOffset: 0, column: start + "1+1", reason: .unreadableDate,
        rule: start + "1+1")
    ]
    let tables = try ReportBuilder.build(input).files.filter { $0.path.hasSuffix(".csv") }
    #expect(
      tables.map(\.path) == [
        "claims.csv", "flow.csv", "mail/results.csv", "rejects.csv", "results.csv", "series.csv",
      ])
    for table in tables {
      #expect(FormulaCells.formulas(table.text) == [], "\(table.path)")
      #expect(guardedNumbers(table.text) == [], "\(table.path)")
    }
    #expect(FormulaCells.rows(tables[4].text).joined().contains { $0.hasPrefix("-2.") })
  }
}
