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

  @Test func linesDatedBehindTheirNamesShareOneDateOnlyIfAllHaveIt() {
    let all = [["x" + mark, "1", "20"], ["y" + mark, "2", "–"]]
    #expect(table(all).dated.rows == [["x", "1", "20"], ["y", "2", "–"]])
    #expect(table(all).dated.caption == "Pain. Back pain" + mark + ".")
    let tonight = [["x" + mark, "1", "20"], ["y" + mark, "2", "–"], ["z", "3", "4"]]
    #expect(table(tonight).dated.rows == tonight)
  }

  @Test func aLineOfCellsSaysItsDateOnceToo() {
    let day = Phrase.asOf(CalendarDay(number: 20_000))
    #expect(
      ReportTable.line("x", [("1", day), ("2", nil), ("–", "")]) == ["x" + day, "1", "2", "–"])
    #expect(
      ReportTable.line("x", [("1", day), ("2", nil), ("3", "")]) == ["x", "1" + day, "2", "3"])
    #expect(ReportTable.line("x", [("1", ""), ("2", "")]) == ["x", "1", "2"])
  }

  @Test func aLineSaysItsDateOnceWhereAllOfItStandsAsOfOneDay() {
    func row(_ statistic: String, _ estimate: Double, asOf: CalendarDay?) -> PrintedRow {
      var row = ResultRow(
        endpoint: "course_change", window: "week6", population: "back_pain", group: "acuity=acute",
        n: 50, nMissing: 10, nNotApplicable: 0, nNotDue: 0, statistic: statistic)
      row.estimate = estimate
      var printed = PrintedRow(row)
      printed.asOf = asOf
      return printed
    }
    func line(_ base: CalendarDay?, _ change: CalendarDay?) -> [String] {
      ChangeByCondition.line(
        "Acute", change: row("mean_change", -2, asOf: change),
        scores: [row("mean_base", 6, asOf: base), row("mean_aval", 4, asOf: change)],
        shares: [row("proportion", 0.5, asOf: change)])
    }
    let day = CalendarDay(number: 20_000)
    let date = Phrase.asOf(day)
    #expect(line(day, day) == ["Acute" + date, "−2.0", "50", "6.0", "4.0", "50\u{00A0}%"])
    #expect(
      line(nil, day)
        == ["Acute", "−2.0" + date, "50", "6.0", "4.0" + date, "50\u{00A0}%" + date])
    #expect(line(nil, nil) == ["Acute", "−2.0", "50", "6.0", "4.0", "50\u{00A0}%"])
  }
}
