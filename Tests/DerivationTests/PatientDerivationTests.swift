import OutcomeModel
import Testing

@testable import Derivation

@Suite struct PatientDerivationTests {
  private func within(_ visits: [VisitRow]) throws -> EpisodeTable.WithinSession {
    try #require(
      Derivation(
        VisitRow.table(visits),
        Derivation.Request(
          settings: DerivationSettings(), asOf: CalendarDay(number: 10_000), threads: 1)
      ).episodes.withinSession)
  }

  @Test func onlyTreatmentsWithBothScoresCount() throws {
    var followUp = VisitRow.followUp(3, 9)
    followUp.after = Score(1)
    let sums = try within([
      .treatment(0, 7, after: 4), .treatment(2, nil, after: 3), followUp, .treatment(5, 6),
      .treatment(9, 5, after: 6),
    ])
    #expect(sums.sessions == [2])
    #expect(sums.arrivingSum == [12 * Score.scale])
    #expect(sums.changeSum == [-2 * Score.scale])
    #expect(sums.firstArriving[0] == Score(7))
    #expect(sums.firstLeaving[0] == Score(4))
  }

  @Test func theFirstVisitIsTheFirstTreatmentEvenWhenItIsIncomplete() throws {
    let sums = try within([.treatment(0, 7), .treatment(2, 6, after: 3)])
    #expect(sums.firstArriving[0] == nil)
    #expect(sums.firstLeaving[0] == nil)
    #expect(sums.sessions == [1])
  }

  @Test func withoutLeavingScoresThereIsNoneOfIt() {
    var table = VisitRow.table([.treatment(0, 7)])
    table.scores.removeLast()
    #expect(
      Derivation(
        table,
        Derivation.Request(
          settings: DerivationSettings(), asOf: CalendarDay(number: 10_000), threads: 1)
      ).episodes.withinSession == nil)
  }
}
