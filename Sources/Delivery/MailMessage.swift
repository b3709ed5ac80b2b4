/// A message of RFC 5322 and MIME, made of a report's mail folder.
///
/// The text part and the HTML part stand beside each other (`multipart/alternative`), pictures belong
/// to the HTML part (`multipart/related`), attachments follow. But for `Date` all bytes follow from
/// the report id, the settings and the pictures.
public struct MailMessage: Hashable, Sendable {
  /// Mail readers cut an HTML part that is longer; then the text part goes alone.
  static let largestHTML = 90_000

  /// The message with CRLF line ends.
  public let bytes: [UInt8]
  /// The `Message-ID` without its angle brackets.
  public let messageID: String

  /// Makes a message.
  ///
  /// - Parameters:
  ///   - date: seconds since 1970-01-01 00:00 UTC, printed in `Date` alone.
  /// - Throws: ``DeliveryError`` where an address is unsuitable or nobody is named.
  public init(
    _ mail: ReportMail, settings: MailSettings, images: [MailImage] = [], date: Int64
  ) throws(DeliveryError) {
    guard let from = MailAddress(settings.from) else { throw .unsuitableAddress(key: "from") }
    guard !settings.to.isEmpty else { throw .noReader }
    var readers: [MailAddress] = []
    for text in settings.to {
      guard let reader = MailAddress(text) else { throw .unsuitableAddress(key: "to") }
      readers.append(reader)
    }
    let short = String(mail.id.prefix(32))
    messageID = short + "@" + from.domain
    let pictures = images.map {
      Entity.image(id: $0.id, contentID: $0.id + "." + short + "@" + from.domain, png: $0.png)
    }
    var body = MailMessage.alternatives(mail, images, pictures, short, domain: from.domain)
    let attachments = settings.attach.map { attachment in
      switch attachment {
      case .report:
        Entity.attachment(
          "outcome-report-" + mail.asOf + ".html", type: "text/html; charset=utf-8", mail.report)
      case .results:
        Entity.attachment(
          "outcome-results-" + mail.asOf + ".csv", type: "text/csv; charset=utf-8", mail.results)
      }
    }
    if !attachments.isEmpty {
      body = .multipart("mixed", boundary: "=_mixed-" + short, [body] + attachments)
    }
    var headers = [
      HeaderText.field("Date", MailDate.text(secondsSince1970: date)),
      "From: " + from.header,
      "To: " + readers.map(\.header).joined(separator: ",\r\n "),
      HeaderText.field("Subject", mail.subject),
      "Message-ID: <" + messageID + ">", Outbox.dayField + ": " + mail.asOf,
      "MIME-Version: 1.0",
      "Auto-Submitted: auto-generated",
    ]
    if let figures = mail.figures { headers.append(Outbox.figuresField + ": " + figures) }
    if !mail.urgent.isEmpty {
      headers.append(Outbox.urgentField + ": " + UrgentNames.header(mail.urgent))
    }
    bytes = Array((headers.joined(separator: "\r\n") + "\r\n" + body.text + "\r\n").utf8)
  }

  private static func alternatives(
    _ mail: ReportMail, _ images: [MailImage], _ pictures: [Entity], _ short: String,
    domain: String
  ) -> Entity {
    let text = Entity.text("text/plain; charset=utf-8", mail.text)
    let html = MailHTML.body(mail, images: images) { $0 + "." + short + "@" + domain }
    let htmlPart = Entity.text("text/html; charset=utf-8", html)
    guard htmlPart.text.utf8.count < largestHTML else { return text }
    let rich =
      pictures.isEmpty
      ? htmlPart
      : Entity.multipart("related", boundary: "=_related-" + short, [htmlPart] + pictures)
    return .multipart("alternative", boundary: "=_alternative-" + short, [text, rich])
  }

  /// A part: its header fields, a blank line, its content.
  private struct Entity {
    var text: String

    static func text(_ type: String, _ content: String) -> Entity {
      Entity(
        text: "Content-Type: " + type
          + "\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
          + TransferEncoding.quotedPrintable(content))
    }

    static func image(id: String, contentID: String, png: [UInt8]) -> Entity {
      Entity(
        text: "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\nContent-ID: <"
          + contentID + ">\r\nContent-Disposition: inline; filename=\"" + id + ".png\"\r\n\r\n"
          + TransferEncoding.base64(png))
    }

    static func attachment(_ name: String, type: String, _ bytes: [UInt8]) -> Entity {
      Entity(
        text: "Content-Type: " + type + ";\r\n name=\"" + name
          + "\"\r\nContent-Transfer-Encoding: base64\r\n"
          + "Content-Disposition: attachment;\r\n filename=\"" + name + "\"\r\n\r\n"
          + TransferEncoding.base64(bytes))
    }

    static func multipart(_ kind: String, boundary: String, _ parts: [Entity]) -> Entity {
      let open = "--" + boundary + "\r\n"
      return Entity(
        text: "Content-Type: multipart/" + kind + ";\r\n boundary=\"" + boundary + "\"\r\n\r\n"
          + parts.map { open + $0.text + "\r\n" }.joined() + "--" + boundary + "--")
    }
  }
}
