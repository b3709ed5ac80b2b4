import OutcomeModel
import TestSupport
import Testing

@testable import Intake

@Suite("PainGrammar")
struct PainGrammarTests {
  private static let plain = PainGrammar(instrument: .pain, isPain: true)
  private static let semicolon = PainGrammar(instrument: .pain, isPain: true, decimalComma: true)
  private static let lenient = PainGrammar(
    instrument: .pain, isPain: true, midpoint: true, recover: true)
  private static let millimetres = PainGrammar(
    instrument: .pain, isPain: true, scale: Score(100), midpoint: true, recover: true)

  private static func score(_ text: String, _ rule: PainGrammar.Rule) throws -> PainGrammar.Reading
  {
    .score(try Score(parsing: text), rule)
  }

  @Test(
    "what every profile reads",
    arguments: [
      ("7", "7", PainGrammar.Rule.number), ("6.5", "6.5", .number), ("0", "0", .number),
      ("10", "10", .number), ("07", "7", .number), ("7.0", "7", .number),
      (" 7 ", "7", .number), ("\u{A0}7\u{A0}", "7", .number), ("7\u{3000}", "7", .number),
      ("9/10", "9", .outOf), ("9 / 10", "9", .outOf), ("6.5/10", "6.5", .outOf),
      ("\u{FF19}/10", "9", .outOf), ("\u{FF19}\u{FF0F}\u{FF11}\u{FF10}", "9", .outOf),
      ("\u{FF17}", "7", .number), ("\u{FF16}\u{FF0E}\u{FF15}", "6.5", .number),
      ("none", "0", .noPain), ("None", "0", .noPain), ("NO PAIN", "0", .noPain),
      ("0.333333333", "0.333333333", .number), ("1.5000000000", "1.5", .number),
    ])
  func always(text: String, value: String, rule: PainGrammar.Rule) throws {
    #expect(Self.plain.read(text) == (try Self.score(value, rule)))
  }

  @Test("a blank is missing and never 0", arguments: ["", " ", "\t", "\u{A0}", "\u{FEFF}"])
  func blank(text: String) {
    for grammar in [Self.plain, Self.semicolon, Self.lenient, Self.millimetres] {
      #expect(grammar.read(text) == .missing)
    }
  }

  @Test(
    "off the scale is rejected, never clamped",
    arguments: ["11", "10.5", "-2", "75", "11/10", "-0.5", "10.000000001"])
  func outOfRange(text: String) {
    #expect(Self.plain.read(text) == .reject(.scoreOutOfRange, "range 0 to 10"))
  }

  @Test(
    "what is no score",
    arguments: [
      "-", "n/a", "mild", "8+", "<5", ">5", "8 (L) 5 (R)", "8\u{2192}5", "5/20", "9/", "/10",
      "7,", "7.", ".5", "6,5", "1e1", "45935", "7 8", "seven", "+7", "no pain today", "7/10/10",
      "9/100", "0x5", "NaN", "inf", "--2", "5-", "-Oct", "Oct-", "32-Oct-1",
    ])
  func unreadable(text: String) {
    let reading = Self.plain.read(text)
    if text == "45935" {
      #expect(reading == .reject(.scoreOutOfRange, "range 0 to 10"))
    } else {
      #expect(reading == .reject(.unreadableScore, "pain grammar"))
    }
  }

  @Test("a decimal comma only in files delimited by ;")
  func decimalComma() throws {
    #expect(Self.semicolon.read("6,5") == (try Self.score("6.5", .decimalComma)))
    #expect(Self.semicolon.read("6.5") == (try Self.score("6.5", .number)))
    #expect(Self.semicolon.read("6,5/10") == (try Self.score("6.5", .outOf)))
    #expect(Self.plain.read("6,5") == .reject(.unreadableScore, "pain grammar"))
  }

  @Test(
    "ranges only if the profile says midpoint",
    arguments: [
      ("7-8", "7.5"), ("7 - 8", "7.5"), ("7\u{2013}8", "7.5"), ("7\u{2013}8/10", "7.5"),
      ("6-8", "7"), ("0-1", "0.5"), ("6.5-7", "6.75"),
    ])
  func ranges(text: String, value: String) throws {
    #expect(Self.lenient.read(text) == (try Self.score(value, .range)))
    #expect(Self.plain.read(text) == .reject(.unreadableScore, "range needs midpoint: true"))
  }

