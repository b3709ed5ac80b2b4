import OutcomeModel
import Testing

@testable import Analysis

/// Endpoints beside change and response: from episodes to rows, in cases small enough to count.
@Suite struct AnalyzerEndpointTests {
  private func rows(
    _ episodes: [EpisodeRow], _ name: String, asOf: Int32 = 1_000,
    _ change: (inout Question) -> Void = { _ in }
  ) throws -> [ResultRow] {
    var question = Question(
      endpoint: try #require(Endpoint(name: name)), population: PopulationFilter())
    change(&question)
    return try Analyzer(
      EpisodeRow.table(episodes), settings: DerivationSettings(), asOf: CalendarDay(number: asOf),
      threads: 1
    ).rows([question])
  }

  private func row(
    _ rows: [ResultRow], _ statistic: String, _ window: String = "", group: String = "all",
    comparator: String = ""
  ) throws -> ResultRow {
    try #require(
      rows.first {
        $0.statistic == statistic && $0.window == window && $0.group == group
          && $0.comparator == comparator
      })
  }

  private func asked(_ patient: Int, _ asked: UInt32, _ with: UInt32, _ kind: String = "")
    -> EpisodeRow
  {
    var row = EpisodeRow.scored(patient, base: 7)
    row.care.visitsAsked = asked
    row.care.treatmentsAsked = asked
    row.care.visitsWithEvent = with
    row.care.treatmentsWithEvent = with
    if with > 0 { row.events = [("", "", with), (kind, "", with)] }
    return row
  }

  @Test func noEventAmongThoseAskedHasTheOneSidedBound() throws {
    let found = try rows([asked(0, 3, 0), asked(1, 2, 0), asked(2, 0, 0)], "adverse_event")
    let perTreatment = try row(found, "rate", "per_treatment")
    #expect(perTreatment.estimate == 0)
    // 1 - 0.05^(1/5), worked out with bc.
    #expect(abs((perTreatment.ciHigh ?? 0) - 0.4507197283469412) < 1e-12)
    #expect(perTreatment.n == 2 && perTreatment.nMissing == 1)
    #expect(perTreatment.method == "zero_events;one_sided_bound;asked=5")
    let share = try row(found, "proportion", "per_patient")
    #expect(share.estimate == 0 && share.ciLow == 0)
    // Clopper-Pearson of 0 of 2: 1 - 0.025^(1/2).
    #expect(abs((share.ciHigh ?? 0) - 0.841886116991581) < 1e-12)
  }

  @Test func kindsDivideEventsNotPeople() throws {
    let people = [
      asked(0, 2, 1, "bruising"), asked(1, 1, 1, "dizziness"), asked(2, 4, 0), asked(3, 0, 0),
    ]
    let found = try rows(people, "adverse_event") { $0.groupings = [["event_kind"]] }
    let bruising = try row(found, "proportion", "per_patient", group: "event_kind=bruising")
    #expect(bruising.n == 3 && bruising.nMissing == 1)
    #expect(bruising.estimate == 1.0 / 3)
    let treated = try row(found, "count", "per_treatment", group: "event_kind=dizziness")
    #expect(treated.estimate == 1 && treated.method == "count;asked=7")
  }

  @Test func recurrenceLooksAtEpisodesThatAreNotSelected() throws {
    var first = EpisodeRow.scored(0, day: 0, base: 7, acuity: .acute)
    first.ordinal = 0
    var second = EpisodeRow.scored(0, day: 365, base: 7, acuity: .chronic)
    second.ordinal = 1
    let found = try rows(
      [first, .scored(1, day: 0, base: 7, acuity: .acute), second], "recurrence"
    ) {
      $0.population.conditions = [.init(key: "acuity", values: ["acute"])]
    }
    let share = try row(found, "proportion")
    #expect(share.n == 2 && share.estimate == 0.5)
  }

  @Test func aYearMustHavePassedForARecurrence() throws {
    let found = try rows([.scored(0, day: 0, base: 7)], "recurrence", asOf: 364)
    #expect(try row(found, "proportion").nNotDue == 1)
  }

  @Test func percentOfABaselineOfNoughtDoesNotApply() throws {
    let found = try rows(
      [.scored(0, base: 8, ["week6": 4]), .scored(1, base: 0, ["week6": 1])],
      "course_percent_change")
    let mean = try row(found, "mean", "week6")
    #expect(mean.estimate == -50 && mean.n == 1 && mean.nNotApplicable == 1)
    #expect(!found.contains { $0.statistic == "mean_base" || $0.statistic == "d_av" })
  }

