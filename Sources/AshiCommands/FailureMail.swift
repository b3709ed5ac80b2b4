import Delivery
import Foundation
import Nightly
import OutcomeModel

/// Tells the operator that a night failed, once a night for each kind of failure.
struct FailureMail {
  private let pipeline: Pipeline

  init(_ pipeline: Pipeline) {
    self.pipeline = pipeline
  }

  /// Whether a status needs the operator. What was left out stands in the owner's mail; another run
  /// at work, or a mail that waits, needs nobody: the next run does it.
  static func concerns(_ status: ExitStatus) -> Bool {
    switch status {
    case .complete, .leftOut, .tryAgain, .usage: false
    case .nothingUsable, .noInput, .unavailable, .internalFault, .cannotCreate, .inputOutput,
      .noPermission, .configuration:
      true
    }
  }

  /// Sends the mail where one is due and somebody is named.
  ///
  /// - Parameter isReported: whether the night published all the same.
  func send(_ status: ExitStatus, notes: [String], isReported: Bool = false) async {
    guard FailureMail.concerns(status), let mail = pipeline.mail else { return }
    let now = Date()
    let night = pipeline.asOf ?? ClinicClock(pipeline).day(at: now)
    let message = OperatorMail(
      MailPlace.settings(mail), id: "failure-\(night)-\(status.rawValue)-\(clinicID)",
      subject: "ashi failed on \(night) (status \(status.rawValue)): \(pipeline.clinic.name)",
      text: text(status, night: night, notes: notes, isReported: isReported),
      date: Int64(now.timeIntervalSince1970))
    guard let message else { return }
    if await message.send() == .notSent {
      Terminal.warning("the operator could not be told by mail: sendmail or the outbox refused")
    }
  }

  /// The clinic's id as far as it can stand in a Message-ID and a file name.
  private var clinicID: String {
    String(pipeline.clinic.id.unicodeScalars.filter { $0.isASCII }.map(Character.init))
      .filter { $0.isLetter || $0.isNumber || $0 == "-" }
  }

  private func text(
    _ status: ExitStatus, night: CalendarDay, notes: [String], isReported: Bool
  ) -> String {
    let publisher = Publisher(reports: pipeline.reports)
    var lines = [
      "The run of ashi for \(pipeline.clinic.name) on \(night) ended with status "
        + "\(status.rawValue).", "",
    ]
    if let advice = StatusReport.advice(status) { lines += [advice + ".", ""] }
    if !notes.isEmpty { lines += ["It said:"] + notes.map { "  \($0)" } + [""] }
    lines += [
      publisher.latest().map {
        (isReported
          ? "The report of this night is in place all the same: "
          : "The last good report is still in place: ") + "\(publisher.path($0))/report.html"
      } ?? "There is no report yet.",
      "",
      "What to do:", "  ashi doctor \(pipeline.path)", "  ashi run \(pipeline.path)", "",
      "You are told once a night for each kind of failure; mail.operator in \(pipeline.path)",
      "says to whom this goes.", "",
    ]
    return lines.joined(separator: "\n")
  }
}
