import OutcomeModel
import Testing

@testable import Reporting

@Suite struct ReportTableDatesTests {
  private func table(_ rows: [[String]]) -> ReportTable {
    ReportTable(caption: "Pain", period: "Back pain", columns: ["", "A", "B"], rows: rows)
  }

  private let mark = ", as of 24 September 2026 (September 2025 to August 2026)"

  @Test func oneDateOfAllCellsIsSaidOnceAboveThem() {
    let dated = table([
      ["x", "1" + mark, "20"], ["y", "2" + mark, "–"], ["z", "nobody yet", "–"],
    ])
    .dated
    #expect(dated.rows.map { $0[1] } == ["1", "2", "nobody yet"])
    #expect(dated.caption == "Pain. Back pain" + mark + ".")
  }

  @Test func whereFiguresOfTwoDaysStandEachKeepsItsOwn() {
    let two = [["x", "1" + mark, "20"], ["y", "2, as of 1 October 2026", "–"]]
    #expect(table(two).dated.rows == two)
    // Tonight's beside standing ones.
    let tonight = [["x", "1" + mark, "2"], ["y", "2" + mark, "3"], ["z", "3", "4"]]
    #expect(table(tonight).dated.rows == tonight)
  }
}
