import OutcomeModel
import Testing

@Suite struct PercentChangeTests {
  private func percent(_ change: String, _ base: String) throws -> String? {
    try PercentChange.percent(Score(parsing: change), of: Score(parsing: base))?.description
  }

  @Test func theChangeIsAPercentageOfTheBaseline() throws {
    #expect(try percent("-2.1", "7.0") == "-30")
    #expect(try percent("1", "8") == "12.5")
    #expect(try percent("0", "3") == "0")
    #expect(try percent("-2", "0") == nil)
    #expect(try percent("-2", "-4") == "50")
  }

  @Test func whatDoesNotTerminateIsRoundedHalfToEven() throws {
    #expect(try percent("-1", "3") == "-33.333333333")
    #expect(try percent("-2", "3") == "-66.666666667")
    // Of a baseline of 200, 10^-9 is half of 10^-9 per cent and goes to 0; three of them go to 2.
    #expect(try percent("0.000000001", "200") == "0")
    #expect(try percent("0.000000003", "200") == "0.000000002")
    #expect(try percent("-0.000000003", "200") == "-0.000000002")
    #expect(try percent("-0.000000001", "200") == "0")
  }
}
