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

@Suite("ListGrammar")
struct ListGrammarTests {
  private func read(
    _ text: String, isEvent: Bool = false, asked: Bool = false, values: [String: String] = [:]
  ) -> String {
    var column = ProfileColumn(from: [])
    column.asked = asked
    column.values = values
    return ListGrammar(column, isEvent: isEvent).read(CellBytes(text).plain)
  }

  @Test("members are spelled as ashi spells them, once, in byte order")
  func members() {
    #expect(read("Electro; Cupping ;electro") == "cupping;electro")
    #expect(read("Gua Sha;gua-sha;guasha") == "gua_sha")
    #expect(read("E-Stim") == "electro")
    #expect(read("tui na") == "tui_na")
    #expect(read("") == "")
    #expect(read(" ; ;") == "")
    #expect(read("none") == "")
  }

  @Test("a blank is not asked unless the profile says asked")
  func events() {
    #expect(read("", isEvent: true) == "")
    #expect(read("", isEvent: true, asked: true) == "none")
    #expect(read("none", isEvent: true) == "none")
    #expect(read("No", isEvent: true) == "none")
    #expect(read("bruising; none", isEvent: true) == "bruising")
    #expect(read("Bruising;dizziness", isEvent: true, asked: true) == "bruising;dizziness")
  }

  @Test("a profile's values are meanings of members and of whole cells")
  func values() {
    #expect(read("1", isEvent: true, values: ["1": "bruising", "0": "none"]) == "bruising")
    #expect(read("0", isEvent: true, values: ["1": "bruising", "0": "none"]) == "none")
    #expect(read("1;2", values: ["1": "electro", "2": "moxa"]) == "electro;moxa")
  }
}

@Suite("VisitState")
struct VisitStateTests {
  @Test(
    "ashi's own words",
    arguments: [
      ("", "completed"), ("Completed", "completed"), ("arrived", "completed"),
      ("Cancelled", "cancelled"), ("canceled", "cancelled"), ("LATE_CANCELLED", "cancelled"),
      ("no_show", "no_show"), ("No Show", "no_show"), ("no-show", "no_show"),
      ("deleted", "deleted"), ("booked", "booked"), ("perhaps", "unknown_value"),
    ])
  func words(text: String, meaning: String) {
    let map = ValueMap(ProfileColumn(from: []))
    switch VisitState.read(CellBytes(text).plain, map) {
    case .value(.completed): #expect(meaning == "completed")
    case .value(.ignored(let state)): #expect(meaning == state)
    case .fault(let fault): #expect(meaning == fault.reason.rawValue)
    }
  }

  @Test("the profile's map goes before them, and others catches the rest")
  func map() {
    var column = ProfileColumn(from: [])
    column.values = ["paid": "completed", "completed": "cancelled"]
    var map = ValueMap(column)
    #expect(VisitState.read(CellBytes("Paid").plain, map) == .value(.completed))
    #expect(VisitState.read(CellBytes("completed").plain, map) == .value(.ignored("cancelled")))
    column.others = "deleted"
    map = ValueMap(column)
    #expect(VisitState.read(CellBytes("whatever").plain, map) == .value(.ignored("deleted")))
  }

  @Test("visit types and sexes")
  func types() {
    let map = ValueMap(ProfileColumn(from: []))
    #expect(VisitTypeText.read([], map) == .value(.treatment))
    #expect(VisitTypeText.read(CellBytes("Follow-up").plain, map) == .value(.followUp))
    guard case .fault(let fault) = VisitTypeText.read(CellBytes("massage").plain, map) else {
      Issue.record("expected a fault")
      return
    }
    #expect(fault.reason == .unknownValue)
    #expect(SexText.read(CellBytes("F").plain, map) == .value("female"))
    #expect(SexText.read(CellBytes("?").plain, map) == .value(""))
  }
}
