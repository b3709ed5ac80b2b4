import OutcomeModel
import Testing

@testable import Analysis

/// Claims answered on hand-made episodes.
@Suite struct ClaimAnswersTests {
  private static let text = """
    claims:
      - id: 1
        title: Acute
        says: Acute pain falls.
        why: w
        rule: interval
        population: everyone
        period: all
        figures:
          - {name: change, endpoint: course_change, window: week6, group: {acuity: acute},
             statistic: mean_change, threshold: 0, side: below}
          - {name: share, endpoint: response_30, window: week6, statistic: proportion, beside: true}
        may_say: "{change}"
        may_not_say: n
      - id: 2
        title: Herbs
        says: Herbs help.
        why: w
        rule: comparison
        population: everyone
        period: all
        figures:
          - endpoint: course_change
            window: week6
            with: {key: modality, values: {herbs: herbs, cupping: cupping}}
            statistic: ancova
        may_say: It does not show it.
        may_not_say: n
      - id: 3
        title: Patterns
        says: s
        why: w
        rule: descriptive
        population: everyone
        figures:
          - {endpoint: course_change, window: week6, group: {tcm_pattern: damp_heat}, statistic: mean}
        may_say: m
        may_not_say: n
      - {id: 4, title: t, says: s, why: w, rule: published, may_say: m, may_not_say: n,
         published: [{title: a, finding: b, source: c}]}
    """

  private let rows: [EpisodeRow] = (0..<12).map { number in
    var row = EpisodeRow.scored(
      number, day: 20_000 + number, base: 6 + number % 3, ["week6": number % 5],
      acuity: number < 8 ? .acute : .chronic)
    row.modality = number.isMultiple(of: 2) ? "herbs" : ""
    return row
  }

  private func result(_ rows: [EpisodeRow]) throws -> AnalysisResult {
    let claims = try ClaimsReader.read(text: Self.text, path: "c.yaml")
    return try ReportAnalysis(
      PlanFile(claims: claims, populationsOf: nil), asOf: CalendarDay(number: 20_400), threads: 2
    ).result(of: EpisodeRow.table(rows))
  }

  @Test func figuresAreRowsOfTheAnalysis() throws {
    let result = try result(rows)
    #expect(result.claims.map(\.id) == ["1", "2", "3", "4"])
    let keys = Set(result.rows.map(\.key))
    #expect(keys.count == result.rows.count)
    for part in result.claims[0].parts + result.claims[1].parts {
      #expect(keys.contains(try #require(part.row)), "\(part)")
    }
    // The whole of which a group is a part is there too.
    let acuities = result.rows.filter {
      $0.statistic == "mean_change" && $0.endpoint == "course_change"
    }
    #expect(acuities.contains { $0.group == "acuity=chronic" })
    #expect(acuities.contains { $0.group == "modality=herbs" })
    #expect(result.populations.map(\.text).contains("first"))
  }

  @Test func verdictsFollowTheRows() throws {
    let claims = try result(rows).claims
    #expect(claims[0].parts[0].verdict == .seen)
    #expect(claims[0].parts[1].verdict == .described)
    #expect(claims[0].parts[1].isBeside)
    #expect(claims[1].parts.map(\.verdict) == [.noComparison, .noComparison])
    #expect(claims[2].parts.map(\.verdict) == [.described])
    #expect(claims[3].parts.isEmpty)
    #expect(claims[3].references == [Claim.Reference(title: "a", finding: "b", source: "c")])
  }

  /// A clinic that records no pattern has no row for it, and everything else stands.
  @Test func whatIsNotRecordedIsPassedOver() throws {
    let result = try result(rows)
    let pattern = try #require(result.claims[2].parts.first?.row)
    #expect(!result.rows.contains { $0.key == pattern })
  }

  @Test func nobodyIsTooFew() throws {
    var late = EpisodeRow.scored(0, day: 20_000, base: nil)
    late.acuity = .chronic
    let claims = try result([late]).claims
    #expect(claims[0].parts[0].verdict == .tooFew)
    #expect(claims[0].parts[0].outlook == .cannotBeSaid)
    #expect(claims[1].parts[0].verdict == .noComparison)
  }

  /// The same share with and without: 10 of 12 are down by half or more, so 2 are not.
  @Test func aComplementIsJudgedAsTheShareWithout() throws {
    func verdict(_ threshold: Double, _ complement: Bool) throws -> Claim.Part {
      let text = """
        claims:
          - {id: 1, title: t, says: s, why: w, rule: interval, population: everyone, period: all,
             may_say: m, may_not_say: n, figures: [{endpoint: response_50, window: week6,
             statistic: proportion, threshold: \(threshold), side: above, complement: \(complement)}]}
        """
      let claims = try ClaimsReader.read(text: text, path: "c.yaml")
      let result = try ReportAnalysis(
        PlanFile(claims: claims, populationsOf: nil), asOf: CalendarDay(number: 20_400), threads: 2
      ).result(of: EpisodeRow.table(rows))
      return try #require(result.claims[0].parts.first)
    }
    // Wilson for 10 of 12: 0.552 to 0.953; without: 0.047 to 0.448.
    #expect(try verdict(0.5, false).verdict == .seen)
    #expect(try verdict(0.5, true).verdict == .notSeen)
    #expect(try verdict(0.2, true).verdict == .tooFew)
    #expect(try verdict(0.04, true).verdict == .seen)
    #expect(try verdict(0.5, true).isComplement)
  }

  @Test func othersOfAKeyAreOneFigureOfTheWhole() throws {
    let text = """
      claims:
        - id: 12
          title: t
          says: s
          why: w
          rule: descriptive
          population: everyone
          period: all
          figures:
            - {endpoint: course_change, window: week6, statistic: mean}
            - endpoint: course_change
              window: week6
              each: {key: modality, values: {cupping: cups}, others: any other}
              statistic: mean
              beside: true
          may_say: m
          may_not_say: n
      """
    let claims = try ClaimsReader.read(text: text, path: "c.yaml")
    let result = try ReportAnalysis(
      PlanFile(claims: claims, populationsOf: nil), asOf: CalendarDay(number: 20_400), threads: 2
    ).result(of: EpisodeRow.table(rows))
    let other = try #require(result.claims[0].parts.last)
    #expect(other.label == "any other")
    #expect(other.row?.group == "all")
    #expect(other.listed == ["modality=cupping"])
    #expect(result.rows.contains { $0.group == "modality=herbs" })
  }

  @Test func theHashStandsAmongTheSettings() throws {
    let settings = try result(rows).settings
    #expect(settings.contains { $0.name == "claims_sha256" && $0.value.count == 64 })
  }

  /// 404 days from 1 October 2024 (day 19,997) on are 13.27 months, 2 episodes 0.1507 a month.
  @Test func thePaceIsReckonedFromTheFirstMonth() throws {
    var two = Array(rows.prefix(2))
    two[0].readings = ["week6": Score(8)]
    two[0].base = Score(6)
    two[1].readings = ["week6": Score(1)]
    let outlook = try #require(try result(two).claims[0].parts[0].outlook)
    // CHG 2 and -6: mean -2, h = 4 * 12.7062 = 50.8; ceil(2 * 645.7) - 2 = 1,290.
    #expect(outlook == .more(episodes: 1_290, months: 8_562))
  }
}
