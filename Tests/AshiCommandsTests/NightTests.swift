import Foundation
import Testing

/// Whole nights by the real programs, in a clinic folder of their own.
@Suite struct NightTests {
  /// A clinic folder with exports in its inbox and a fixed as-of date.
  private struct Clinic {
    let scratch: Scratch
    var folder: String { scratch.url.appending(path: "clinic").path }
    var pipeline: String { folder + "/nightly.yaml" }

    init(patients: Int = 120, mail: Bool = true) throws {
      scratch = try Scratch()
      let made = try ProgramRun(
        "ashi",
        [
          "init", scratch.url.path + "/clinic", "--name", "Test Clinic", "--zone",
          "America/New_York",
        ])
      try #require(made.status == 0, "\(made.error)")
      let synth = try ProgramRun(
        "ashi-synth",
        [
          "--patients", "\(patients)", "--seed", "5", "--mess", "0.2", "-o",
          scratch.url.path + "/clinic/inbox",
        ])
      try #require(synth.status == 0, "\(synth.error)")
      var text = try String(contentsOfFile: pipeline, encoding: .utf8)
      text = text.replacing("settle_seconds: 5 ", with: "settle_seconds: 0 ")
      text += "\nas_of: 2026-10-31\n"
      if mail {
        text += """
          mail:
            transport: outbox
            outbox: outbox
            from: ashi@clinic.example
            to: [owner@clinic.example]

          """
      }
      try Data(text.utf8).write(to: URL(filePath: pipeline))
    }

    func run(_ more: [String] = []) throws -> ProgramRun {
      try ProgramRun("ashi", ["run", pipeline] + more)
    }

    var mails: [String] {
      ((try? FileManager.default.subpathsOfDirectory(atPath: folder + "/outbox")) ?? [])
        .filter { $0.hasSuffix("message.eml") }
    }

    var reports: [String] {
      ((try? FileManager.default.contentsOfDirectory(atPath: folder + "/reports")) ?? [])
        .filter { $0.hasPrefix("2026") }.sorted()
    }

    func report(_ name: String, _ file: String) throws -> Data {
      try Data(contentsOf: URL(filePath: folder + "/reports/\(name)/\(file)"))
    }
  }

  @Test("A night publishes a report and a mail; a second one changes nothing")
  func secondRunChangesNothing() throws {
    let clinic = try Clinic()
    let first = try clinic.run()
    #expect(first.status == 0, "\(first.error)")
    #expect(clinic.reports == ["2026-10-31"])
    #expect(clinic.mails.count == 1)
    let page = try clinic.report("2026-10-31", "report.html")
    #expect(page.count > 10_000)
    let link = try FileManager.default.destinationOfSymbolicLink(
      atPath: clinic.folder + "/reports/latest")
    #expect(link.hasSuffix("2026-10-31"))
    let second = try clinic.run()
    #expect(second.status == 0, "\(second.error)")
    #expect(clinic.reports == ["2026-10-31"])
    #expect(clinic.mails.count == 1)
    #expect(try clinic.report("2026-10-31", "report.html") == page)
  }

  @Test("Two nights at once: one runs, the other ends with 75")
  func twoAtOnce() async throws {
    let clinic = try Clinic()
    let pipeline = clinic.pipeline
    async let left = Task.detached { try ProgramRun("ashi", ["run", pipeline]).status }.value
    async let right = Task.detached { try ProgramRun("ashi", ["run", pipeline]).status }.value
    let statuses = try await [left, right].sorted()
    // The second may also begin after the first has ended, and then has nothing to do.
    #expect(statuses == [0, 75] || statuses == [0, 0])
    #expect(clinic.reports == ["2026-10-31"])
    #expect(clinic.mails.count == 1)
  }

