import OutcomeModel
import Testing

@testable import Reporting

@Suite struct AcuteBesideChronicTests {
  private func sentence(acute: Double, chronic: Double, low: Double?, high: Double?) -> String? {
    var result = AnalysisResult(asOf: InventedClinic.asOf)
    result.populations = InventedClinic.populations
    let population = InventedClinic.populations[0].text
    for (group, estimate) in [("all", -2.0), ("acuity=acute", acute), ("acuity=chronic", chronic)] {
      var row = ResultRow(
        endpoint: "course_change", window: "week6", population: population, group: group, n: 50,
        nMissing: 10, nNotApplicable: 0, nNotDue: 0, statistic: "mean_change")
      row.estimate = estimate
      result.rows.append(row)
    }
    var row = ResultRow(
      endpoint: "course_change", window: "week6", population: population, group: "acuity=acute",
      comparator: "acuity=chronic", n: 50, nComparator: 50, nMissing: 20, nNotApplicable: 0,
      nNotDue: 0, statistic: "mean_difference")
    row.estimate = acute - chronic
    row.ciLow = low
    row.ciHigh = high
    result.rows.append(row)
    return AcuteBesideChronic.section(Figures(PrintedResult(result, limit: 0))).paragraphs.first
  }

  @Test func moreWithItsIntervalOnTheSameSide() throws {
    let text = try #require(sentence(acute: -3.1, chronic: -1.8, low: -2.1, high: -0.5))
    #expect(text.hasPrefix("Acute pain fell by 1.3 points more than chronic pain (0.5 to 2.1)."))
  }

  @Test func lessAndAcrossNoDifference() throws {
    let text = try #require(sentence(acute: -1.0, chronic: -1.8, low: -0.2, high: 1.8))
    #expect(
      text.hasPrefix(
        "Acute pain fell by 0.8 points less than chronic pain (between 0.2 more and 1.8 less)."))
  }

  @Test func aRiseIsNoFall() throws {
    let text = try #require(sentence(acute: 0.5, chronic: -1.0, low: nil, high: nil))
    #expect(text.hasPrefix("Acute pain changed by 1.5 points less than chronic pain. The two"))
  }
}
