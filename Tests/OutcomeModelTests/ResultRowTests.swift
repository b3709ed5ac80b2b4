import OutcomeModel
import Testing

@Suite struct ResultRowTests {
  @Test func theColumnsAreThoseOfTheContract() {
    #expect(
      ResultRow.columns.joined(separator: ",")
        == "endpoint,window,population,group,comparator,n,n_comparator,n_missing,"
        + "n_not_applicable,n_not_due,statistic,estimate,ci_low,ci_high,ci_level,df,p_value,"
        + "p_adjusted,method,status")
  }

  @Test func theKeyIsTheFirstFiveColumnsWithTheStatistic() {
    let row = ResultRow(
      endpoint: "course_change", window: "week6", population: "first", group: "all", n: 3,
      nMissing: 0, nNotApplicable: 0, nNotDue: 0, statistic: "mean")
    var other = row
    other.n = 9
    other.estimate = 1
    other.method = "m"
    #expect(other.key == row.key)
    for path in [
      \ResultRow.endpoint, \.window, \.population, \.group, \.comparator, \.statistic,
    ] as [WritableKeyPath<ResultRow, String>] {
      var changed = row
      changed[keyPath: path] += "x"
      #expect(changed.key != row.key)
    }
    #expect(row.isOK)
    other.status = "suppressed"
    #expect(!other.isOK)
  }
}