  @Test("A held lock ends a night with 75 and names the holder")
  func heldLock() throws {
    let clinic = try Clinic(patients: 5)
    let lock = open(clinic.folder + "/store/run.lock", O_RDWR | O_CREAT, 0o600)
    try #require(lock >= 0)
    defer { close(lock) }
    try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
    let run = try clinic.run()
    #expect(run.status == 75)
    #expect(clinic.reports.isEmpty)
  }

  @Test("A file without a needed column is left out and named; the others are published")
  func missingColumn() throws {
    let clinic = try Clinic()
    try clinic.scratch.write(
      "clinic/inbox/broken.csv", "patient_id,diagnosis,pain_before\n1,M54.50,7\n")
    let run = try clinic.run()
    #expect(run.status == 3, "\(run.error)")
    #expect(run.error.contains("broken.csv"))
    #expect(run.error.contains("session_date"))
    #expect(clinic.reports == ["2026-10-31"])
    let again = try clinic.run()
    #expect(again.status == 0, "a file counts the night it is found: \(again.error)")
    let status = try ProgramRun("ashi", ["status", clinic.pipeline])
    #expect(status.status == 0)
    #expect(status.output.contains("session_date"))
  }

  @Test("No inbox is 66 and nothing is published")
  func noInbox() throws {
    let clinic = try Clinic(patients: 5)
    try FileManager.default.removeItem(atPath: clinic.folder + "/inbox")
    let run = try clinic.run()
    #expect(run.status == 66)
    #expect(run.error.contains("inbox"))
    #expect(clinic.reports.isEmpty)
  }

  @Test("An empty inbox of a new clinic is 65: there is nothing to report")
  func emptyInbox() throws {
    let clinic = try Clinic(patients: 5)
    for name in try FileManager.default.contentsOfDirectory(atPath: clinic.folder + "/inbox") {
      try FileManager.default.removeItem(atPath: clinic.folder + "/inbox/" + name)
    }
    #expect(try clinic.run().status == 65)
  }

  @Test("A wrong key in the pipeline is 78 with file, line and key, all at once")
  func wrongPipelineKey() throws {
    let clinic = try Clinic(patients: 5)
    var text = try String(contentsOfFile: clinic.pipeline, encoding: .utf8)
    text = text.replacing("retention:", with: "retenton:")
    text = text.replacing("currency: USD", with: "currency: USD\n  colour: red")
    try Data(text.utf8).write(to: URL(filePath: clinic.pipeline))
    let run = try clinic.run()
    #expect(run.status == 78)
    #expect(run.error.contains("nightly.yaml:"))
    #expect(run.error.contains("retenton"))
    #expect(run.error.contains("clinic.colour"))
  }

  @Test("A wrong group key or value in the plan is 78 with its line, before anything is written")
  func wrongPlan() throws {
    let clinic = try Clinic(patients: 5)
    let plan = clinic.folder + "/plan.yaml"
    var text = try String(contentsOfFile: plan, encoding: .utf8)
    text = text.replacing("- herniated_disc", with: "- herniated_disk")
    text += "  - {endpoint: course_change, windows: [week6], group_by: [acuty]}\n"
    try Data(text.utf8).write(to: URL(filePath: plan))
    let run = try clinic.run()
    #expect(run.status == 78)
    #expect(run.error.contains("plan.yaml:"))
    #expect(run.error.contains("condition has no value herniated_disk"))
    #expect(run.error.contains("there is no group key acuty"))
    #expect(!FileManager.default.fileExists(atPath: clinic.folder + "/store/store.sqlite"))
  }

  @Test("An as-of date before all visits is 65: there is nothing to report")
  func beforeAllVisits() throws {
    let clinic = try Clinic(patients: 20)
    let run = try clinic.run(["--as-of", "2020-01-01"])
    #expect(run.status == 65, "\(run.error)")
    #expect(clinic.reports.isEmpty)
    #expect(clinic.mails.isEmpty)
  }

