import OutcomeModel
import Testing

@testable import Intake

@Suite struct TitleRowsTests {
  static let text = """
    Harbor Acupuncture
    Visits of January

    patient_id,session_date,diagnosis,pain_before,pain_after
    1,2026-01-05,,7,5

    """

  @Test("a file with titles above its header says which line is the header")
  func advice() throws {
    let explanation = Explanation.explain(
      bytes: Array(Self.text.utf8), profile: .canonical, options: IntakeOptions(threads: 1))
    #expect(explanation.quarantine?.reason == .missingColumn)
    #expect(
      explanation.lines(showsDiagnoses: true).last
        == "to do       line 4 looks like it: set title_rows: 3 in the profile")
  }

  @Test("a draft passes over the titles")
  func draft() throws {
    let source = try OpenedFile.load(bytes: Array(Self.text.utf8))
    let yaml = try ProfileDraft.draft(source, name: "mine", options: IntakeOptions(threads: 1))
    #expect(yaml.contains("title_rows: 3"))
    let reading = try TestBatch.file(Self.text, profile: TestBatch.profile(yaml))
    #expect(reading.rows.rowCount == 1)
  }
}
