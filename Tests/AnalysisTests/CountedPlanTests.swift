import OutcomeModel
import Testing

@testable import Analysis

@Suite struct CountedPlanTests {
  private static let asOf = CalendarDay(number: 20_250)

  /// Every kind of endpoint, crossed, compared and filtered.
  private static let questions: [Question] = PopulationFilter.Episodes.allCases.flatMap {
    episodes in
    let names = ["course_change", "within_session_change", "response_30", "below_5", "worsened"]
    return names.compactMap { Endpoint(name: $0) }.map { endpoint in
      var question = Question(
        endpoint: endpoint, population: PopulationFilter(episodes: episodes))
      question.groupings = [["acuity"], ["practitioner", "acuity"], ["condition", "modality"]]
      question.comparisons = [
        Question.Comparison(key: "acuity", group: "acute", comparator: "chronic"),
        Question.Comparison(key: "condition", group: "strain", comparator: "neck"),
        Question.Comparison(key: "modality", group: "herbs", comparator: "yoga"),
      ]
      question.statistics = ["mean", "mean_change", "proportion", "mean_difference"]
      return question
    }
  }

  @Test(arguments: [1, 2, 7, 40])
  func partsOfThePatientsAddUpToEveryone(parts: Int) throws {
    let table = EpisodeRow.invented(300, seed: 4)
    let settings = DerivationSettings()
    var plan = CountedPlan(Self.questions, settings: settings)
    for part in 0..<parts {
      let rows = table.patient.indices.filter { Int(table.patient[$0]) % parts == part }
      plan.add(try plan.counts(of: table.selecting(rows), asOf: Self.asOf))
    }
    let whole = try Analyzer(table, settings: settings, asOf: Self.asOf, threads: 2)
      .rows(Self.questions)
    #expect(whole.count > 1000)
    #expect(plan.rows(threads: 2) == whole)
  }

  @Test func aPlanNeedsTheColumnsThatItNames() {
    var question = Question(
      endpoint: .change(instrument: "odi"),
      population: PopulationFilter(conditions: [.init(key: "sex", values: ["female"])]))
    question.groupings = [["practitioner", "acuity"]]
    question.comparisons = [.init(key: "modality", group: "herbs", comparator: "yoga")]
    let within = Question(endpoint: .withinSession, population: PopulationFilter())
    #expect(
      CountedPlan.visitNeeds([question])
        == .init(
          scores: ["pain_before", "odi"], groups: ["sex", "practitioner", "acuity", "modality"]))
    #expect(CountedPlan.visitNeeds([within])?.scores == ["pain_before", "pain_after"])
  }
}

extension EpisodeTable {
  /// The episodes at the given positions.
  fileprivate func selecting(_ rows: [Int]) -> EpisodeTable {
    var table = self
    table.rowCount = rows.count
    table.patient = rows.map { patient[$0] }
    table.ordinal = rows.map { ordinal[$0] }
    table.firstDay = rows.map { firstDay[$0] }
    table.lastDay = rows.map { lastDay[$0] }
    table.isDated = rows.map { isDated[$0] }
    table.treatments = rows.map { treatments[$0] }
    table.acuity = rows.map { acuity[$0] }
    table.onsetDays = rows.map { onsetDays[$0] }
    table.conditions = rows.map { conditions[$0] }
    table.groups = groups.map {
      SessionTable.GroupColumn(
        key: $0.key, isList: $0.isList, values: $0.values.selecting(rows))
    }
    table.numbers = numbers.map {
      SessionTable.NumberColumn(name: $0.name, values: $0.values.selecting(rows))
    }
    table.parameters = parameters.map { parameter in
      var picked = parameter
      picked.base = ScoreArray(nano: rows.map { parameter.base.nano[$0] })
      picked.baseDay = rows.map { parameter.baseDay[$0] }
      picked.readings = parameter.readings.map { readings in
        Readings(
          window: readings.window,
          value: ScoreArray(nano: rows.map { readings.value.nano[$0] }),
          day: rows.map { readings.day[$0] })
      }
      return picked
    }
    table.withinSession = withinSession.map { within in
      var picked = WithinSession()
      picked.firstArriving.nano = rows.map { within.firstArriving.nano[$0] }
      picked.firstLeaving.nano = rows.map { within.firstLeaving.nano[$0] }
      picked.arrivingSum = rows.map { within.arrivingSum[$0] }
      picked.changeSum = rows.map { within.changeSum[$0] }
      picked.sessions = rows.map { within.sessions[$0] }
      return picked
    }
    return table
  }
}
