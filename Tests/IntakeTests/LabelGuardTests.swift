import OutcomeModel
import Testing

@testable import Intake

@Suite("LabelGuard")
struct LabelGuardTests {
  @Test(
    "labels stay, free text becomes other",
    arguments: [
      ("bruising;dizziness", "bruising;dizziness"), ("", ""), ("none", "none"),
      ("l4_l5_12", "l4_l5_12"), ("call_555_0142", "other"), ("a@clinic.example", "other"),
      ("bruising;jane_doe_555_12345", "bruising;other"),
      ("\u{661}\u{662}\u{663}\u{664}\u{665}", "other"),
      (String(repeating: "x", count: 40), String(repeating: "x", count: 40)),
      (String(repeating: "x", count: 41) + ";zz", "other;zz"),
    ])
  func guarded(list: String, expected: String) {
    let (value, isFreeText) = LabelGuard.guarded(list)
    #expect(value == expected)
    #expect(isFreeText == (value != list))
  }

  @Test("a column of free text is counted, and what stands in it is nowhere")
  func column() throws {
    let text = """
      patient_id,session_date,diagnosis,pain_before,pain_after,modalities,tcm_pattern,adverse_event
      a,2026-03-04,M54.50,7,5,electro,qi_stagnation,bruising
      b,2026-03-04,M54.50,7,5,electro,qi_stagnation,Jane Doe called 555-0142
      c,2026-03-04,M54.50,7,5,jane@clinic.example,qi_stagnation,bruising;Jane Doe called 555-0142
      d,2026-03-04,M54.50,7,5,,the patient Jane Doe says that she sleeps badly since May,none

      """
    let reading = try TestBatch.file(text, profile: .canonical)
    let notices = reading.notices.map(\.text)
    #expect(
      notices.filter { $0.hasSuffix("(other)") } == [
        "modalities: 1 rows hold text that is no kind of modality (other)",
        "tcm_pattern: 1 rows hold text that is no kind of pattern (other)",
        "adverse_event: 2 rows hold text that is no kind of event (other)",
      ])
    func values(_ key: String) throws -> [String] {
      let group = try #require(reading.rows.groups.first { $0.key == key })
      return (0..<reading.rows.rowCount).map { group.values[$0] }
    }
    #expect(try values("adverse_event") == ["bruising", "other", "bruising;other", "none"])
    #expect(try values("modality") == ["electro", "electro", "other", ""])
  }
}
