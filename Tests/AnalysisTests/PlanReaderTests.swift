import Foundation
import OutcomeModel
import StrictYAML
import Testing

@testable import Analysis

@Suite struct PlanReaderTests {
  /// The problems of a text as `line key`.
  private func problems(_ text: String) -> [String] {
    do {
      _ = try PlanReader.read(text: text, path: "Pipelines/plan.yaml")
      return []
    } catch {
      #expect(error.problems.allSatisfy { $0.file == "Pipelines/plan.yaml" })
      #expect(error.problems.allSatisfy { !$0.message.isEmpty })
      return error.problems.map { "\($0.line ?? 0) \($0.key)" }
    }
  }

  @Test func everyMistakeIsToldAtOnceWithLineAndKey() {
    let text = """
      settings:
        gap_days: ninety
        acute_dayz: 42
        windows:
          week6: [36, 63]
          last: [1, 2, 2]
      populations:
        back: {where: {condition: strain}, episodes: some}
      endpoints:
        - endpoint: course_chang
        - endpoint: response_30
          windows: [week7]
          statistics: [mean, nonsense]
          populations: [front]
          periods: [curent]
          compare: [acuity]
          group_by: ["acuity,", "sex,sex", ""]
          min_n: 0
          count_early: maybe
          every: month
          extra: 1
        - windows: [week6]
      more: 1
      """
    #expect(
      problems(text) == [
        "2 settings.why", "2 settings.gap_days", "3 settings.acute_dayz",
        "5 settings.windows.why", "5 settings.windows.week6",
        "6 settings.windows.last", "8 populations.back.why", "8 populations.back.episodes",
        "8 populations.back.where.condition", "10 endpoints[0].why", "10 endpoints[0].endpoint",
        "11 endpoints[1].why", "12 endpoints[1].windows[0]", "13 endpoints[1].statistics[0]",
        "13 endpoints[1].statistics[1]", "14 endpoints[1].populations",
        "15 endpoints[1].periods[0]", "16 endpoints[1].compare[0]", "17 endpoints[1].group_by[0]",
        "17 endpoints[1].group_by[1]", "17 endpoints[1].group_by[2]", "18 endpoints[1].min_n",
        "19 endpoints[1].count_early", "20 endpoints[1].every", "21 endpoints[1].extra",
        "22 endpoints[2].why", "22 endpoints[2].endpoint", "23 more",
      ])
  }

  @Test func aMessageNamesFileLineKeyAndWhatThereIs() throws {
    do {
      _ = try PlanReader.read(
        text: "endpoints:\n  - endpoint: response_30\n    why: w\n    windows: [week7]\n",
        path: "p.yaml")
      Issue.record("the plan was taken")
    } catch {
      #expect(
        error.description
          == "p.yaml:4: endpoints[0].windows[0]: response_30 has the windows "
          + "week1, week2, week4, week6, week12, week26, week52, last")
    }
  }

  @Test(arguments: [
    ("settings: {gap_days: 90, gap_days: 91}\nendpoints: []\n", "1 settings.gap_days"),
    ("endpoints: [\n", "2 "), ("- a\n- b\n", "1 "), ("", "1 endpoints"),
    ("settings: {acute_days: 90, chronic_days: 84}\nendpoints: []", "1 settings"),
  ])
  func brokenFilesAreTold(text: String, expected: String) {
    #expect(problems(text).contains(expected), "\(problems(text))")
  }

  @Test func defaultsStandWhereNothingIsSaid() throws {
    let plan = try PlanReader.read(
      text: "endpoints:\n  - {endpoint: odi_change, why: w}\n", path: "p.yaml")
    #expect(plan.settings == DerivationSettings())
    #expect(plan.populations.map(\.name) == ["everyone"])
    let entry = try #require(plan.entries.first)
    #expect(entry.endpoint == .change(instrument: "odi"))
    #expect(entry.populations == ["everyone"])
    #expect(entry.periods == [.current])
    #expect(entry.windows == nil && entry.statistics == nil)
    #expect(entry.minimumN == 1 && !entry.countEarly && entry.every == .night)
  }

  @Test func settingsReplaceAndAddWindowsInOrderOfDays() throws {
    let plan = try PlanReader.read(
      text: """
        settings:
          why: w
          gap_days: 60
          acute_days: 30
          chronic_days: 60
          windows: {why: w, week6: [40, 50, 45], day3: [2, 3, 3]}
        endpoints:
          - {endpoint: response_30, why: w, windows: [day3]}
        """, path: "p.yaml")
    #expect(plan.settings.gapDays == 60)
    #expect(plan.settings.acuity(onsetDays: 31) == .subacute)
    #expect(
      plan.settings.windows.map(\.name) == [
        "day3", "week1", "week2", "week4", "week6", "week12", "week26", "week52",
      ])
    #expect(plan.settings.windows[4] == Window(name: "week6", low: 40, high: 50, target: 45))
  }

  /// Every choice of a plan has a sentence of why; one that is blank is none.
  @Test func whyIsAskedForWhereverSomethingIsChosen() throws {
    let text = """
      settings: {gap_days: 60, windows: {week6: [40, 50, 45]}}
      populations:
        back: {episodes: first}
      endpoints:
        - {endpoint: course_change, windows: [week6], confirmatory: {test: [paired_t]}}
        - {endpoint: response_30, why: " "}
      """
    #expect(
      problems(text) == [
        "1 settings.why", "1 settings.windows.why", "3 populations.back.why",
        "5 endpoints[0].why", "5 endpoints[0].confirmatory.why", "6 endpoints[1].why",
      ])
    do {
      _ = try PlanReader.read(text: text, path: "p.yaml")
    } catch {
      #expect(
        error.problems[3].description
          == "p.yaml:5: endpoints[0].why: this key is missing: say in a sentence why the question is "
          + "asked so")
    }
    let plan = try PlanReader.read(
      text: """
        endpoints:
          - endpoint: course_change
            why: >-
              What we were
              founded for.
            confirmatory: {why: One test.}
        """, path: "p.yaml")
    #expect(plan.entries.first?.why == "What we were founded for.")
    #expect(plan.entries.first?.confirmatory?.why == "One test.")
  }

  /// A doubled key is one mistake among others.
  @Test func aDoubledKeyHidesNoOtherMistake() {
    #expect(
      problems(
        """
        settings:
          why: w
          gap_days: 90
          acute_days: many
          gap_days: 91
        endpoints:
          - {endpoint: response_30, why: w, windows: [week7], why: x}
          - endpoint: nonsense
            why: w
        endpoints: []
        """) == [
          "4 settings.acute_days", "5 settings.gap_days", "7 endpoints[0].why",
          "7 endpoints[0].windows[0]", "8 endpoints[1].endpoint", "10 endpoints",
        ])
  }

  @Test func theHashIsOfTheText() throws {
    let text = "endpoints: []\n"
    let plan = try PlanReader.read(text: text, path: "p.yaml")
    // printf 'endpoints: []\n' | sha256sum
    #expect(plan.hash == "57e4a3a4f64e530c3b1a90d9dbdb05aa290136e14910b8ae6c4ee6f15b6426e7")
    #expect(try PlanReader.read(text: text + "#\n", path: "p.yaml").hash != plan.hash)
  }

  @Test(arguments: ["acuity", "=a:b", "acuity=a", "acuity=:b", "acuity=a:", "acuity=a:a"])
  func aComparisonIsKeyEqualsGroupColonComparator(text: String) {
    #expect(Question.Comparison(parsing: text) == nil)
    #expect(
      Question.Comparison(parsing: "arm=a:b")
        == Question.Comparison(key: "arm", group: "a", comparator: "b"))
  }

  @Test func theNightlyPlanIsRead() throws {
    let url = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent("Pipelines/plan.yaml")
    let plan = try PlanReader.read(
      text: try String(contentsOf: url, encoding: .utf8), path: "plan.yaml")
    #expect(plan.settings == DerivationSettings())
    #expect(plan.populations.map(\.name) == ["back_pain", "everyone"])
    let conditions = try #require(plan.populations.first?.conditions.first)
    #expect(
      conditions.values.compactMap { Condition(name: $0) }
        == Condition.allCases.filter { ConditionSet($0).isBackPain })
    #expect(
      Set(plan.entries.map(\.endpoint.name))
        .isSuperset(of: ["course_change", "within_session_change", "response_30", "worsened"]))
    let table = EpisodeRow.invented(150, seed: 8)
    let asOf = CalendarDay(number: 20_400)
    let rows = try Analyzer(table, settings: plan.settings, asOf: asOf, threads: 1)
      .rows(plan.plan(asOf: asOf).questions)
    #expect(Set(rows.map(\.key)).count == rows.count)
    #expect(rows.contains { $0.comparator == "acuity=chronic" && $0.statistic == "welch_t" })
  }

  @Test func whatSomeStatisticsMustBeToldIsReadAndReachesTheQuestions() throws {
    let plan = try PlanReader.read(
      text: """
        settings:
          why: The clinic's own.
          episode_by_region: true
          condition_ranking: [sciatica, herniated_disc]
          equivalence_margin: 0.5
          regression_to_mean: {mean: 4, sd: 2, reliability: 0.7, cut: 5, source: a survey}
        endpoints:
          - endpoint: course_change
            why: The primary question.
            every: week
            ci: 0.9
            compare: ["acuity=acute:chronic"]
            adjust: [age, "practitioner:factor"]
            statistics: [rtm, tost, ancova, mixed_slope]
        """, path: "p.yaml")
    #expect(plan.settings.episodeByRegion)
    #expect(plan.settings.conditionRanking.prefix(3) == [.sciatica, .herniatedDisc, .stenosis])
    #expect(plan.settings.conditionRanking.count == Condition.allCases.count)
    // 2024-09-30 is a Monday.
    let monday = try #require(CalendarDay(iso: "2024-09-30"))
    let question = try #require(plan.plan(asOf: monday).questions.first)
    #expect(plan.plan(asOf: monday.advanced(by: 1)).questions.isEmpty)
    #expect(question.level == 0.9 && question.equivalenceMargin == 0.5)
    #expect(question.adjust == [.init(key: "age"), .init(key: "practitioner", isFactor: true)])
    #expect(question.regression?.source == "a survey")
    #expect(question.needsEpisodes && plan.needsCourse)
    let rows = try Analyzer(
      EpisodeRow.table([.scored(0, base: 8, ["week6": 4]), .scored(1, base: 6, ["week6": 4])]),
      settings: plan.settings, asOf: monday, threads: 1
    ).rows([question])
    let fall = try #require(rows.first { $0.statistic == "rtm" && $0.window == "week6" })
    // -(1 - 0.7) 2 phi(0.5) / (1 - Phi(0.5)), by R: -0.6 * dnorm(0.5) / pnorm(-0.5).
    #expect(abs((fall.estimate ?? 0) - -0.6846466622) < 1e-9)
  }

  @Test(arguments: [
    ("- {endpoint: course_change, statistics: [mixed_slope]}", "2 endpoints[0]"),
    ("- {endpoint: course_change, adjust: [age], compare: [\"sex=f:m\"]}", "2 endpoints[0]"),
    ("- {endpoint: course_change, adjust: [age], every: week}", "2 endpoints[0]"),
    ("- {endpoint: course_change, adjust: [\"age:x\"], every: week}", "2 endpoints[0].adjust[0]"),
    ("- {endpoint: durability, windows: [week6]}", "2 endpoints[0].windows[0]"),
    ("- {endpoint: recurrence, group_by: [event_kind]}", "2 endpoints[0].group_by[0]"),
    (
      "- {endpoint: course_change, confirmatory: {test: [km_at]}}",
      "2 endpoints[0].confirmatory.test[0]"
    ),
    (
      "- {endpoint: course_change, group_by: [acuity], confirmatory: {groups: [\"acuity=acutee\"]}}",
      "2 endpoints[0].confirmatory.groups"
    ),
    (
      "- {endpoint: course_change, group_by: [acuity], confirmatory: {groups: [\"sex=female\"]}}",
      "2 endpoints[0].confirmatory.groups"
    ),
    ("- {endpoint: course_change, group_by: [acutiy]}", "2 endpoints[0].group_by[0]"),
  ])
  func entriesThatCannotBeAnsweredAreTold(entry: String, expected: String) {
    do {
      _ = try PlanReader.read(
        text: "endpoints:\n  " + entry + "\n", path: "Pipelines/plan.yaml",
        groupKeys: GroupVocabulary.standardKeys)
      Issue.record("the plan was taken")
    } catch {
      #expect(
        error.problems.map { "\($0.line ?? 0) \($0.key)" }.contains(expected), "\(error)")
    }
  }
}
