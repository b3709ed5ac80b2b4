import OutcomeModel
import Testing

@testable import Analysis

@Suite struct AnalyzerTests {
  private static let asOf = CalendarDay(number: 20_250)

  private func rows(
    _ table: EpisodeTable, _ questions: [Question], threads: Int = 2
  ) throws -> [ResultRow] {
    try Analyzer(table, settings: DerivationSettings(), asOf: Self.asOf, threads: threads)
      .rows(questions)
  }

  /// Every kind of endpoint, crossed, compared and filtered.
  private static func questions(_ episodes: PopulationFilter.Episodes) -> [Question] {
    Endpoint.standardNames.compactMap { Endpoint(name: $0) }.map { endpoint in
      var question = Question(
        endpoint: endpoint,
        population: PopulationFilter(
          episodes: episodes,
          conditions: [.init(key: "acuity", values: ["acute", "chronic", "unknown"])],
          from: CalendarDay(number: 20_005)))
      question.groupings = [["acuity"], ["practitioner", "acuity"], ["condition"], ["modality"]]
      question.comparisons = [
        Question.Comparison(key: "acuity", group: "acute", comparator: "chronic"),
        Question.Comparison(key: "condition", group: "strain", comparator: "neck"),
      ]
      // The exact rank tests take their time and have suites of their own.
      question.statistics = ["mean", "mean_change", "proportion", "mean_difference"]
      return question
    }
  }

  @Test(arguments: 1...3 as ClosedRange<UInt64>)
  func everySelectedEpisodeIsCountedOnce(seed: UInt64) throws {
    let table = EpisodeRow.invented(300, seed: seed)
    let keys = GroupKeys(table, asOf: Self.asOf, ranking: Condition.allCases)
    for episodes in PopulationFilter.Episodes.allCases {
      for question in Self.questions(episodes) {
        let selected = try question.population.select(table, keys: keys)
        for row in try rows(table, [question]) where row.comparator.isEmpty {
          var members = selected
          if row.group.hasPrefix("acuity=") {
            members = selected.filter { "acuity=" + table.acuity[$0].name == row.group }
          } else if row.group != "all" {
            continue
          }
          // Over all of a patient's treatments the patient is what is counted.
          let total =
            question.endpoint.isByPatient(row.window) && episodes == .all
            ? Set(selected.map { table.patient[$0] }).count : members.count
          guard
            row.group == "all" || !question.endpoint.isByPatient(row.window) || episodes == .first
          else { continue }
          #expect(
            row.n + row.nMissing + row.nNotApplicable + row.nNotDue == total,
            "\(row.endpoint) \(row.window) \(row.group)")
        }
      }
    }
  }

  @Test(arguments: 1...2 as ClosedRange<UInt64>)
  func noTwoRowsShareAKey(seed: UInt64) throws {
    let table = EpisodeRow.invented(120, seed: seed)
    let questions = Self.questions(.first) + Self.questions(.all)
    let found = try rows(table, questions)
    #expect(Set(found.map(\.key)).count == found.count)
    // Asked again in another order, every row is known already.
    #expect(try rows(table, questions + questions.reversed()) == found)
  }

  @Test func anyNumberOfThreadsGivesTheSameRows() throws {
    let table = EpisodeRow.invented(200, seed: 11)
    let questions = Self.questions(.first)
    let one = try rows(table, questions, threads: 1)
    for threads in [2, 3, 8] {
      #expect(try rows(table, questions, threads: threads) == one, "\(threads) threads")
    }
  }

  @Test func rowsStandByQuestionWindowGroupAndStatistic() throws {
    let table = EpisodeRow.invented(120, seed: 2)
    var question = Question(endpoint: .change(instrument: "pain"), population: PopulationFilter())
    question.groupings = [["acuity"]]
    question.comparisons = [
      Question.Comparison(key: "acuity", group: "acute", comparator: "chronic")
    ]
    question.statistics = ["welch_t", "sd", "mean"]
    let found = try rows(table, [question])
    let groups = ["acuity=acute", "acuity=chronic", "acuity=subacute", "acuity=unknown", "all"]
    let expected = (Window.standard + [.last]).map(\.name).flatMap { window in
      groups.flatMap { group in ["mean", "sd"].map { "\(window) \(group) \($0)" } }
        + ["\(window) acuity=acute welch_t"]
    }
    #expect(found.map { "\($0.window) \($0.group) \($0.statistic)" } == expected)
  }

  @Test func aWindowThatTheEndpointLacksGivesNoRows() throws {
    let table = EpisodeRow.invented(20, seed: 1)
    var question = Question(endpoint: .withinSession, population: PopulationFilter())
    question.windows = ["week6"]
    #expect(try rows(table, [question]).isEmpty)
    question.windows = nil
    #expect(Set(try rows(table, [question]).map(\.window)) == ["first_visit", "all_visits"])
  }

  @Test func anInstrumentThatNobodyDeclaredIsAnError() {
    let table = EpisodeRow.invented(5, seed: 1)
    let question = Question(
      endpoint: .change(instrument: "oddi"), population: PopulationFilter())
    #expect(throws: AnalysisError.self) { _ = try rows(table, [question]) }
  }

  @Test func aShippedInstrumentThatNoFileHasIsMissingEverywhere() throws {
    let table = EpisodeRow.invented(5, seed: 1)
    var question = Question(
      endpoint: .change(instrument: "odi"), population: PopulationFilter())
    question.windows = ["last"]
    question.statistics = ["mean_change"]
    let answer = try rows(table, [question])
    #expect(answer.count == 1)
    #expect(answer.first?.n == 0)
    #expect(answer.first?.status == "not_estimable:no_data")
    let selected = (answer.first?.nMissing ?? 0) + (answer.first?.nNotDue ?? 0)
    #expect(selected > 0)
  }

  @Test func transientReliefIsWithinTheSessionAndNotInTheCourse() throws {
    let clinic = (0..<3).map { patient -> EpisodeRow in
      var row = EpisodeRow.scored(patient, base: 7, ["week6": 7])
      row.firstArriving = Score(7)
      row.firstLeaving = Score(4)
      row.arrivingSum = Score(35)
      row.changeSum = Score(-15)
      row.sessions = 5
      return row
    }
    let table = EpisodeRow.table(clinic)
    func mean(_ endpoint: Endpoint, _ window: String) throws -> Double? {
      var question = Question(endpoint: endpoint, population: PopulationFilter())
      question.windows = [window]
      question.statistics = ["mean"]
      return try rows(table, [question]).first?.estimate
    }
    #expect(try mean(.change(instrument: "pain"), "week6") == 0)
    #expect(try mean(.withinSession, "first_visit") == -3)
    #expect(try mean(.withinSession, "all_visits") == -3)
  }

  @Test func withoutLeavingScoresWithinSessionChangeIsMissing() throws {
    var table = EpisodeRow.invented(12, seed: 4)
    table.withinSession = nil
    let question = Question(
      endpoint: .withinSession, population: PopulationFilter(episodes: .all))
    for row in try rows(table, [question]) {
      #expect(row.n == 0)
      #expect(row.nMissing > 0)
      #expect(row.status == "not_estimable:no_data")
    }
  }
}
