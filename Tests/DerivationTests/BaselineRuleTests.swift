import OutcomeModel
import Testing

@testable import Derivation

@Suite struct BaselineRuleTests {
  /// The visit that gives BASE when `first` is the first treatment.
  private func base(_ visits: [VisitRow], first: Int) -> Int? {
    let table = VisitRow.table(visits)
    return BaselineRule.visit(
      of: Array(visits.indices), firstTreatment: first, in: table,
      settings: DerivationSettings(), hasScore: { visits[$0].before != nil })
  }

  @Test func theFirstTreatmentsScoreGoesFirst() {
    #expect(base([.followUp(-3, 9), .treatment(0, 7), .treatment(2, 5)], first: 1) == 1)
  }

  @Test(arguments: [(0, 1), (1, 1), (7, 1), (8, nil)] as [(Int, Int?)])
  func aBlankIsMadeUpForWithinSevenDays(day: Int, expected: Int?) {
    #expect(base([.treatment(0, nil), .treatment(day, 6)], first: 0) == expected)
    #expect(base([.treatment(0, nil), .followUp(day, 6)], first: 0) == expected)
  }

  @Test func aLaterScoreGoesBeforeAnEarlierFollowUp() {
    #expect(base([.followUp(-1, 9), .treatment(0, nil), .treatment(7, 6)], first: 1) == 2)
  }

  @Test func ofEarlierFollowUpsTheLatestIsTaken() {
    #expect(
      base([.followUp(-14, 9), .followUp(-2, 8), .followUp(-1, nil), .treatment(0, nil)], first: 3)
        == 1)
  }

  @Test(arguments: [(-14, 0), (-15, nil)] as [(Int, Int?)])
  func anEarlierFollowUpServesForFourteenDays(day: Int, expected: Int?) {
    #expect(base([.followUp(day, 9), .treatment(0, nil)], first: 1) == expected)
  }

  @Test func anEarlierTreatmentIsNoBaseline() {
    // Two treatments of one given id cannot stand before its first, so only follow-ups may.
    #expect(base([.treatment(-3, 9), .treatment(0, nil)], first: 1) == nil)
  }
}
