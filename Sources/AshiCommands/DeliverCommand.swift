import ArgumentParser
import Delivery
import Foundation
import Nightly
import OutcomeModel

/// `ashi-deliver`: the mail of a report.
public struct DeliverCommand: AsyncParsableCommand {
  /// Name and help.
  public static let configuration = CommandConfiguration(
    commandName: "ashi-deliver",
    abstract: "Mails a report, or writes the mail to the outbox.",
    discussion: """
      The spool is the record: a report that was mailed is not mailed again, and a mail that could \
      not be handed over waits and goes with the next run (exit status 75).

      Example: ashi-deliver Reports/latest --pipeline nightly.yaml --dry-run
      """)

  @Argument(help: "The report folder.")
  var folder: String

  @Option(help: "The pipeline file, for its mail settings.")
  var pipeline: String

  @Flag(name: .customLong("dry-run"), help: "Print the message and write nothing.")
  var dryRun = false

  @Flag(help: "Send a report's mail again, with the same Message-ID.")
  var resend = false

  @OptionGroup var shared: SharedOptions

  /// Makes the command; the parser fills it.
  public init() {}

  /// Runs the command.
  public mutating func run() async throws {
    let pipeline = try PipelineFile.load(pipeline)
    guard let mail = pipeline.mail else {
      throw CommandFailure(.configuration, "\(self.pipeline): there is no mail: in it")
    }
    let settings = MailPlace.settings(mail)
    let now = Int64(Date().timeIntervalSince1970)
    if dryRun {
      let message = try await Delivery.dryRun(folder: folder, settings: settings, now: now)
      try OutputFile.write(message.bytes, to: nil)
      return
    }
    let report = try ReportMail(reportFolder: folder)
    guard try resend || DueMail.isDue(report, settings) else {
      let day = CalendarDay(iso: report.asOf).flatMap {
        MailSchedule.next(settings.when, after: $0)
      }
      Terminal.notice(
        "no mail is due tonight; "
          + (day.map { "the next is due by \($0)" } ?? "the next goes once a figure has changed"))
      return
    }
    let outcome = try await Delivery.deliver(
      folder: folder, settings: settings, now: now, resend: resend)
    guard outcome.exitStatus == .complete else {
      throw CommandFailure(outcome.exitStatus, outcome.sentence)
    }
    switch outcome {
    case .alreadyDone, .alreadyWritten: Terminal.detail(outcome.sentence)
    default: Terminal.notice(outcome.sentence)
    }
  }
}

/// The ledger of mails that goes with a snapshot.
enum MailLedger {
  /// The mails of a pipeline's outbox as JSON.
  static func text(_ pipeline: Pipeline) -> String {
    let records = pipeline.mail.map { Outbox(path: $0.outbox).records } ?? []
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    // Names and dates alone: they can always be encoded.
    return (try? encoder.encode(records)).map { String(decoding: $0, as: UTF8.self) + "\n" }
      ?? "[]\n"
  }

  /// The mails of a ledger.
  static func records(_ text: String) throws -> [MailRecord] {
    try JSONDecoder().decode([MailRecord].self, from: Data(text.utf8))
  }
}

/// Mail settings of a pipeline file.
enum MailPlace {
  static func settings(_ mail: Pipeline.Mail) -> MailSettings {
    MailSettings(
      from: mail.from, to: mail.to, operator: mail.operator,
      transport: mail.transport == .outbox ? .outbox : .sendmail, outbox: mail.outbox,
      sendmail: mail.sendmail,
      attach: mail.attach.map { $0 == .report ? .report : .results },
      when: mail.when == .digest ? .digest : .nightly)
  }

  /// Whether a mail goes out by the report in a folder tonight. One that waits to be sent does so by
  /// itself.
  static func isDue(_ pipeline: Pipeline, folder: String) throws -> Bool {
    guard let settings = pipeline.mail.map(settings) else { return false }
    let isWaiting =
      settings.transport == .sendmail && !Outbox(path: settings.outbox).waiting.isEmpty
    return try !isWaiting && DueMail.isDue(ReportMail(reportFolder: folder), settings)
  }
}
