import OutcomeModel
import Testing

@testable import Derivation

@Suite struct ReliefRuleTests {
  private func relief(_ visits: [VisitRow], base: Int?) throws -> [String] {
    let table = VisitRow.table(visits)
    let measure = Measure(try #require(table.scoreColumn("pain_before")), windows: [])
    let found = ReliefRule.relief(
      baseRow: base, members: Array(visits.indices), measure: measure, table: table)
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
}
