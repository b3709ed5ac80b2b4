import OutcomeModel
import Testing

@testable import Analysis

@Suite struct CountedCellsTests {
  private func rows(
    _ episodes: [EpisodeRow], groupings: [[String]] = [], compare: [Question.Comparison],
    window: String = "week6"
  ) throws -> [ResultRow] {
    var question = Question(
      endpoint: .change(instrument: "pain"), population: PopulationFilter())
    question.windows = [window]
    question.groupings = groupings
    question.comparisons = compare
    question.statistics = ["mean", "mean_difference"]
    return try Analyzer(
      EpisodeRow.table(episodes), settings: DerivationSettings(), asOf: CalendarDay(number: 1_000),
      threads: 1
    ).rows([question])
  }

  /// Ten episodes: acuity by the patient's number, practitioner by its half.
  private var clinic: [EpisodeRow] {
    (0..<10).map { patient in
      var row = EpisodeRow.scored(
        patient, base: 7, ["week6": patient % 6],
        acuity: patient.isMultiple(of: 2) ? .acute : .chronic)
      row.practitioner = patient < 5 ? "Lee" : "Roe"
      return row
    }
  }

  private static let acuteAgainstChronic = Question.Comparison(
    key: "acuity", group: "acute", comparator: "chronic")

  @Test func comparisonsStandOverEveryoneAndWithinLevels() throws {
    let found = try rows(
      clinic, groupings: [["practitioner"]], compare: [Self.acuteAgainstChronic])
    #expect(
      found.map { "\($0.group) / \($0.comparator)" } == [
        "all / ", "practitioner=Lee / ", "practitioner=Roe / ", "acuity=acute / acuity=chronic",
        "acuity=acute|practitioner=Lee / acuity=chronic|practitioner=Lee",
        "acuity=acute|practitioner=Roe / acuity=chronic|practitioner=Roe",
      ])
    #expect(found[3].n == 5)
    #expect(found[3].nComparator == 5)
    #expect(found[4].n + (found[4].nComparator ?? 0) == 5)
  }

  @Test func theDifferenceIsTheGroupMinusTheComparator() throws {
    let found = try rows(clinic, compare: [Self.acuteAgainstChronic])
    // AVAL of 0, 2, 4, 0, 2 against 1, 3, 5, 1, 3 from the same BASE.
    #expect(found[1].estimate == -1)
    let turned = try rows(
      clinic,
      compare: [Question.Comparison(key: "acuity", group: "chronic", comparator: "acute")])
    #expect(turned[1].estimate == 1)
    #expect(turned[1].group == "acuity=chronic")
  }

  @Test func whereTheComparedKeyIsAskedForItKeepsItsPlace() throws {
    let found = try rows(
      clinic, groupings: [["practitioner", "acuity"], ["acuity"]],
      compare: [Self.acuteAgainstChronic])
    #expect(
      found.filter { !$0.comparator.isEmpty }.map(\.group) == [
        "acuity=acute", "practitioner=Lee|acuity=acute", "practitioner=Roe|acuity=acute",
      ])
  }

  @Test func episodesInBothGroupsOfASetAreLeftOutAndCounted() throws {
    var episodes = (0..<6).map { EpisodeRow.scored($0, base: 7, ["week6": $0]) }
    for index in 0..<2 { episodes[index].conditions = ConditionSet(.strain) }
    for index in 2..<3 { episodes[index].conditions = ConditionSet(.neck) }
    for index in 3..<6 {
      episodes[index].conditions = [ConditionSet(.strain), ConditionSet(.neck)]
    }
    // Of those in both: one is scored, one is missing, one is not due.
    episodes[4].readings = [:]
    episodes[5].day = 990
    episodes[5].baseDay = 990
    let compared = try #require(
      try rows(
        episodes,
        compare: [Question.Comparison(key: "condition", group: "strain", comparator: "neck")]
      ).last)
    #expect(compared.n == 2)
    #expect(compared.nComparator == 1)
    #expect(compared.nNotApplicable == 1)
    #expect(compared.nMissing == 1)
    #expect(compared.nNotDue == 1)
  }

  @Test func aGroupThatNobodyIsInIsToldAsNoData() throws {
    let found = try rows(
      clinic, compare: [Question.Comparison(key: "acuity", group: "acute", comparator: "unknown")])
    #expect(found[1].n == 5)
    #expect(found[1].nComparator == 0)
    #expect(found[1].status == "not_estimable:no_data")
    #expect(found[1].estimate == nil)
  }

  @Test func whatIsAskedTwiceStandsOnce() throws {
    let once = try rows(
      clinic, groupings: [["acuity"]], compare: [Self.acuteAgainstChronic])
    let twice = try rows(
      clinic, groupings: [["acuity"], ["acuity"], []],
      compare: [Self.acuteAgainstChronic, Self.acuteAgainstChronic])
    #expect(once == twice)
  }
}
