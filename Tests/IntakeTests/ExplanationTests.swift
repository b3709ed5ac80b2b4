import Foundation
import OutcomeModel
import Testing

@testable import Intake

@Suite("Explanation")
struct ExplanationTests {
  private static let yaml = """
    name: t
    columns:
      patient_id: {from: [Client]}
      session_date: {from: [Date]}
      pain_before: {from: [Pain]}
      diagnosis: {from: [Dx]}
      sleep: {from: [Sleep], required: false}
    drop: [Phone]

    """

  @Test("what was detected, with the line that proves the dates")
  func lines() throws {
    let text = """
      Client;Date;Pain;Dx;Phone;Mood today
      a;03/04/2026;6,5;wind;1;x
      b;04/04/2026;9/10;wind;2;x
      c;25/04/2026;;M54.50;3;x
      d;26/04/2026;12;;3;x

      """
    let explanation = Explanation.explain(
      bytes: Array(text.utf8), profile: try TestBatch.profile(Self.yaml),
      options: IntakeOptions(threads: 1))
    #expect(
      explanation.lines(showsDiagnoses: true) == [
        "encoding    UTF-8", "delimiter   semicolon (100 % of the rows agree)",
        "header      line 1", "column      1 \"Client\" -> patient_id",
        "column      2 \"Date\" -> session_date", "column      3 \"Pain\" -> pain_before",
        "column      4 \"Dx\" -> diagnosis", "dropped     Phone", "unknown     Mood today",
        "not there   sleep", "dates       session_date: d/M/yyyy, proven by line 4",
        "scores      pain_before: 1 blank, 1 decimal_comma, 1 out_of, 1 score_out_of_range",
        "diagnosis   not recognised in 2 rows: wind", "rows        4 read, 3 accepted",
        "rejected    1 score_out_of_range",
        "            line 5, pain_before: score_out_of_range (range 0 to 10)",
        "note        columns not in the profile, not stored: Mood today",
        "note        diagnosis: 2 rows have a part that was not recognised (other)",
      ])
    // Where a file, a pipe or a log takes the words, what stands in the cells is counted.
    let elsewhere = explanation.lines(showsDiagnoses: false)
    #expect(!elsewhere.joined().contains("wind"))
    #expect(
      elsewhere.contains(
        "diagnosis   1 texts not recognised, in 2 rows; they are shown where the output is a terminal"
      ))
  }

  @Test("a file that would be left out says why and what to do")
  func quarantined() throws {
    let explanation = Explanation.explain(
      bytes: Array("Client;Date;Pain;Dx\na;03/04/2026;6;\n".utf8),
      profile: try TestBatch.profile(Self.yaml), options: IntakeOptions(threads: 1))
    #expect(explanation.quarantine?.reason == .ambiguousDates)
    #expect(
      explanation.lines(showsDiagnoses: true).last?.hasPrefix(
        "to do       set columns.session_date.formats") == true)
  }

  @Test("a draft is a profile that reads its own file")
  func draft() throws {
    let text = """
      Appointment ID,Patient Guid,Visit Date,Pain (before),Diagnosis,Charge,Charge,
      1,a,25/12/2025,7,M54.50,10,20,x
      2,b,26/12/2025,6,sciatica,10,20,x

      """
    let source = try OpenedFile.load(bytes: Array(text.utf8))
    let yaml = try ProfileDraft.draft(source, name: "mine", options: IntakeOptions(threads: 1))
    #expect(yaml.contains("# the cells prove d/M/yyyy"))
    #expect(yaml.contains("{name: \"Charge\", number: 2}"))
    #expect(yaml.contains("# pain_after: no column looks like it"))
    let reading = try TestBatch.file(text, profile: TestBatch.profile(yaml))
    #expect(reading.rows.rowCount == 2)
    #expect(reading.notices.isEmpty)
    #expect(reading.rows.text("pain_before", 1) == "6")
  }
}
