import OutcomeModel
import Testing

@testable import Derivation

@Suite struct EpisodeTableBuilderTests {
  private func derive(_ visits: [VisitRow]) -> EpisodeTable {
    Derivation(
      VisitRow.table(visits),
      Derivation.Request(
        settings: DerivationSettings(), asOf: CalendarDay(number: 10_000), threads: 1)
    ).episodes
  }

  @Test func episodesStandByFirstDayThenClinicThenInput() {
    let table = derive([
      VisitRow(patient: 0, day: 9, clinic: "b"), VisitRow(patient: 1, day: 8, clinic: "b"),
      VisitRow(patient: 2, day: 8, clinic: "B"), VisitRow(patient: 3, day: 8, clinic: "a"),
      VisitRow(patient: 4, day: 8, clinic: "a"),
    ])
    #expect(table.patient == [2, 3, 4, 1, 0])
    #expect(table.groupColumn("clinic")?.values.codes.count == 5)
  }

  /// A follow-up gives BASE up to 14 days before, and opens no episode: its day is no first visit.
  @Test func theFirstVisitIsTheTreatmentThatOpensTheEpisode() throws {
    var early = VisitRow.followUp(0, 8)
    early.patient = 1
    var opening = VisitRow.treatment(10, 7)
    opening.patient = 1
    var other = VisitRow.treatment(5, 6)
    other.patient = 2
    let table = derive([early, opening, other])
    #expect(table.patient.count == 2)
    #expect(table.firstDay.map(\.number) == [5, 10])
    // The treatment has a score of its own, and the early one is not needed.
    opening.before = nil
    let based = derive([early, opening, other])
    #expect(based.firstDay.map(\.number) == [5, 10])
    let pain = try #require(based.parameters.first)
    #expect(pain.base[1] == Score(8))
    #expect(pain.baseDay[1] == CalendarDay(number: 0))
  }

  @Test func groupValuesAreThoseOfTheFirstTreatment() throws {
    var early = VisitRow.followUp(0, 8)
    early.modality = "yoga"
    var first = VisitRow.treatment(5, 7)
    first.modality = "electro;herbs"
    var later = VisitRow.treatment(9, 6)
    later.modality = "cupping"
    let table = derive([later, early, first])
    let modality = try #require(table.groupColumn("modality"))
    #expect(modality.isList)
    #expect(modality.values[0] == "electro;herbs")
  }

  @Test func conditionsAreThoseOfTheFirstVisitWithADiagnosis() {
    var blank = VisitRow.treatment(0, 7)
    var second = VisitRow.treatment(7, 6)
    second.conditions = [ConditionSet(.strain), ConditionSet(.neck)]
    var third = VisitRow.treatment(14, 6)
    third.conditions = ConditionSet(.sciatica)
    #expect(derive([blank, second, third]).conditions == [second.conditions])
    #expect(derive([blank]).conditions == [ConditionSet(.unknown)])
    blank.conditions = ConditionSet(.other)
    #expect(derive([blank, second]).conditions == [ConditionSet(.other)])
  }

  @Test func onsetIsThatOfTheFirstTreatment() {
    var first = VisitRow.treatment(100, 7)
    var second = VisitRow.treatment(110, 6)
    second.onset = CalendarDay(number: 90)
    #expect(derive([first, second]).acuity == [.unknown])
    #expect(derive([first, second]).onsetDays == [-1])
    first.onset = CalendarDay(number: 58)
    #expect(derive([first, second]).acuity == [.acute])
    first.onset = CalendarDay(number: 101)
    #expect(derive([first, second]).acuity == [.unknown])
    #expect(derive([first, second]).onsetDays == [-1])
  }
}
