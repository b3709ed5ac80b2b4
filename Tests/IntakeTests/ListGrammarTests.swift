import OutcomeModel
import Testing

@testable import Intake

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
