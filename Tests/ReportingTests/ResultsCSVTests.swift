import OutcomeModel
import Reporting
import Testing

@Suite struct ResultsCSVTests {
  private func row() -> ResultRow {
    ResultRow(
      endpoint: "course_change", window: "week6", population: "first", group: "all", n: 48,
      nMissing: 2, nNotApplicable: 0, nNotDue: 7, statistic: "mean_change", method: "t")
  }

  @Test func headerHasTheColumnsInOrder() {
    #expect(
      ResultsCSV.header()
        == "endpoint,window,population,group,comparator,n,n_comparator,n_missing,n_not_applicable,"
        + "n_not_due,statistic,estimate,ci_low,ci_high,ci_level,df,p_value,p_adjusted,method,status\n"
    )
  }

  @Test func numbersAreShortestAndMinusSignsStay() {
    var row = row()
    row.estimate = -2
    row.ciLow = -3.1412590480911065
    row.ciHigh = -1
    row.ciLevel = 0.95
    row.df = 47
    row.pValue = 0.046875
    #expect(
      ResultsCSV.line(row)
        == "course_change,week6,first,all,,48,,2,0,7,mean_change,-2,-3.1412590480911065,-1,0.95,47,"
        + "0.046875,,t,ok\n")
  }

  @Test(arguments: [0.0, 1e-305, 9.99e-301])
  func tinyPIsItsBound(p: Double) {
    var row = row()
    row.pValue = p
    #expect(ResultsCSV.line(row).contains(",1e-300,,t;p<1e-300,ok\n"))
  }

  @Test func aPOf1e300IsItself() {
    var row = row()
    row.pValue = 1e-300
    #expect(ResultsCSV.line(row).contains(",1e-300,,t,ok\n"))
  }

  @Test(arguments: ["=HYPERLINK(\"x\")", "+1", "-1", "@x", "\tx"])
  func textCellsAreGuarded(text: String) {
    var row = row()
    row.group = text
    let line = ResultsCSV.line(row)
    #expect(line.contains("'" + text.prefix(1)))
  }

  @Test func jsonHasTheSameNumbersAndNulls() {
    var row = row()
    row.estimate = 7
    row.group = "arm=\"x\"\n"
    #expect(
      ResultsJSON.text([row])
        == "[\n{\"endpoint\":\"course_change\",\"window\":\"week6\",\"population\":\"first\","
        + "\"group\":\"arm=\\\"x\\\"\\n\",\"comparator\":\"\",\"n\":48,\"n_comparator\":null,"
        + "\"n_missing\":2,\"n_not_applicable\":0,\"n_not_due\":7,\"statistic\":\"mean_change\","
        + "\"estimate\":7,\"ci_low\":null,\"ci_high\":null,\"ci_level\":null,\"df\":null,"
        + "\"p_value\":null,\"p_adjusted\":null,\"method\":\"t\",\"status\":\"ok\"}\n]\n")
    #expect(ResultsJSON.text([ResultRow]()) == "[]\n")
  }

  @Test func tableAlignsAndDropsEmptyColumns() {
    var first = row()
    first.estimate = -2.5277777
    var second = row()
    second.statistic = "paired_t"
    second.estimate = -8.28914088367935
    second.pValue = 1e-301
    #expect(
      ResultsTable.text([first, second])
        == """
        course_change, week6 (first)
          group   n  missing  n/a  not due  statistic    estimate        p
          all    48        2    0        7  mean_change  -2.52778
          all    48        2    0        7  paired_t     -8.28914  <1e-300

        """)
    #expect(ResultsTable.text([ResultRow]()) == "No rows.\n")
  }
}