  @Test func rulesStandSideBySideForThoseWhoQualifyForBoth() throws {
    let people: [EpisodeRow] = [
      .scored(0, base: 9, ["week6": 7]), .scored(1, base: 6, ["week6": 4]),
      .scored(2, base: 3, ["week6": 2]), .scored(3, base: 1, ["week6": 0]),
      .scored(4, base: 8, ["week6": 8]),
    ]
    let found = try rows(people, "response_30") {
      $0.windows = ["week6"]
      $0.statistics = ["met_both", "met_this_only", "met_other_only", "met_neither"]
    }
    func share(_ statistic: String) throws -> ResultRow {
      try row(found, statistic, "week6", comparator: "rule=response_2pt")
    }
    // 1 cannot fall by 2 points. 9 to 7 is 22 %, 6 to 4 is both, 3 to 2 is 33 % and one point.
    #expect(try share("met_both").estimate == 0.25)
    #expect(try share("met_this_only").estimate == 0.25)
    #expect(try share("met_other_only").estimate == 0.25)
    #expect(try share("met_neither").estimate == 0.25)
    #expect(try share("met_both").n == 4 && share("met_both").nNotApplicable == 1)
  }

  @Test func withoutAnMCIDTheInputIsMissing() throws {
    let found = try rows([.scored(0, base: 8, ["week6": 4])], "sleep_response_mcid")
    #expect(found.first { $0.statistic == "proportion" }?.status == "not_estimable:no_data")
    var instrument = Instrument.pain
    instrument.name = "stiffness"
    instrument.mcid = nil
    var question = Question(
      endpoint: .responder(.mcid, instrument: "stiffness"), population: PopulationFilter())
    question.windows = ["week6"]
    func answer() throws -> ResultRow? {
      try Analyzer(
        EpisodeRow.table([.scored(0, base: 8, ["week6": 4])], instrument: instrument),
        settings: DerivationSettings(), asOf: CalendarDay(number: 1_000), threads: 1
      ).rows([question]).first { $0.statistic == "proportion" }
    }
    #expect(try answer()?.status == "not_estimable:missing_input")
    instrument.mcid = Score(4)
    #expect(try answer()?.estimate == 1)
    instrument.mcid = Score(5)
    #expect(try answer()?.estimate == 0)
  }

  @Test func allGroupsOfAKeyAreTestedAtOnceAndThoseInSeveralAreLeftOut() throws {
    var people = (0..<9).map { EpisodeRow.scored($0, base: 8, ["week6": $0 % 5]) }
    for index in people.indices { people[index].modality = ["herbs", "yoga", "moxa"][index % 3] }
    people[8].modality = "herbs;yoga"
    let found = try rows(people, "course_change") {
      $0.windows = ["week6"]
      $0.groupings = [["modality"]]
      $0.statistics = ["kruskal_wallis", "anova"]
    }
    let test = try row(found, "kruskal_wallis", "week6", comparator: "modality=*")
    #expect(test.n == 8 && test.nNotApplicable == 1 && test.df == 2)
    #expect(test.method.hasSuffix(";groups=3"))
  }

  @Test func adjustedRowsLeaveOutWhoLacksACovariate() throws {
    var people = (0..<12).map { patient in
      EpisodeRow.scored(
        patient, base: 5 + patient % 4, ["week6": patient % 5],
        acuity: patient.isMultiple(of: 2) ? .acute : .chronic)
    }
    for index in people.indices { people[index].birthYear = Score(1950 + index * index % 17) }
    people[0].birthYear = nil
    let found = try rows(people, "course_change") {
      $0.windows = ["week6"]
      $0.comparisons = [.init(key: "acuity", group: "acute", comparator: "chronic")]
      $0.adjust = [.init(key: "birth_year")]
      $0.statistics = ["ancova", "mean_difference"]
    }
    let ancova = try #require(found.first { $0.statistic == "ancova" })
    #expect(ancova.n == 5 && ancova.nComparator == 6 && ancova.nMissing == 1)
    #expect(found.first { $0.statistic == "mean_difference" }?.n == 6)
    #expect(throws: AnalysisError.severalValues("condition")) {
      try rows(people, "course_change") { $0.adjust = [.init(key: "condition")] }
    }
  }
}
