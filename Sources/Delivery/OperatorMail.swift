import Foundation

/// A plain message to whoever looks after the computer: a night failed, and what to do.
///
/// It names no file, no figure and no patient, so it may leave the house whatever the report may.
public struct OperatorMail: Hashable, Sendable {
  /// What became of the message.
  public enum Outcome: Hashable, Sendable {
    /// Nobody is named under `mail.operator`.
    case nobodyNamed
    /// It was told before: this failure, this night.
    case toldBefore
    /// It was written to the outbox, where it stays.
    case written(path: String)
    /// Sendmail took it.
    case sent
    /// Sendmail did not take it.
    case notSent
  }

  /// The message with CRLF line ends.
  public let bytes: [UInt8]
  private let id: String
  private let settings: MailSettings

  /// Makes a message; nil where nobody is named or an address is unsuitable.
  ///
  /// - Parameters:
  ///   - id: what makes two messages the same one: letters, digits, dots and hyphens.
  ///   - date: seconds since 1970-01-01 00:00 UTC.
  public init?(
    _ settings: MailSettings, id: String, subject: String, text: String, date: Int64
  ) {
    guard let name = settings.operator, let reader = MailAddress(name),
      let from = MailAddress(settings.from)
    else { return nil }
    self.id = id
    self.settings = settings
    let headers = [
      HeaderText.field("Date", MailDate.text(secondsSince1970: date)),
      "From: " + from.header, "To: " + reader.header, HeaderText.field("Subject", subject),
      "Message-ID: <" + id + "@" + from.domain + ">", "MIME-Version: 1.0",
      "Auto-Submitted: auto-generated", "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: quoted-printable",
    ]
    bytes = Array(
      (headers.joined(separator: "\r\n") + "\r\n\r\n" + TransferEncoding.quotedPrintable(text)
        + "\r\n").utf8)
  }

  /// The record of the message, which is also the message where mails stay in the outbox.
  private var path: String { settings.outbox + "/operator/" + id + "/message.eml" }

  /// Hands the message over, once.
  ///
  /// The disk may be what failed, so sendmail gets the message without a file in between; only that
  /// it was told cannot be noted then.
  public func send() async -> Outcome {
    if FileManager.default.fileExists(atPath: path) { return .toldBefore }
    if settings.transport == .sendmail {
      guard await Sendmail(path: settings.sendmail).send(bytes: bytes) == .accepted else {
        return .notSent
      }
      _ = try? record()
      return .sent
    }
    return (try? record()).map { .written(path: $0) } ?? .notSent
  }

  private func record() throws(DeliveryError) -> String {
    try SpoolFile.makeFolder(settings.outbox + "/operator/" + id)
    try SpoolFile.write(bytes, to: path)
    return path
  }
}
