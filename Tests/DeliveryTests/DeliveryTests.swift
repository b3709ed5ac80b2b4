import Delivery
import Foundation
import OutcomeModel
import Testing

@Suite struct DeliveryTests {
  private func deliver(
    _ report: InventedReport, _ settings: MailSettings, now: Int64 = 1_793_469_845,
    resend: Bool = false
  ) async throws -> Delivery.Outcome {
    try await Delivery.deliver(
      folder: report.path, settings: settings, now: now, resend: resend)
  }

  @Test func outboxKeepsOneMessageForOneReport() async throws {
    let report = try InventedReport()
    defer { report.remove() }
    let id = try ReportMail(reportFolder: report.path).id
    let path = report.path + "/outbox/" + id + "/message.eml"
    let first = try await deliver(report, report.settings())
    #expect(first == .written(path: path))
    let bytes = FileManager.default.contents(atPath: path)
    let second = try await deliver(report, report.settings(), now: 1_793_500_000)
    #expect(second == .alreadyWritten(path: path))
    // Nothing was ever mailed, and a resend says so.
    let resent = try await deliver(report, report.settings(), now: 1_793_500_000, resend: true)
    #expect(resent == .alreadyWritten(path: path))
    #expect(
      resent.sentence
        == "The mail of this report is in \(path) already; with transport: outbox nothing is sent.")
    #expect(FileManager.default.contents(atPath: path) == bytes)
    #expect(second.exitStatus == .complete)
    let names = try FileManager.default.contentsOfDirectory(atPath: report.path + "/outbox")
    #expect(names == [id])
  }

  @Test func sendmailGetsTheMessageAndItIsSentOnce() async throws {
    let report = try InventedReport()
    defer { report.remove() }
    let settings = report.settings(.sendmail, sendmail: try report.sendmail(status: 0))
    let id = try ReportMail(reportFolder: report.path).id
    let path = report.path + "/outbox/sent/" + id + "/message.eml"
    #expect(try await deliver(report, settings) == .sent(path: path))
    #expect(report.read("taken.eml") == report.read("outbox/sent/" + id + "/message.eml"))
    #expect(report.read("options") == "-t -i -oi\n")
    #expect(try await deliver(report, settings) == .alreadyDone(path: path))
    #expect(report.read("options") == "-t -i -oi\n")
    #expect(try await deliver(report, settings, resend: true) == .sent(path: path))
    #expect(report.read("options") == "-t -i -oi\n-t -i -oi\n")
  }

  @Test(arguments: [68, 69, 75, 1, 127] as [Int32])
  func aFailingServerLeavesTheMailInTheSpool(status: Int32) async throws {
    let report = try InventedReport()
    defer { report.remove() }
    let id = try ReportMail(reportFolder: report.path).id
    let path = report.path + "/outbox/" + id + "/message.eml"
    let failing = report.settings(.sendmail, sendmail: try report.sendmail(status: status))
    let outcome = try await deliver(report, failing)
    #expect(outcome == .spooled(path: path, status: status, reply: nil))
    #expect(outcome.exitStatus == .tryAgain)
    let spooled = report.read("outbox/" + id + "/message.eml")
    #expect(report.read("outbox/" + id + "/answer.txt") == outcome.sentence + "\n")
    let mended = report.settings(.sendmail, sendmail: try report.sendmail(status: 0))
    let sent = try await deliver(report, mended, now: 1_800_000_000)
    #expect(sent == .sent(path: report.path + "/outbox/sent/" + id + "/message.eml"))
    #expect(report.read("outbox/sent/" + id + "/answer.txt") == nil)
    // The same message goes again, with its first date and its Message-ID.
    #expect(report.read("taken.eml") == spooled)
  }

  @Test(arguments: [77, 78] as [Int32])
  func aRefusalNeedsAPerson(status: Int32) async throws {
    let report = try InventedReport()
    defer { report.remove() }
    let settings = report.settings(.sendmail, sendmail: try report.sendmail(status: status))
    let outcome = try await deliver(report, settings)
    let id = try ReportMail(reportFolder: report.path).id
    #expect(
      outcome
        == .refused(
          path: report.path + "/outbox/" + id + "/message.eml", status: status, reply: nil))
    #expect(outcome.exitStatus == .tryAgain)
    #expect(outcome.sentence.contains("renew the password"))
  }

  @Test func whatTheServerSaidDecidesWhoseTurnItIs() async throws {
    let report = try InventedReport()
    defer { report.remove() }
    let later = try report.sendmail(
      status: 69, says: "msmtp: server message: 451 4.3.0 Try again later")
    let waits = try await deliver(report, report.settings(.sendmail, sendmail: later))
    #expect(waits.sentence.contains("the server said: 451 4.3.0 Try again later"))
    #expect(waits.sentence.contains("goes with the next run"))
    let never = try report.sendmail(
      status: 69, says: "msmtp: server message: 550 5.1.1 <x@clinic.example>: unknown")
    let refused = try await deliver(report, report.settings(.sendmail, sendmail: never))
    #expect(refused.sentence.contains("check the addresses of mail.to and mail.from"))
    #expect(refused.exitStatus == .tryAgain)
    // A program that took the message may say what it likes.
    let taken = try report.sendmail(status: 0, says: "sendmail: 550 5.1.1 was the last one")
    #expect(try await deliver(report, report.settings(.sendmail, sendmail: taken)).isSent)
  }

  @Test func aProcessThatAMailProgramLeavesBehindIsNotWaitedFor() async throws {
    let report = try InventedReport()
    defer { report.remove() }
    let program = report.path + "/forking"
    let left = report.path + "/left-behind"
    try Data("#!/bin/sh\ncat > /dev/null\nsleep 1200 &\necho $! > '\(left)'\nexit 0\n".utf8)
      .write(to: URL(fileURLWithPath: program))
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
    #expect(try await deliver(report, report.settings(.sendmail, sendmail: program)).isSent)
    let written = try String(contentsOfFile: left, encoding: .utf8)
    let process = try #require(Int32(written.split(separator: "\n").first ?? ""))
    // Still there: nobody waited until it ended.
    #expect(kill(process, SIGKILL) == 0)
  }

  @Test func aMissingProgramLeavesTheMailInTheSpool() async throws {
    let report = try InventedReport()
    defer { report.remove() }
    let outcome = try await deliver(report, report.settings(.sendmail))
    let id = try ReportMail(reportFolder: report.path).id
    #expect(
      outcome
        == .spooled(path: report.path + "/outbox/" + id + "/message.eml", status: nil, reply: nil))
  }

  @Test func onlyTheNewestIsRetried() async throws {
    let old = try InventedReport()
    let new = try InventedReport(text: "Pain was lower by 2.3 points.\n")
    defer {
      old.remove()
      new.remove()
    }
    var settings = old.settings(.sendmail, sendmail: try old.sendmail(status: 75))
    _ = try await deliver(old, settings)
    settings.sendmail = try old.sendmail(status: 0)
    _ = try await deliver(new, settings)
    let outbox = Outbox(path: settings.outbox)
    #expect(outbox.waiting.isEmpty)
    let oldID = try ReportMail(reportFolder: old.path).id
    let newID = try ReportMail(reportFolder: new.path).id
    #expect(
      outbox.place(of: oldID)
        == .superseded(settings.outbox + "/superseded/" + oldID + "/message.eml"))
    #expect(outbox.place(of: newID) == .sent(settings.outbox + "/sent/" + newID + "/message.eml"))
  }

  @Test func aTornMessageOfAKilledRunIsWrittenAnew() async throws {
    let report = try InventedReport()
    defer { report.remove() }
    let id = try ReportMail(reportFolder: report.path).id
    let folder = report.path + "/outbox/" + id
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data("Date: torn".utf8).write(to: URL(fileURLWithPath: folder + "/message.eml.tmp"))
    #expect(Outbox(path: report.path + "/outbox").place(of: id) == .absent)
    let outcome = try await deliver(report, report.settings())
    #expect(outcome == .written(path: folder + "/message.eml"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["message.eml"])
    let mode = try FileManager.default.attributesOfItem(atPath: folder + "/message.eml")[
      .posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func aDryRunWritesNothing() async throws {
    let report = try InventedReport()
    defer { report.remove() }
    let message = try await Delivery.dryRun(
      folder: report.path, settings: report.settings(), now: 0)
    #expect(!message.bytes.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: report.path + "/outbox"))
  }

  @Test func anOutboxThatCannotBeMadeIsAnError() async throws {
    let report = try InventedReport()
    defer { report.remove() }
    var settings = report.settings()
    settings.outbox = report.path + "/mail/body.txt/outbox"
    await #expect(throws: DeliveryError.self) { try await deliver(report, settings) }
  }
}

extension Delivery.Outcome {
  fileprivate var isSent: Bool {
    if case .sent = self { true } else { false }
  }
}
