import OutcomeModel
import Testing

@testable import Reporting

@Suite struct HonestLinesTests {
  private func lines(
    n: Int, missing: Int, rtm: Double? = nil, asked: Bool = true, limit: Int = 0
  ) -> [String] {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    func row(_ statistic: String, _ estimate: Double?) -> ResultRow {
      var row = ResultRow(
        endpoint: "course_change", window: "week6",
        population: InventedClinic.populations[0].text, group: "all", n: n, nMissing: missing,
        nNotApplicable: 0, nNotDue: 0, statistic: statistic)
      row.estimate = estimate
      if estimate == nil { row.status = "not_estimable:missing_input" }
      return row
    }
    result.rows = [row("mean_change", -2)] + (asked ? [row("rtm", rtm)] : [])
    return HonestLines.of(Figures(PrintedResult(result, limit: limit)))
  }

  @Test func whoIsMissingIsSaid() {
    #expect(
      lines(n: 80, missing: 20, asked: false) == [
        "Of 100 people who are due here, 80 (80\u{00A0}%) have a six-week score; how the others fared "
          + "is not known."
      ])
  }

  /// Without the plan's inputs there is no figure, and never a default.
  @Test func regressionToTheMeanIsEstimatedOrSaidNotToBe() {
    #expect(lines(n: 80, missing: 20)[1].hasSuffix("such scores."))
    #expect(lines(n: 80, missing: 20)[1].contains("cannot be estimated"))
    #expect(
      lines(n: 80, missing: 20, rtm: -1.26)[1].hasSuffix("would be a fall of about 1.3 points."))
  }

  /// Few who are missing would be told by the counts.
  @Test func countsThatAreNotShownAreNotSaid() {
    let hidden = [
      "How many of those who are due here have a six-week score is not shown: it would tell of few "
        + "people."
    ]
    #expect(lines(n: 80, missing: 3, asked: false, limit: 5) == hidden)
    #expect(lines(n: 3, missing: 30, asked: false, limit: 5) == hidden)
  }
}
