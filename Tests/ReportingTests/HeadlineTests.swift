import OutcomeModel
import Testing

@testable import Reporting

@Suite struct HeadlineTests {
  private func headline(
    n: Int = 161, missing: Int = 137, estimate: Double? = -2.1, low: Double? = -2.3,
    high: Double? = -1.9, status: String = "ok", limit: Int = 5, groups: [String] = []
  ) -> Headline {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    for group in ["all"] + groups {
      var row = ResultRow(
        endpoint: "course_change", window: "week6",
        population: InventedClinic.populations[0].text, group: group, n: n, nMissing: missing,
        nNotApplicable: 0, nNotDue: 0, statistic: "mean_change", status: status)
      row.estimate = estimate
      row.ciLow = low
      row.ciHigh = high
      result.rows.append(row)
    }
    result.flow = [
      .init(
        unit: "episodes", population: InventedClinic.populations[0].text, step: "due",
        reason: "", count: n + missing)
    ]
    return Headline(Figures(PrintedResult(result, limit: limit)))
  }

  @Test func theTemplateToTheLetter() {
    #expect(
      headline(groups: ["acuity=chronic"]).sentences == [
        "Of 298 people who began care for back pain in the 12 months to October 2026 and are due, "
          + "161 (54\u{00A0}%) have a six-week score; among them pain was lower by 2.1 points "
          + "(1.9 to 2.3).",
        "In published studies of such patients it fell by about 1.8 points in six weeks, "
          + "whatever care they had.",
      ])
  }

  @Test func acuteAndChronicTogetherNameBothCourses() {
    #expect(
      headline(groups: ["acuity=acute", "acuity=chronic"]).sentences[1]
        == "In published studies of such patients it fell by about 1.8 (long-lasting pain) to "
        + "2.9 points (new pain) in six weeks, whatever care they had.")
    #expect(headline(groups: ["acuity=acute"]).sentences[1].contains("about 2.9 points in six"))
  }

  @Test func aRiseIsSaid() {
    #expect(
      headline(estimate: 1, low: 0.2, high: 1.8).sentences[0].hasSuffix(
        "pain was higher by 1.0 point (0.2 to 1.8)."))
  }

  @Test func anIntervalAcrossNoChangeNamesBothSides() {
    #expect(
      headline(estimate: -0.4, low: -1.1, high: 0.3).sentences[0].hasSuffix(
        "pain was lower by 0.4 points (between 1.1 lower and 0.3 higher)."))
    #expect(
      headline(estimate: 0.01, low: nil, high: nil).sentences[0].hasSuffix(
        "pain was unchanged on average."))
  }

  @Test func fewMissingAreNotCountedOut() {
    let sentence = headline(n: 120, missing: 3).sentences[0]
    #expect(sentence.hasPrefix("Of 123 people who began care"))
    #expect(sentence.contains("nearly all have a six-week score"))
    #expect(!sentence.contains("120"))
  }

  @Test func nothingIsOneHonestSentence() {
    #expect(
      headline(n: 3, missing: 40).sentences == [
        "The six-week figure of the people who began care for back pain in the 12 months to October "
          + "2026 is not shown: it could tell about a group of too few people."
      ])
    #expect(
      headline(n: 0, missing: 0, estimate: nil, status: "not_estimable:no_data").sentences == [
        "Nobody who began care for back pain in the 12 months to October 2026 has a six-week pain "
          + "score yet, so there is nothing to report."
      ])
    let empty = Headline(
      Figures(PrintedResult(AnalysisResult(asOf: InventedClinic.asOf), limit: 5)))
    #expect(empty.sentences.count == 1)
  }
}
