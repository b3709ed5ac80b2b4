import Foundation
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
    return HonestLines.of(Figures(PrintedResult(result, limit: limit)), isFirst: true)
  }

  private static let unasked =
    "People come when it hurts most, and such days are mostly followed by better ones. How much of the "
    + "fall that is cannot be estimated: the plan does not ask for it."

  @Test func whoIsMissingIsSaid() {
    #expect(
      lines(n: 80, missing: 20, asked: false) == [
        "Of 100 people who are due here, 80 (80\u{00A0}%) have a six-week score; how the others fared "
          + "is not known.",
        Self.unasked,
      ])
  }

  /// Without the plan's inputs there is no figure, and never a default.
  @Test func regressionToTheMeanIsEstimatedOrSaidNotToBe() {
    #expect(lines(n: 80, missing: 20)[1].hasSuffix("how such scores swing from day to day."))
    #expect(lines(n: 80, missing: 20)[1].contains("cannot be estimated"))
    #expect(
      lines(n: 80, missing: 20, rtm: -1.26)[1].hasSuffix("would be a fall of about 1.3 points."))
  }

  /// Few who are missing would be told by the counts.
  @Test func countsThatAreNotShownAreNotSaid() {
    let hidden = [
      "How many of those who are due here have a six-week score is not shown: it would tell of few "
        + "people.",
      Self.unasked,
    ]
    #expect(lines(n: 80, missing: 3, asked: false, limit: 5) == hidden)
    #expect(lines(n: 3, missing: 30, asked: false, limit: 5) == hidden)
  }

  /// Every section with figures of before and after carries the lines, and the published course stands
  /// in the section or in its notes.
  @Test func everySectionOfBeforeAndAfterHasThem() throws {
    var input = InventedClinic.invented(300).input()
    input.result.claims = ClaimsTableTests.claims()
    let page = try #require(try ReportBuilder.build(input).file("report.html")).text
    #expect(page.split(separator: "How much of the fall").count == 2, "told once")
    for id in ["key-figures", "course", "conditions", "acuity", "response", "claims"] {
      let start = try #require(page.range(of: "<section id=\"\(id)\""), "\(id)")
      let rest = page[start.upperBound...]
      let section = rest[..<(rest.range(of: "</section>")?.lowerBound ?? rest.endIndex)]
      #expect(section.contains("have a six-week score"), "\(id)")
      #expect(section.contains("People come when it hurts most"), "\(id)")
      #expect(section.lowercased().contains("published"), "\(id)")
    }
  }

  @Test func howTheMissingBeganIsSaidOfEveryoneOnly() {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    let population = InventedClinic.populations[0].text
    var row = ResultRow(
      endpoint: "course_change", window: "week6", population: population, group: "all", n: 80,
      nMissing: 20, nNotApplicable: 0, nNotDue: 0, statistic: "mean_change")
    row.estimate = -2
    result.rows = [row]
    row.group = "condition=sciatica"
    result.rows.append(row)
    result.series = [("scored", 80, 6.25), ("not_scored", 20, 6.9)].map { label, count, value in
      AnalysisResult.SeriesPoint(
        series: SeriesName.baselineByCompletion, population: population, group: "all", position: 0,
        label: label, n: count, value: value, low: nil, high: nil, status: "ok")
    }
    let figures = Figures(PrintedResult(result, limit: 0))
    let line = "Pain at the start was 6.3 in those with a six-week score and 6.9 in those without."
    #expect(HonestLines.of(figures).contains(line))
    #expect(!HonestLines.of(figures, group: "condition=sciatica").contains(line))
    let published = HonestLines.of(figures, withPublished: true).last
    #expect(
      published?.hasPrefix("In published studies of such patients pain fell by about") == true)
  }
}
