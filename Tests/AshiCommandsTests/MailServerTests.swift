import Foundation
import Testing

/// Nights that mail through real software: msmtp with a mailbox on a server.
@Suite(
  .serialized,
  .enabled(
    if: LoopbackMailServer.isInstalled,
    "msmtp or a Python with aiosmtpd is not installed; make test-mail installs them"))
struct MailServerTests {
  private let scratch: Scratch
  private var folder: String { scratch.url.path + "/clinic" }
  private var pipeline: String { folder + "/nightly.yaml" }

  init() throws {
    scratch = try Scratch()
    let made = try ProgramRun(
      "ashi",
      ["init", folder, "--name", "Lòtus Clinic", "--zone", "America/New_York"])
    try #require(made.status == 0, "\(made.error)")
    let synth = try ProgramRun(
      "ashi-synth", ["--patients", "120", "--seed", "5", "-o", folder + "/inbox"])
    try #require(synth.status == 0, "\(synth.error)")
    let text = try String(contentsOfFile: pipeline, encoding: .utf8)
      .replacing("settle_seconds: 5 ", with: "settle_seconds: 0 ")
    try Data(
      (text + """

        mail:
          transport: sendmail
          sendmail: ../sendmail
          outbox: outbox
          from: ashi@clinic.example
          to: [owner@clinic.example]
          attach: [report, results]

        """).utf8
    ).write(to: URL(filePath: pipeline))
  }

  /// The clinic mails through a server.
  private func use(_ server: LoopbackMailServer) throws {
    let link = scratch.url.path + "/sendmail"
    try? FileManager.default.removeItem(atPath: link)
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: server.sendmail)
  }

  private func night(_ day: String) throws -> ProgramRun {
    try ProgramRun("ashi", ["run", pipeline, "--as-of", day])
  }

  private func spooled(_ place: String) throws -> [String] {
    let path = folder + "/outbox" + place
    return try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { FileManager.default.fileExists(atPath: path + "/" + $0 + "/message.eml") }
  }

  // 2 November 2026 is the first Monday of its month.
  @Test("The owner's mail is what Python's email reads, and arrives once")
  func arrives() throws {
    let server = try LoopbackMailServer()
    try use(server)
    let run = try night("2026-11-02")
    #expect(run.status == 0, "\(run.error)")
    #expect(server.taken.count == 1)
    let facts = try server.facts(try #require(server.taken.first))
    #expect(facts["defects"] == "0")
    let types = try #require(facts["types"])
    #expect(types.hasPrefix("multipart/mixed multipart/alternative text/plain "), "\(types)")
    #expect(types.hasSuffix("text/html text/csv"), "\(types)")
    #expect(facts["to"] == "owner@clinic.example")
    #expect(facts["subject"]?.hasPrefix("Lòtus Clinic: ") == true)
    #expect(Int(facts["numbers"] ?? "") ?? 0 > 50)
    #expect(facts["missing"] == "", "numbers of the text part that the HTML part lacks")
    #expect(facts["unshown"] == "0")
    #expect(Int(facts["bytes"] ?? "") ?? .max < 90_000)
    #expect(facts["next"] == "The next mail is due on 7 December 2026")
    // The same night again mails nothing; sent again it is the same message.
    #expect(try night("2026-11-02").status == 0)
    #expect(server.taken.count == 1)
    let again = try ProgramRun(
      "ashi-deliver", [folder + "/reports/latest", "--pipeline", pipeline, "--resend"])
    #expect(again.status == 0, "\(again.error)")
    #expect(server.taken.count == 2)
    #expect(try server.facts(server.taken[1])["id"] == facts["id"])
  }

  @Test("A file that cannot be used is mailed on the night it comes, and once")
  func urgent() throws {
    let server = try LoopbackMailServer()
    try use(server)
    #expect(try night("2026-11-02").status == 0)
    #expect(server.taken.count == 1)
    try scratch.write("clinic/inbox/broken.csv", "patient_id,pain_before\n1,7\n")
    #expect(try night("2026-11-04").status == 3)
    #expect(server.taken.count == 2)
    let facts = try server.facts(server.taken[1])
    #expect(facts["urgent"]?.hasPrefix("file;") == true)
    #expect(try night("2026-11-04").status == 0)
    #expect(server.taken.count == 2)
    // Nobody has come since the end of October: said once, when three business days are over.
    #expect(try night("2026-11-08").status == 0)
    #expect(server.taken.count == 3)
    let stale = try server.facts(server.taken[2])
    #expect(stale["urgent"]?.contains("stale;2026-1") == true, "\(stale)")
  }

  @Test("A server that is not there leaves the mail in the spool; the next run sends it once")
  func refusedConnection() throws {
    let gone = try LoopbackMailServer()
    gone.stop()
    try use(gone)
    let failed = try night("2026-11-02")
    #expect(failed.status == 75, "\(failed.error)")
    #expect(failed.error.contains("goes with the next run"), "\(failed.error)")
    #expect(try spooled("").count == 1)
    let server = try LoopbackMailServer()
    try use(server)
    #expect(try night("2026-11-02").status == 0)
    #expect(server.taken.count == 1)
    #expect(try night("2026-11-02").status == 0)
    #expect(server.taken.count == 1)
    #expect(try spooled("").isEmpty && spooled("/sent").count == 1)
  }

  @Test("A server that refuses leaves the mail in the spool, and the words say whose turn it is")
  func refusals() throws {
    let server = try LoopbackMailServer()
    try use(server)
    server.answer(.later)
    #expect(try night("2026-11-02").status == 75)
    let answers: [(mode: LoopbackMailServer.Mode, words: String)] = [
      (.later, "451 4.3.0 Try again later); it waits"),
      (.never, "554 5.7.1 Refused): the server's rules forbid it: ask the provider"),
      (.wrongPassword, "renew the password"), (.noSuchReader, "check the addresses of mail.to"),
    ]
    for (mode, words) in answers {
      server.answer(mode)
      let failed = try ProgramRun(
        "ashi-deliver", [folder + "/reports/latest", "--pipeline", pipeline])
      #expect(failed.status == 75, "\(failed.error)")
      #expect(failed.error.contains(words), "\(failed.error)")
    }
    #expect(try spooled("").count == 1)
    // The next day there are other figures, and later only their mail goes out.
    let more = try ProgramRun(
      "ashi-synth",
      ["--patients", "60", "--seed", "9", "--clinic", "west", "-o", folder + "/inbox"])
    #expect(more.status == 0)
    #expect(try night("2026-11-03").status == 75)
    server.answer(.takes)
    #expect(try night("2026-11-03").status == 0)
    #expect(server.taken.count == 1)
    #expect(try night("2026-11-03").status == 0)
    #expect(server.taken.count == 1)
    #expect(try spooled("").isEmpty && spooled("/sent").count == 1)
    #expect(try spooled("/superseded").count == 1)
  }
}
