import OutcomeModel
import TestSupport
import Testing

@Suite struct ScoreTests {
  @Test(arguments: [
    ("7", 7_000_000_000), ("7.0", 7_000_000_000), ("6.5", 6_500_000_000), ("-0.25", -250_000_000),
    ("+3", 3_000_000_000), (".5", 500_000_000), ("0.000000001", 1), ("0.0000000010000", 1),
    ("9223372036.854775807", Int64.max), ("-0", 0), ("007", 7_000_000_000),
  ])
  func decimalsAreReadExactly(text: String, nano: Int64) throws {
    #expect(try Score(parsing: text).nano == nano)
  }

  @Test(arguments: ["", "-", ".", "7,5", "1e3", " 7", "7 ", "1.2.3", "NaN", "٧", "0x1"])
  func otherTextsAreNoNumbers(text: String) {
    #expect(throws: Score.ParseFailure.notANumber) { try Score(parsing: text) }
  }

  @Test func tooManyDecimalsAndTooLargeAreToldApart() {
    #expect(throws: Score.ParseFailure.tooManyDecimals) { try Score(parsing: "0.1234567891") }
    #expect(throws: Score.ParseFailure.tooLarge) { try Score(parsing: "9223372036.854775808") }
    #expect(throws: Score.ParseFailure.tooLarge) { try Score(parsing: "99999999999") }
  }

  @Test(arguments: ["0", "7", "-7", "6.5", "-0.25", "0.000000001", "-2.1", "100.01"])
  func theShortestFormIsPrinted(text: String) throws {
    #expect(try Score(parsing: text).description == text)
  }

  @Test func printingAndReadingAreInverse() throws {
    var random = SplitMix64(seed: 1)
    for _ in 0..<2_000 {
      let score = Score(
        nano: Int64.random(in: -1_000_000_000_000...1_000_000_000_000, using: &random))
      #expect(try Score(parsing: score.description) == score)
    }
  }

  @Test func arithmeticIsExact() throws {
    #expect(try Score(parsing: "7.0") - Score(parsing: "4.9") == Score(parsing: "2.1"))
    #expect(try Score(parsing: "0.1") + Score(parsing: "0.2") == Score(parsing: "0.3"))
    #expect(Score(6) < Score(7))
    #expect(try Score(parsing: "6.5").double == 6.5)
  }

  @Test(
    arguments: [
      (10, 4, 2), (14, 4, 4), (6, 4, 2), (2, 4, 0), (-2, 4, 0), (-6, 4, -2), (-10, 4, -2),
      (-14, 4, -4),
      (7, 3, 2), (8, 3, 3), (-7, 3, -2), (-8, 3, -3), (0, 5, 0), (5, 1, 5),
    ] as [(Int64, Int64, Int64)])
  func aMeanIsRoundedHalfToEven(sum: Int64, count: Int64, mean: Int64) {
    #expect(Score.mean(sum: sum, count: count).nano == mean)
  }
}
