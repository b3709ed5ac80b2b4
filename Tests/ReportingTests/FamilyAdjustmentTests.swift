import OutcomeModel
import Testing

@testable import Reporting

@Suite struct FamilyAdjustmentTests {
  /// Two groups and their total at six weeks; the groups' tests are one family.
  private func rows(acute: (n: Int, missing: Int), chronic: (n: Int, missing: Int)) -> [ResultRow] {
    func row(_ group: String, _ n: Int, _ missing: Int, _ pValue: Double) -> ResultRow {
      var row = ResultRow(
        endpoint: "course_change", window: "week6", population: "first", group: group, n: n,
        nMissing: missing, nNotApplicable: 0, nNotDue: 0, statistic: "paired_t", method: "paired_t")
      row.estimate = -3
      row.pValue = pValue
      if group != "all" {
        row.pAdjusted = 2 * pValue
        row.method += ";holm=primary"
      }
      return row
    }
    return [
      row("all", acute.n + chronic.n, acute.missing + chronic.missing, 0.001),
      row("acuity=acute", acute.n, acute.missing, 0.004),
      row("acuity=chronic", chronic.n, chronic.missing, 0.01),
    ]
  }

  private func printed(_ rows: [ResultRow], limit: Int) -> [PrintedRow] {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.rows = rows
    return Suppression.rows(of: result, below: limit)
  }

  @Test func aFamilyThatIsPrintedWholeKeepsItsAdjustment() {
    let rows = rows(acute: (40, 20), chronic: (60, 20))
    for limit in [0, 5, 11] {
      let printed = printed(rows, limit: limit)
      #expect(printed.map(\.row.pAdjusted) == [nil, 0.008, 0.02], "\(limit)")
      #expect(printed[1].row.method == "paired_t;holm=primary")
    }
  }

  /// The total of 64 is shown exactly; one group of 4 is hidden, and the other is hidden or not.
  @Test(arguments: [(40, 3), (4, 10)])
  func whereOneTestIsNotShownNoneIsAdjusted(n: Int, missing: Int) {
    let rows = rows(acute: (n, missing), chronic: (60, 20))
    for row in printed(rows, limit: 5) {
      #expect(row.row.pAdjusted == nil)
      #expect(!row.row.method.contains("holm"))
    }
    #expect(printed(rows, limit: 0).contains { $0.row.pAdjusted != nil })
  }

  @Test func anotherFamilyIsNoneOfItsBusiness() {
    func pair(_ printed: PrintedRow?, _ source: ResultRow) -> (row: PrintedRow?, source: ResultRow)
    {
      (printed, source)
    }
    let all = rows(acute: (40, 20), chronic: (60, 20))
    var other = all[2]
    other.method = "paired_t;holm=second"
    // The first family lacks a row that this reader has never seen.
    let families = FamilyAdjustment([pair(nil, all[1]), pair(PrintedRow(other), other)])
    #expect(families.kept(PrintedRow(all[1])).row.pAdjusted == nil)
    #expect(families.kept(PrintedRow(other)).row.pAdjusted == 0.02)
    // A row that stands was adjusted when it was published.
    var standing = PrintedRow(all[1])
    standing.asOf = InventedClinic.asOf
    #expect(families.kept(standing) == standing)
  }
}
