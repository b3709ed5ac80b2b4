import Foundation
import Testing

/// What a night prints: where the report and the mail of this night are, and nothing of another one.
@Suite struct NightWordsTests {
  private let scratch: Scratch
  private var clinic: String { scratch.url.path + "/clinic" }
  private var pipeline: String { clinic + "/nightly.yaml" }

  init() throws {
    scratch = try Scratch()
    let made = try ProgramRun(
      "ashi", ["init", clinic, "--name", "Test Clinic", "--zone", "America/New_York"])
    try #require(made.status == 0, "\(made.error)")
    let text = try String(contentsOfFile: pipeline, encoding: .utf8)
    try Data(
      (text.replacing("settle_seconds: 5 ", with: "settle_seconds: 0 ") + """

        backup: {to: ../backup}
        mail:
          transport: outbox
          outbox: outbox
          from: ashi@clinic.example
          to: [owner@clinic.example]

        """).utf8
    ).write(to: URL(filePath: pipeline))
    let rows = (1...30).map { "P\($0),2026-08-03,M54.50,7,5\nP\($0),2026-09-14,M54.50,4,3\n" }
    try scratch.write(
      "clinic/inbox/a.csv",
      "patient_id,session_date,diagnosis,pain_before,pain_after\n" + rows.joined())
  }

  private func night(_ day: String) throws -> ProgramRun {
    try ProgramRun("ashi", ["run", pipeline, "--as-of", day])
  }

  @Test(
    "A night that published says where, though its backup failed; the mail line is of this night")
  func placesOfTheNight() throws {
    // The disk of the backup is not there: 73, and the report is published all the same.
    let first = try night("2026-11-02")
    #expect(first.status == 73, "\(first.error)")
    #expect(
      first.error.contains("report: \(clinic)/reports/2026-11-02/report.html"), "\(first.error)")
    #expect(first.error.contains("mail: \(clinic)/outbox/"), "\(first.error)")
    #expect(first.error.contains("no snapshot was made: "), "\(first.error)")
    let doctor = try ProgramRun("ashi", ["doctor", pipeline])
    #expect(doctor.status == 73, "\(doctor.output)")
    #expect(doctor.output.contains("MEND backup: "), "\(doctor.output)")
    let status = try ProgramRun("ashi", ["status", pipeline])
    #expect(
      status.output.contains("/backup is not there; is the disk plugged in?"), "\(status.output)")
    // The same night again finds the same report and makes no mail.
    try FileManager.default.createDirectory(
      atPath: scratch.url.path + "/backup", withIntermediateDirectories: true)
    let second = try night("2026-11-02")
    #expect(second.status == 0, "\(second.error)")
    #expect(second.error.contains("report: "), "\(second.error)")
    #expect(!second.error.contains("mail: "), "\(second.error)")
    // After a restore on a new computer the mails of before stand as notes; none is of tonight.
    try FileManager.default.removeItem(atPath: clinic + "/outbox")
    #expect(try ProgramRun("ashi", ["restore", pipeline]).status == 0)
    let third = try night("2026-11-02")
    #expect(third.status == 0, "\(third.error)")
    #expect(!third.error.contains("mail: "), "\(third.error)")
  }

  @Test("The lines that leave a file out are told, and a raised limit takes the file in")
  func leftOutForItsRejects() throws {
    try FileManager.default.createDirectory(
      atPath: scratch.url.path + "/backup", withIntermediateDirectories: true)
    let bad = (1...12).map { "P\($0),2026-08-0\(1 + $0 % 9),M54.50,JaneDoe,5\n" }
    let good = (1...48).map { "Q\($0),2026-08-03,M54.50,7,5\n" }
    let file = try scratch.write(
      "clinic/inbox/a.csv",
      "patient_id,session_date,diagnosis,pain_before,pain_after\n" + (bad + good).joined())
    let first = try night("2026-11-02")
    #expect(first.status == 65, "\(first.error)")
    #expect(
      first.error.contains("file 1, line 2, pain_before: unreadable_score ("), "\(first.error)")
    #expect(first.error.contains("file 1, line 11, pain_before: "), "\(first.error)")
    #expect(!first.error.contains("line 12, pain_before"), "\(first.error)")
    #expect(first.error.contains("... and 2 more rejected rows"), "\(first.error)")
    #expect(!first.error.contains("JaneDoe"))
    let explained = try ProgramRun("ashi-ingest", ["--explain", file])
    #expect(
      explained.output.contains("line 2, pain_before: unreadable_score ("), "\(explained.output)")
    // Nothing has changed: it is not read again.
    let second = try night("2026-11-03")
    #expect(second.status == 65 && !second.error.contains("line 2, "), "\(second.error)")
    let status = try ProgramRun("ashi", ["status", pipeline])
    #expect(
      status.output.contains("ashi-ingest --explain FILE names the lines"), "\(status.output)")
    let text = try String(contentsOfFile: pipeline, encoding: .utf8)
    let raised = text.replacing(
      "thresholds: {rejects: {share: 0.05, count: 10}}",
      with: "thresholds: {rejects: {share: 0.25, count: 10}}")
    #expect(raised != text)
    try Data(raised.utf8).write(to: URL(filePath: pipeline))
    let third = try night("2026-11-04")
    #expect(third.status == 0, "\(third.error)")
    #expect(third.error.contains("accepted 48 + rejected 12"), "\(third.error)")
  }

  @Test("A file that cannot be read is not counted as read")
  func unreadFiles() throws {
    try FileManager.default.createDirectory(
      atPath: scratch.url.path + "/folder.csv", withIntermediateDirectories: true)
    let run = try ProgramRun(
      "ashi-ingest", ["--store", scratch.url.path + "/s.sqlite", scratch.url.path + "/folder.csv"])
    #expect(run.status != 0)
    #expect(run.error.contains("0 of 1 file read"), "\(run.error)")
  }
}
