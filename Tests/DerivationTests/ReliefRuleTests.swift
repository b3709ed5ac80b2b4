import OutcomeModel
import Testing

@testable import Derivation

@Suite struct ReliefRuleTests {
  private func relief(
    _ visits: [VisitRow], base: Int?, _ event: ReliefEvent = .belowFive
  ) throws -> [String] {
    let table = VisitRow.table(visits)
    let measure = Measure(try #require(table.scoreColumn("pain_before")), windows: [])
    let found = ReliefRule.relief(
      event, baseRow: base, members: Array(visits.indices), measure: measure, table: table)
    return [found.status.rawValue, String(found.days), String(found.visits)]
  }

  @Test func reliefIsTheFirstLaterReadingBelowFive() throws {
    let visits: [VisitRow] = [
      .treatment(0, 7), .treatment(3, 5), .treatment(8, nil), .followUp(9, 4), .treatment(20, 2),
    ]
    #expect(try relief(visits, base: 0) == ["reached", "9", "3"])
  }

  @Test func withoutReliefItIsCensoredAtTheLastReading() throws {
    #expect(
      try relief([.treatment(0, 7), .treatment(3, 5), .treatment(30, nil)], base: 0)
        == ["censored", "3", "1"])
    #expect(try relief([.treatment(0, 7)], base: 0) == ["censored", "0", "0"])
  }

  @Test func aSecondVisitOfTheDayIsNoReading() throws {
    #expect(
      try relief([.treatment(0, 7), .treatment(0, 4), .treatment(5, 6), .treatment(5, 1)], base: 0)
        == ["censored", "5", "2"])
  }

  @Test func whoIsBelowAlreadyOrHasNoBaselineIsToldApart() throws {
    #expect(
      try relief([.treatment(0, 4), .treatment(5, 2)], base: 0) == ["already_below", "-1", "-1"])
    #expect(try relief([.treatment(0, nil)], base: nil) == ["no_baseline", "-1", "-1"])
  }

  @Test func aConfirmedReliefIsDatedAtTheFirstOfTheTwo() throws {
    let visits: [VisitRow] = [
      .treatment(0, 7), .treatment(3, 4), .treatment(8, 6), .treatment(12, 4), .followUp(20, 3),
    ]
    #expect(try relief(visits, base: 0) == ["reached", "3", "1"])
    #expect(try relief(visits, base: 0, .belowFiveConfirmed) == ["reached", "12", "3"])
  }

  @Test func whatTheLastReadingShowsFirstIsNotConfirmed() throws {
    let visits: [VisitRow] = [.treatment(0, 7), .treatment(3, 6), .treatment(8, 2)]
    #expect(try relief(visits, base: 0, .belowFiveConfirmed) == ["censored", "8", "2"])
    #expect(try relief(visits, base: 0, .response30Confirmed) == ["censored", "8", "2"])
  }

  @Test func thirtyPerCentIsExact() throws {
    var visits: [VisitRow] = [.treatment(0, 7), .treatment(3, 5)]
    visits[1].before = Score(nano: 4_900_000_000)
    #expect(try relief(visits, base: 0, .response30) == ["reached", "3", "1"])
    visits[1].before = Score(nano: 4_900_000_001)
    #expect(try relief(visits, base: 0, .response30) == ["censored", "3", "1"])
    #expect(
      try relief([.treatment(0, 0), .treatment(3, 0)], base: 0, .response30)
        == ["already_below", "-1", "-1"])
    #expect(
      try relief([.treatment(0, 1), .treatment(3, 0)], base: 0, .response30)
        == ["reached", "3", "1"])
  }
}
