import Delivery
import Foundation
import OutcomeModel
import Testing

/// What cannot wait goes out at once, and once.
@Suite struct DueMailTests {
  private let folder = NSTemporaryDirectory() + "ashi-due-" + UUID().uuidString
  private let signal = "signal;outside;low;2026-03"

  private func settings(
    _ report: InventedReport, _ transport: MailSettings.Transport = .outbox, status: Int32 = 0
  ) throws -> MailSettings {
    let program = try report.sendmail(status: status)
    var settings = report.settings(transport, sendmail: program)
    settings.outbox = folder
    return settings
  }

  /// A night: the mail goes out where it is due. Returns whether it was.
  @discardableResult
  private func night(
    _ day: String, _ urgent: [String] = [], _ transport: MailSettings.Transport = .outbox,
    status: Int32 = 0
  ) async throws -> Bool {
    let report = try InventedReport(text: "Figures of \(day).\n", asOf: day, urgent: urgent)
    defer { report.remove() }
    let settings = try settings(report, transport, status: status)
    guard try DueMail.isDue(ReportMail(reportFolder: report.path), settings) else { return false }
    _ = try await Delivery.deliver(folder: report.path, settings: settings, now: 0)
    return true
  }

  private func remove() { try? FileManager.default.removeItem(atPath: folder) }

  // 2 November 2026 is a Monday and the first of its month.
  @Test(arguments: [MailSettings.Transport.outbox, .sendmail])
  func aNewSignalGoesAtOnceAndOnce(transport: MailSettings.Transport) async throws {
    defer { remove() }
    #expect(try await night("2026-11-02", [], transport))
    #expect(try await !night("2026-11-03", [], transport))
    #expect(try await night("2026-11-04", [signal], transport))
    #expect(try await !night("2026-11-05", [signal], transport))
    // It was gone for a night and is the same signal when it comes back.
    #expect(try await !night("2026-11-06", [], transport))
    #expect(try await !night("2026-11-07", [signal], transport))
    // A Monday on which something changed.
    #expect(try await night("2026-11-09", [signal], transport))
    #expect(try await night("2026-11-10", [signal, "signal;shift;high;2026-05"], transport))
  }

  /// Words and dates move; the figures are those of the last mail.
  @Test(arguments: [MailSettings.When.nightly, .digest])
  func aMailGoesOutForOtherFigures(when: MailSettings.When) async throws {
    defer { remove() }
    func isSent(_ day: String, _ figures: String) async throws -> Bool {
      let report = try InventedReport(text: "As of \(day).\n", asOf: day, figures: figures)
      defer { report.remove() }
      var settings = try settings(report)
      settings.when = when
      guard try DueMail.isDue(ReportMail(reportFolder: report.path), settings) else { return false }
      _ = try await Delivery.deliver(folder: report.path, settings: settings, now: 0)
      return true
    }
    #expect(try await isSent("2026-11-09", "a"))
    #expect(try await !isSent("2026-11-10", "a"))
    #expect(try await !isSent("2026-11-16", "a"))
    #expect(try await isSent("2026-11-23", "b"))
    #expect(try await !isSent("2026-11-30", "b"))
    #expect(try await isSent("2026-12-07", "b") == (when == .digest))
    #expect(try await isSent("2026-12-14", "a"))
  }

  @Test func noticesLikewise() async throws {
    defer { remove() }
    #expect(try await night("2026-11-02"))
    #expect(try await night("2026-11-03", ["file;3"]))
    #expect(try await !night("2026-11-04", ["file;3"]))
    #expect(try await night("2026-11-05", ["file;3", "file;4"]))
    #expect(try await !night("2026-11-06", ["file;4"]))
    #expect(try await night("2026-11-07", ["stale;2026-11-02"]))
    #expect(try await !night("2026-11-08", ["stale;2026-11-02"]))
  }

  @Test func manyNamesAreKeptWhole() async throws {
    defer { remove() }
    let files = (1...2_000).map { "file;\($0)" }
    #expect(try await night("2026-11-02", files))
    #expect(try await !night("2026-11-03", files))
    #expect(try await night("2026-11-04", files + ["file;2001"]))
  }

  @Test func whatANewerMailReplacedToldNobody() async throws {
    defer { remove() }
    #expect(try await night("2026-11-02", [], .sendmail))
    #expect(try await night("2026-11-03", [signal], .sendmail, status: 75))
    // The newer mail goes out in its place, without the signal.
    #expect(try await night("2026-11-04", [], .sendmail))
    #expect(try await night("2026-11-05", [signal], .sendmail))
  }

  @Test func aRestoredBoxMailsNothingTwice() async throws {
    defer { remove() }
    #expect(try await night("2026-11-02", [], .sendmail))
    #expect(try await night("2026-11-03", [signal], .sendmail))
    let ledger = try JSONEncoder().encode(Outbox(path: folder).records)
    // Told after the ledger was copied; then the box is lost.
    #expect(try await night("2026-11-04", [signal, "file;3"], .sendmail))
    remove()
    let day = try #require(CalendarDay(iso: "2026-11-05"))
    try Outbox(path: folder).restore(
      JSONDecoder().decode([MailRecord].self, from: ledger), through: day, isSent: true)
    #expect(try await !night("2026-11-05", [signal, "file;3"], .sendmail))
    #expect(try await !night("2026-11-06", [signal, "file;3"], .sendmail))
    #expect(Outbox(path: folder).restoredThrough == day)
    // A second restore, from the same old ledger, forgets nothing.
    try Outbox(path: folder).restore(
      JSONDecoder().decode([MailRecord].self, from: ledger), through: day, isSent: true)
    #expect(try await !night("2026-11-06", [signal, "file;3"], .sendmail))
    #expect(try await night("2026-11-07", [signal, "file;3", "file;4"], .sendmail))
  }

  @Test func ledgersOfEarlierVersionsAreRead() throws {
    let text = #"[{"as_of": "2026-10-31", "id": "a", "state": "sent"}]"#
    let records = try JSONDecoder().decode([MailRecord].self, from: Data(text.utf8))
    #expect(records.first?.urgent == nil)
  }
}
