import Testing

@testable import Intake

@Suite struct HeaderAliasesTests {
  @Test("headers of questionnaires are recognised by their words")
  func words() {
    let header = [
      "Appointment ID", "Email", "Start Time", "When did the pain begin?", "What brings you here?",
      "Pain on arrival (0-10)", "Pain on leaving (0-10)", "Roland-Morris score (0-24)", "Notes",
    ]
    #expect(
      HeaderAliases.targets(of: header) == [
        0: "session_id", 1: "patient_id", 2: "session_date", 3: "onset_date", 4: "diagnosis",
        5: "pain_before", 6: "pain_after", 7: "rmdq",
      ])
  }

  @Test("an id alone is the patient's, beside a patient number the visit's")
  func id() {
    #expect(HeaderAliases.targets(of: ["id", "date"]) == [0: "patient_id", 1: "session_date"])
    #expect(HeaderAliases.targets(of: ["id", "mrn"]) == [0: "session_id", 1: "patient_id"])
  }
}
