import OutcomeModel
import StrictYAML
import Testing

@testable import Analysis

@Suite struct ClaimsReaderTests {
  /// The problems of a text as `line key`.
  private func problems(_ text: String, keys: [String]? = nil) -> [String] {
    do {
      _ = try ClaimsReader.read(text: text, path: "claims.yaml", groupKeys: keys)
      return []
    } catch {
      #expect(error.problems.allSatisfy { $0.file == "claims.yaml" && !$0.message.isEmpty })
      return error.problems.map { "\($0.line ?? 0) \($0.key)" }
    }
  }

  @Test func everyMistakeIsToldAtOnceWithLineAndKey() {
    let text = """
      claims:
        - id: 1
          title: " "
          says: it
          why: why
          rule: interwal
          may_say: "{figure}"
          may_not_say: no
          extra: 1
        - id: 1
          title: t
          says: s
          why: w
          rule: interval
          population: nobody
          period: ever
          figures:
            - {endpoint: course_chang, statistic: mean_change}
            - {endpoint: course_change, window: week7, statistic: mean_change}
            - {endpoint: course_change, window: week6, statistic: proportion}
            - {endpoint: course_change, window: week6, statistic: mean_change, threshold: 1}
            - {endpoint: course_change, window: week6, statistic: ancova}
            - {endpoint: course_change, statistic: mean_change, threshold: 0, side: over}
            - {endpoint: course_change, window: week6, statistic: ancova, compare: acuity}
            - endpoint: course_change
              window: week6
              statistic: mean_change
              group: {acuity: acut}
              each: {key: sex, values: {female: women}}
              with: {key: modality, values: {herbs: herbs}}
          may_say: "{nothing}"
          may_not_say: no
        - {id: 3, title: t, says: s, why: w, rule: published, may_say: m, may_not_say: n}
      more: 1
      """
    #expect(
      problems(text) == [
        "3 claims[0].title", "6 claims[0].rule", "9 claims[0].extra", "10 claims[1].id",
        "15 claims[1].population", "16 claims[1].period",
        "18 claims[1].figures[0].endpoint", "19 claims[1].figures[1].window",
        "20 claims[1].figures[2].statistic", "21 claims[1].figures[3]",
        "22 claims[1].figures[4].statistic", "23 claims[1].figures[5].side",
        "23 claims[1].figures[5]", "24 claims[1].figures[6].compare",
        "24 claims[1].figures[6].statistic", "25 claims[1].figures[7]",
        "27 claims[1].figures[7].statistic",
        "28 claims[1].figures[7].group.acuity", "33 claims[2]", "34 more",
      ])
  }

  private func claim(_ rule: String, _ figures: String, maySay: String = "m") -> String {
    """
    claims:
      - id: 1
        title: t
        says: s
        why: w
        rule: \(rule)
        figures: [\(figures)]
        may_say: "\(maySay)"
        may_not_say: n
    """
  }

  @Test func aRuleThatLacksWhatItNeedsIsTold() {
    let change = "endpoint: course_change, window: week6"
    let share = "endpoint: response_30, window: week6, statistic: proportion"
    #expect(problems(claim("interval", "{\(change), statistic: mean_change}")) == ["2 claims[0]"])
    #expect(problems(claim("interval", "{\(share), threshold: 0.5, side: above}")).isEmpty)
    #expect(problems(claim("interval", "")) == ["2 claims[0]"])
    #expect(problems(claim("absence", "{\(change), statistic: mean_change}")) == ["2 claims[0]"])
    #expect(problems(claim("absence", "{\(share)}")).isEmpty)
    #expect(
      problems(claim("descriptive", "{\(share), threshold: 0.5, side: above}"))
        == ["2 claims[0]"])
    #expect(
      problems(claim("descriptive", "{\(share)}", maySay: "{nothing}")) == ["8 claims[0].may_say"])
    // What stands beside needs no threshold, but does not answer either.
    #expect(problems(claim("interval", "{\(share), beside: true}")) == ["2 claims[0]"])
  }

  @Test func sharesWithoutAndOtherValuesAreAskedForWhereTheyCanBe() {
    let share = "endpoint: response_30, window: week6, statistic: proportion"
    let each = "each: {key: modality, values: {cupping: cups}, others: any other}"
    #expect(problems(claim("descriptive", "{\(share), complement: true}")).isEmpty)
    #expect(
      problems(
        claim(
          "descriptive",
          "{endpoint: course_change, window: week6, statistic: mean, complement: true}"))
        == ["7 claims[0].figures[0].complement"])
    #expect(
      problems(claim("descriptive", "{\(share)}, {\(share), \(each), beside: true}")).isEmpty)
    // What is not known before the data is not judged.
    #expect(
      problems(claim("descriptive", "{\(share), \(each)}")) == ["7 claims[0].figures[0]"])
    #expect(
      problems(
        claim(
          "descriptive",
          "{\(share)}, {\(share), each: {key: modality, values: {}, others: o}, beside: true}")
      )
      .contains("7 claims[0].figures[1].each.others"))
    #expect(
      problems(
        claim(
          "descriptive",
          "{\(share)}, {\(share), each: {key: practitioner, values: {a: A}, others: o}, beside: true}"
        ))
        == ["7 claims[0].figures[1].each.others"])
    // Others of a comparison would be everybody else, whom it already stands against.
    #expect(
      problems(
        claim(
          "comparison",
          "{endpoint: course_change, window: week6, statistic: ancova, with: {key: modality, "
            + "values: {cupping: cups}, others: o}}", maySay: "does not show")
      ) == ["7 claims[0].figures[0].with.others"])
  }

  /// The rule of the project: self-selected groups are never judged against each other.
  @Test func chosenCareCannotBeJudged() {
    func figure(_ compare: String) -> String {
      "{endpoint: course_change, window: week6, statistic: mean_difference, "
        + "compare: \"\(compare)\", threshold: 0, side: below}"
    }
    #expect(problems(claim("interval", figure("modality=herbs:!herbs"))) == ["2 claims[0]"])
    #expect(problems(claim("interval", figure("practitioner=a:b"))) == ["2 claims[0]"])
    #expect(problems(claim("interval", figure("onset_delay=0-1:!0-1"))) == ["2 claims[0]"])
    #expect(problems(claim("interval", figure("acuity=acute:chronic"))).isEmpty)
  }

  @Test func aComparisonMustSayWhatItDoesNotShow() {
    let figure =
      "{endpoint: course_change, window: week6, statistic: ancova, "
      + "with: {key: modality, values: {herbs: herbs}}}"
    #expect(problems(claim("comparison", figure, maySay: "Herbs help")) == ["8 claims[0].may_say"])
    #expect(
      problems(claim("comparison", figure, maySay: "{label}: this does not show it")).isEmpty)
  }

  @Test func unknownGroupKeysAreToldWhereTheKeysAreKnown() {
    let text = claim(
      "descriptive",
      "{endpoint: course_change, window: week6, statistic: mean, group: {arm: a}}")
    #expect(problems(text).isEmpty)
    #expect(problems(text, keys: ["acuity"]) == ["7 claims[0].figures[0].group.arm"])
  }

  @Test func valuesOfAKeyBecomeFigures() throws {
    let file = try ClaimsReader.read(
      text: claim(
        "comparison",
        "{name: x, endpoint: course_change, window: week6, statistic: ancova, "
          + "group: {acuity: acute}, with: {key: modality, values: {herbs: tea, yoga: yoga}}}",
        maySay: "does not show"), path: "c.yaml")
    let figures = try #require(file.items.first).figures
    #expect(figures.map(\.label) == ["tea", "yoga"])
    let key = figures[1].rowKey(PopulationFilter())
    #expect(key.group == "modality=yoga|acuity=acute")
    #expect(key.comparator == "modality=!yoga|acuity=acute")
    #expect(key.statistic == "ancova" && key.window == "week6" && key.population == "first")
  }

  @Test func theHashIsOfTheText() throws {
    let file = try ClaimsReader.read(text: "claims: []\n", path: "c.yaml")
    // printf 'claims: []\n' | sha256sum
    #expect(file.hash == "fb313cc6c940c35c56b77929d18e26d2cb7943cf2ccf15fafc576bce5c2a4dfd")
    #expect(file.items.isEmpty)
  }

  /// A file with one claim on one figure.
  private func claim(_ figure: String) -> String {
    """
    claims:
      - id: 1
        title: t
        says: s
        why: w
        rule: interval
        population: back_pain
        figures:
          - \(figure)
        may_say: "{figure}"
        may_not_say: n
    """
  }

  @Test(arguments: [
    "{endpoint: time_to_below_5, statistic: km_at, threshold: 0.5, side: above}",
    "{endpoint: time_to_below_5, window: day10, statistic: km_median, threshold: 5, side: below}",
    "{endpoint: course_change, window: week6, statistic: mixed_slope, threshold: 0, side: below}",
  ])
  func aStatisticThatTheWindowLacksIsAMistake(figure: String) {
    #expect(problems(claim(figure)) == ["9 claims[0].figures[0].statistic"])
  }

  @Test(arguments: ["ci: 0.5", "count_early: true"])
  func aVerdictNeverRestsOnOtherTerms(term: String) throws {
    let figure =
      "{endpoint: response_2pt, window: week6, statistic: proportion, threshold: 0.5, side: above}"
    func read(_ entry: String) throws -> ClaimsFile {
      let plan = try PlanReader.read(
        text: """
          populations: {back_pain: {why: w}}
          endpoints:
            - {endpoint: response_2pt, why: w, \(entry)}
          """, path: "plan.yaml")
      return try ClaimsReader.read(text: claim(figure), path: "claims.yaml", plan: plan)
    }
    #expect(throws: ConfigurationError.self) { try read(term) }
    #expect(try read("\(term), statistics: [fisher]").items.count == 1)
    #expect(try read("min_n: 3").items.count == 1)
  }
}