  @Test("a range with an end off the scale is off the scale")
  func wideRange() {
    #expect(Self.lenient.read("8-12") == .reject(.scoreOutOfRange, "range 0 to 10"))
    #expect(Self.lenient.read("7-8/20") == .reject(.unreadableScore, "pain grammar"))
  }

  @Test(
    "a spreadsheet's dates only if the profile says recover",
    arguments: [("5-Oct", "5"), ("Oct-05", "5"), ("05-Oct", "5"), ("10-Oct", "10"), ("oct-0", "0")])
  func spreadsheetDates(text: String, value: String) throws {
    #expect(Self.lenient.read(text) == (try Self.score(value, .spreadsheetDate)))
    let refused = PainGrammar.Reading.reject(
      .unreadableScore, "spreadsheet_date needs recover: true")
    #expect(Self.plain.read(text) == refused)
    // On another scale the tenth month is not the scale's end.
    #expect(Self.millimetres.read(text) == refused)
  }

  @Test("other months are no score", arguments: ["5-Sep", "Sep-05", "10-Nov", "12-Oct-20"])
  func otherMonths(text: String) {
    #expect(Self.lenient.read(text) == .reject(.unreadableScore, "pain grammar"))
  }

  @Test("a declared scale of 100 is divided exactly")
  func millimetres() throws {
    #expect(Self.millimetres.read("75") == (try Self.score("7.5", .number)))
    #expect(Self.millimetres.read("75/100") == (try Self.score("7.5", .outOf)))
    #expect(Self.millimetres.read("7/10") == .reject(.unreadableScore, "pain grammar"))
    #expect(Self.millimetres.read("101") == .reject(.scoreOutOfRange, "range 0 to 100"))
    #expect(Self.millimetres.read("33.3") == (try Self.score("3.33", .number)))
    #expect(Self.millimetres.read("70-80") == (try Self.score("7.5", .range)))
  }

  @Test("a scale that does not divide evenly rounds half to even at the ninth decimal")
  func oddScale() throws {
    let thirds = PainGrammar(instrument: .pain, isPain: true, scale: Score(3))
    #expect(thirds.read("1") == (try Self.score("3.333333333", .number)))
    #expect(thirds.read("2") == (try Self.score("6.666666667", .number)))
    #expect(thirds.read("3") == (try Self.score("10", .number)))
  }

  @Test("more than nine decimals are a reject of their own")
  func decimals() {
    #expect(Self.plain.read("1.0000000001") == .reject(.tooManyDecimals, "at most 9 decimals"))
  }

  @Test("other instruments take plain decimals only")
  func instruments() throws {
    let rmdq = try #require(Instrument.shipped.first { $0.name == "rmdq" })
    let grammar = PainGrammar(instrument: rmdq, isPain: false)
    #expect(grammar.read("17") == (try Self.score("17", .number)))
    #expect(grammar.read("25") == .reject(.scoreOutOfRange, "range 0 to 24"))
    for text in ["none", "12/24", "5-Oct", "7-8"] {
      #expect(grammar.read(text) == .reject(.unreadableScore, "a plain decimal number"))
    }
  }

  @Test("no text of random bytes crashes, and what is read lies on the scale")
  func randomBytes() {
    var random = SplitMix64(seed: 11)
    let alphabet = Array("0123456789.,-/+ eOocCtT\u{FF19}\u{2013}nonepai<>()".utf8)
    for _ in 0..<4_000 {
      let count = Int(random.next() % 9)
      let bytes = (0..<count).map { _ in alphabet[Int(random.next() % UInt64(alphabet.count))] }
      let text = String(decoding: bytes, as: UTF8.self)
      for grammar in [Self.plain, Self.semicolon, Self.lenient, Self.millimetres] {
        if case .score(let score, _) = grammar.read(text) {
          #expect(score >= Score(0) && score <= Score(10))
        }
      }
    }
  }
}