  @Test("A mail that waits is replaced by the newest on a night on which none would be due")
  func waitingMail() throws {
    let clinic = try Clinic(patients: 60)
    let sendmail = try clinic.scratch.write("sendmail", "#!/bin/sh\ncat >/dev/null; exit 75\n")
    #expect(chmod(sendmail, 0o755) == 0)
    var text = try String(contentsOfFile: clinic.pipeline, encoding: .utf8)
    text = text.replacing(
      "transport: outbox\n", with: "transport: sendmail\n  sendmail: \(sendmail)\n")
    try Data(text.utf8).write(to: URL(filePath: clinic.pipeline))
    // A Monday; the mail cannot be handed over.
    let monday = try clinic.run(["--as-of", "2026-11-02"])
    #expect(monday.status == 75, "\(monday.error)")
    #expect(clinic.mails.count == 1)
    // The Tuesday after it has other figures, and a mail server.
    let more = try ProgramRun(
      "ashi-synth",
      [
        "--patients", "60", "--seed", "9", "--clinic", "west", "-o", clinic.folder + "/inbox",
      ])
    #expect(more.status == 0)
    try clinic.scratch.write("sendmail", "#!/bin/sh\ncat >/dev/null\n")
    #expect(chmod(sendmail, 0o755) == 0)
    let tuesday = try clinic.run(["--as-of", "2026-11-03"])
    #expect(tuesday.status == 0, "\(tuesday.error)")
    #expect(clinic.mails.filter { $0.hasPrefix("sent/") }.count == 1, "\(clinic.mails)")
    #expect(clinic.mails.filter { $0.hasPrefix("superseded/") }.count == 1)
  }

  @Test("Nights on which only dates move publish and mail nothing; a first Monday mails")
  func quietNights() throws {
    let clinic = try Clinic()
    var text = try String(contentsOfFile: clinic.pipeline, encoding: .utf8)
    text = text.replacing(
      "\n  to: [owner@clinic.example]", with: "\n  to: [owner@clinic.example]\n  when: nightly")
    try Data(text.utf8).write(to: URL(filePath: clinic.pipeline))
    func night(_ day: String) throws {
      let run = try clinic.run(["--as-of", day])
      #expect(run.status == 0, "\(run.error)")
    }
    try night("2026-10-31")
    // One more patient: too few for any figure to move.
    try clinic.scratch.write(
      "clinic/inbox/later.csv",
      "patient_id,session_date,diagnosis,pain_before,pain_after\nnew,2026-10-30,M54.50,7,6\n")
    try night("2026-11-01")
    #expect(clinic.reports == ["2026-10-31", "2026-11-01"])
    #expect(clinic.mails.count == 1)
    try night("2026-11-01")
    try night("2026-11-02")
    #expect(clinic.reports == ["2026-10-31", "2026-11-01"])
    #expect(clinic.mails.count == 1)
    // The digest of the same Monday, the first of its month, with the same figures.
    text = text.replacing("when: nightly", with: "when: digest")
    try Data(text.utf8).write(to: URL(filePath: clinic.pipeline))
    try night("2026-11-02")
    #expect(clinic.reports == ["2026-10-31", "2026-11-01", "2026-11-02"])
    #expect(clinic.mails.count == 2)
    try night("2026-11-03")
    #expect(clinic.mails.count == 2)
  }

  @Test("A store without its key is 78")
  func lostKey() throws {
    let clinic = try Clinic(patients: 20)
    #expect(try clinic.run().status == 0)
    try FileManager.default.removeItem(atPath: clinic.folder + "/store/patient.key")
    try clinic.scratch.write(
      "clinic/inbox/later.csv",
      "patient_id,session_date,diagnosis,pain_before\n1,2026-10-30,M54.50,7\n")
    let run = try clinic.run()
    #expect(run.status == 78, "\(run.error)")
    #expect(!FileManager.default.fileExists(atPath: clinic.folder + "/store/patient.key"))
  }
}
