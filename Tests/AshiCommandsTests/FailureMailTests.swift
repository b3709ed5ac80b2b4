import Foundation
import Testing

/// The operator hears of a night that failed, once, and the message says what to do.
@Suite struct FailureMailTests {
  private let scratch: Scratch
  private var folder: String { scratch.url.appending(path: "clinic").path }

  init() throws {
    scratch = try Scratch()
    let made = try ProgramRun(
      "ashi", ["init", scratch.url.path + "/clinic", "--name", "Lòtus Clinic"])
    try #require(made.status == 0, "\(made.error)")
  }

  private func pipeline(_ mail: String, _ change: (String) -> String = { $0 }) throws -> String {
    let path = folder + "/nightly.yaml"
    var text = try String(contentsOfFile: path, encoding: .utf8)
    text = text.replacing("settle_seconds: 5 ", with: "settle_seconds: 0 ")
    text += "\nas_of: 2026-10-31\nmail:\n" + mail
    try Data(change(text).utf8).write(to: URL(filePath: path))
    return path
  }

  private var messages: [String] {
    let operators = folder + "/outbox/operator"
    return ((try? FileManager.default.subpathsOfDirectory(atPath: operators)) ?? [])
      .filter { $0.hasSuffix("message.eml") }.sorted()
  }

  private let addresses = """
      from: ashi@clinic.example
      to: [owner@clinic.example]
      operator: it@clinic.example

    """

  @Test("A night that fails writes one mail to the operator, however often it is tried")
  func onceANight() throws {
    let pipeline = try pipeline("  transport: outbox\n  outbox: outbox\n" + addresses) {
      $0.replacing("inbox/*.csv", with: "nowhere/*.csv")
    }
    for _ in 0..<2 { #expect(try ProgramRun("ashi", ["run", pipeline]).status == 66) }
    #expect(messages.count == 1, "\(messages)")
    let text = try String(
      contentsOfFile: folder + "/outbox/operator/" + messages[0], encoding: .utf8)
    #expect(text.contains("To: it@clinic.example\r\n"))
    #expect(!text.contains("owner@clinic.example"))
    #expect(text.contains("Auto-Submitted: auto-generated\r\n"))
    #expect(text.contains("status 66"))
    #expect(text.contains("ashi doctor"))
    // Another kind of failure is told too.
    try Data("endpoints: 7\n".utf8).write(to: URL(filePath: folder + "/plan.yaml"))
    #expect(try ProgramRun("ashi", ["run", pipeline]).status == 78)
    #expect(messages.count == 2, "\(messages)")
  }

  @Test("Sendmail gets the message on its standard input, and failing it changes no status")
  func bySendmail() throws {
    let taken = scratch.url.path + "/taken"
    let sendmail = try scratch.write(
      "sendmail", "#!/bin/sh\necho \"$@\" > \(taken).arguments\ncat > \(taken)\nexit ${STATUS:-0}\n"
    )
    #expect(chmod(sendmail, 0o755) == 0)
    let mail = "  transport: sendmail\n  sendmail: \(sendmail)\n  outbox: outbox\n" + addresses
    let pipeline = try pipeline(mail) { $0.replacing("inbox/*.csv", with: "nowhere/*.csv") }
    let refused = try ProgramRun("ashi", ["run", pipeline], environment: ["STATUS": "75"])
    #expect(refused.status == 66)
    #expect(refused.error.contains("the operator could not be told"))
    #expect(messages.isEmpty, "what was not taken is told again")
    #expect(try ProgramRun("ashi", ["run", pipeline]).status == 66)
    #expect(messages.count == 1)
    #expect(try String(contentsOfFile: taken, encoding: .utf8).hasPrefix("Date: "))
    #expect(try String(contentsOfFile: taken + ".arguments", encoding: .utf8) == "-t -i -oi\n")
  }

  @Test("Nobody is told of a lock that is held, or where no operator is named")
  func notTold() throws {
    let pipeline = try pipeline("  transport: outbox\n  outbox: outbox\n" + addresses)
    let lock = open(folder + "/store/run.lock", O_RDWR | O_CREAT, 0o600)
    try #require(flock(lock, LOCK_EX | LOCK_NB) == 0)
    #expect(try ProgramRun("ashi", ["run", pipeline]).status == 75)
    close(lock)
    #expect(messages.isEmpty)
    var text = try String(contentsOfFile: pipeline, encoding: .utf8)
    text = text.replacing("  operator: it@clinic.example\n", with: "")
    try Data(text.utf8).write(to: URL(filePath: pipeline))
    #expect(try ProgramRun("ashi", ["run", pipeline]).status == 65)
    #expect(messages.isEmpty)
  }
}
