import OutcomeModel
import Testing

@testable import Intake

@Suite("NumberGrammar")
struct NumberGrammarTests {
  private func read(_ grammar: NumberGrammar, _ text: String) -> CellMeaning<Score?> {
    grammar.read(CellBytes(text).plain)
  }

  @Test(
    "amounts of money",
    arguments: [
      ("$1,200.00", "1200"), ("$85", "85"), ("85.50", "85.5"), ("1,234,567.89", "1234567.89"),
      ("USD 95.00", "95"), ("95.00 USD", "95"), ("\u{20AC}40", "40"), ("\u{A3}12.50", "12.5"),
      ("($40.00)", "-40"), ("-$40", "-40"), ("$-40", "-40"), ("0", "0"),
    ])
  func money(text: String, value: String) throws {
    let grammar = NumberGrammar(isMoney: true)
    #expect(read(grammar, text) == .value(try Score(parsing: value)))
  }

  @Test(
    "separators that stand wrongly are no amount",
    arguments: [
      "1,20.00", "12,0", "1,2345", "free", "$", "1.2.3", "85 95",
    ])
  func noMoney(text: String) {
    let fault = CellFault(reason: .unreadableNumber, rule: "an amount of money")
    #expect(read(NumberGrammar(isMoney: true), text) == .fault(fault))
  }

  @Test("money in files with a decimal comma")
  func commaMoney() throws {
    let grammar = NumberGrammar(decimalComma: true, isMoney: true)
    #expect(read(grammar, "1.200,50 EUR") == .value(try Score(parsing: "1200.5")))
    #expect(read(grammar, "85,00") == .value(Score(85)))
  }

  @Test("without money only plain decimals, within the range")
  func plain() throws {
    let grammar = NumberGrammar(range: Score(1850)...Score(2199))
    #expect(read(grammar, "") == .value(nil))
    #expect(read(grammar, "1970") == .value(Score(1970)))
    let range = CellFault(reason: .numberOutOfRange, rule: "range 1850 to 2199")
    #expect(read(grammar, "70") == .fault(range))
    let unreadable = CellFault(reason: .unreadableNumber, rule: "a plain decimal number")
    #expect(read(NumberGrammar(), "$85") == .fault(unreadable))
    #expect(read(NumberGrammar(), "1,200") == .fault(unreadable))
  }
}
