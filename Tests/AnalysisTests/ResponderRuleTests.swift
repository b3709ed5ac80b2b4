import OutcomeModel
import Testing

@testable import Analysis

@Suite struct ResponderRuleTests {
  /// `1`, `0`, or blank where an episode with this BASE cannot qualify.
  private func flag(
    _ rule: ResponderRule, _ base: String, _ value: String, _ instrument: Instrument = .pain
  ) throws -> String {
    let base = try Score(parsing: base).nano
    guard rule.applies(base: base, instrument: instrument) else { return "" }
    let value = try Score(parsing: value).nano
    return rule.isMet(base: base, value: value, instrument: instrument) ? "1" : "0"
  }

  @Test(arguments: [
    ("7.0", "4.9", "1"), ("7.0", "4.900000001", "0"), ("10", "7", "1"), ("10", "7.1", "0"),
    ("0.000000003", "0.000000002", "1"), ("0", "0", ""), ("1", "0", "1"), ("5", "5", "0"),
  ])
  func thirtyPerCentIsExact(base: String, value: String, expected: String) throws {
    #expect(try flag(.percent(30), base, value) == expected)
  }

  @Test(arguments: [("1.9", "0", ""), ("2", "0", "1"), ("7", "5", "1"), ("7", "5.1", "0")])
  func twoPointsNeedABaselineOfTwo(base: String, value: String, expected: String) throws {
    #expect(try flag(.twoPoints, base, value) == expected)
  }

  @Test(arguments: [
    ("4.9", "0", ""), ("5", "4.9", "1"), ("5", "5", "0"), ("9", "4.999999999", "1"),
  ])
  func belowFiveNeedsABaselineOfFive(base: String, value: String, expected: String) throws {
    #expect(try flag(.belowFive, base, value) == expected)
  }

  @Test(arguments: [("8.9", "0", ""), ("9", "5", "1"), ("9", "5.1", "0"), ("10", "0", "1")])
  func fromNineToFive(base: String, value: String, expected: String) throws {
    #expect(try flag(.nineToFive, base, value) == expected)
  }

  @Test(arguments: [("0", "0", ""), ("1", "0", "1"), ("1", "0.000000001", "0")])
  func painFreeIsNought(base: String, value: String, expected: String) throws {
    #expect(try flag(.painFree, base, value) == expected)
  }

  @Test(arguments: [("8", "10", "1"), ("8.1", "10", ""), ("0", "2", "1"), ("0", "1.9", "0")])
  func worsenedNeedsRoomForTwoPoints(base: String, value: String, expected: String) throws {
    #expect(try flag(.worsened, base, value) == expected)
  }

  @Test func whereHighIsGoodARiseIsTheResponse() throws {
    let sleep = try #require(Instrument.shipped.first { $0.name == "sleep" })
    #expect(try flag(.percent(30), "5", "6.5", sleep) == "1")
    #expect(try flag(.percent(30), "5", "6.4", sleep) == "0")
    #expect(try flag(.percent(30), "5", "3", sleep) == "0")
  }

  @Test func hugeScoresOfADeclaredInstrumentDoNotOverflow() throws {
    #expect(try flag(.percent(30), "9000000000", "6300000000") == "1")
    #expect(try flag(.percent(30), "9000000000", "6300000001") == "0")
  }
}
