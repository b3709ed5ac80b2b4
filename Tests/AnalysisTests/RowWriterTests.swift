import OutcomeModel
import Testing

@testable import Analysis

@Suite struct RowWriterTests {
  private func rows(
    _ episodes: [EpisodeRow], _ endpoint: Endpoint, _ change: (inout Question) -> Void = { _ in }
  ) throws -> [ResultRow] {
    var question = Question(endpoint: endpoint, population: PopulationFilter())
    question.windows = ["week6"]
    change(&question)
    return try Analyzer(
      EpisodeRow.table(episodes), settings: DerivationSettings(), asOf: CalendarDay(number: 1_000),
      threads: 1
    ).rows([question])
  }

  private let clinic: [EpisodeRow] = [
    .scored(0, base: 8, ["week6": 4]), .scored(1, base: 6, ["week6": 4]),
    .scored(2, base: 7, ["week6": 7]), .scored(3, base: 0, ["week6": 1]), .scored(4, base: 5),
  ]

  @Test func aChangeHasItsStatisticsInOrder() throws {
    let found = try rows(clinic, .change(instrument: "pain"))
    let names = StatisticCatalogue.names(of: .change(instrument: "pain"))
    #expect(
      found.map(\.statistic) == names.filter { name in found.contains { $0.statistic == name } })
    #expect(Set(names).subtracting(found.map(\.statistic)).contains("mixed_slope"))
    func estimate(_ name: String) -> Double? { found.first { $0.statistic == name }?.estimate }
    // CHG is -4, -2, 0, 1.
    #expect(estimate("mean") == -1.25)
    #expect(estimate("median") == -1)
    #expect(estimate("mean_base") == 5.25)
    #expect(estimate("mean_aval") == 4)
    #expect(estimate("mean_change") == -1.25)
    for row in found {
      #expect([row.n, row.nMissing, row.nNotApplicable, row.nNotDue] == [4, 1, 0, 0])
      #expect(row.population == "first")
      #expect(row.window == "week6")
      #expect(row.endpoint == "course_change")
    }
  }

  @Test func aShareIsOfThoseWhoCanQualify() throws {
    let found = try rows(clinic, .responder(.percent(30), instrument: "pain"))
    #expect(found.map(\.statistic) == ["proportion"])
    // 8 to 4 and 6 to 4 are falls of 30 % or more, 7 to 7 is not; 0 cannot qualify.
    #expect(found[0].estimate == 2.0 / 3)
    #expect([found[0].n, found[0].nMissing, found[0].nNotApplicable] == [3, 1, 1])
    #expect(found[0].ciLevel == 0.95)
  }

  @Test func onlyTheStatisticsAskedForAreGiven() throws {
    let found = try rows(clinic, .change(instrument: "pain")) {
      $0.statistics = ["paired_t", "mean"]
      $0.level = 0.9
    }
    #expect(found.map(\.statistic) == ["mean", "paired_t"])
  }

  @Test func underTheMinimumNothingIsEstimated() throws {
    let found = try rows(clinic, .change(instrument: "pain")) { $0.minimumN = 5 }
    #expect(found.allSatisfy { $0.status == "not_estimable:n_too_small" && $0.estimate == nil })
    #expect(found.allSatisfy { $0.ciLow == nil && $0.pValue == nil && $0.n == 4 })
  }

  @Test func allEpisodesAreSaidToBeTakenAsIndependent() throws {
    let found = try rows(clinic, .change(instrument: "pain")) { $0.population.episodes = .all }
    for row in found {
      #expect(row.population == "all")
      #expect(row.method.hasSuffix(";episodes_as_independent") == (row.ciLevel != nil))
    }
    #expect(found.contains { $0.ciLevel != nil })
  }

  @Test func equalChangesHaveAMeanWithoutInterval() throws {
    let same: [EpisodeRow] = (0..<4).map { .scored($0, base: 7, ["week6": 5]) }
    let found = try rows(same, .change(instrument: "pain"))
    let mean = try #require(found.first { $0.statistic == "mean_change" })
    #expect(mean.isOK)
    #expect(mean.estimate == -2)
    #expect(mean.ciLow == nil)
    #expect(mean.ciHigh == nil)
    let t = try #require(found.first { $0.statistic == "paired_t" })
    #expect(t.status == "not_estimable:zero_variance")
  }

  @Test func nobodyIsNoDataAndNeverNought() throws {
    // Regression to the mean rests on the plan's inputs, not on anybody's scores.
    for row in try rows([], .change(instrument: "pain")) where row.statistic != "rtm" {
      #expect(row.status == "not_estimable:no_data", "\(row.statistic)")
      #expect(row.estimate == nil)
      #expect(row.n == 0)
    }
  }
}
