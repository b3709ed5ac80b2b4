import Foundation
import Testing

@testable import Delivery

/// The message of the example report, with its pictures, by the rules of Gmail and Outlook.
@Suite struct MailRulesTests {
  private static let example = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Reports/example").path

  private static let settings = MailSettings(
    from: "ashi@clinic.example", to: ["owner@clinic.example"], transport: .outbox,
    outbox: "/nowhere", sendmail: "/nowhere", attach: [.report, .results])

  /// The decoded HTML part of a message and the Content-IDs of its pictures.
  private func parts(_ message: MailMessage) throws -> (html: String, contentIDs: [String]) {
    let text = String(decoding: message.bytes, as: UTF8.self)
    let start = try #require(
      text.firstRange(
        of: "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable"
      ))
    let end = try #require(text[start.upperBound...].firstRange(of: "\r\n--=_"))
    let ids = text.components(separatedBy: "Content-ID: <").dropFirst().map { piece in
      String(piece.prefix { $0 != ">" })
    }
    return (decoded(text[start.upperBound..<end.lowerBound]), ids)
  }

  private func decoded(_ text: Substring) -> String {
    let joined = Array(text.replacing("=\r\n", with: "").utf8)
    var bytes: [UInt8] = []
    var position = 0
    while position < joined.count {
      if joined[position] == UInt8(ascii: "="), position + 2 < joined.count,
        let byte = UInt8(
          String(decoding: joined[position + 1...position + 2], as: UTF8.self), radix: 16)
      {
        bytes.append(byte)
        position += 3
      } else {
        bytes.append(joined[position])
        position += 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test(arguments: [true, false])
  func theExampleKeepsTheRules(hasPictures: Bool) throws {
    let mail = try ReportMail(reportFolder: Self.example)
    let images = hasPictures ? mail.charts.map { MailImage(id: $0.id, png: [1, 2, 3]) } : []
    let message = try MailMessage(mail, settings: Self.settings, images: images, date: 0)
    let (html, contentIDs) = try parts(message)
    #expect(html.contains("</html>"))
    #expect(contentIDs.count == (hasPictures ? mail.charts.count : 0))
    #expect(html.components(separatedBy: "<img").count - 1 == contentIDs.count)
    #expect(MailRules.faults(html, contentIDs: contentIDs) == [])
  }

  private static let broken: [(html: String, fault: String)] = [
    ("<style>p{}</style>", "element style"), ("<svg></svg>", "element svg"),
    ("<script>x</script>", "element script"), ("<a href=\"https://x\">x</a>", "element a"),
    ("<p class=\"x\">x</p>", "attribute class of p"),
    ("<p onclick=\"x\">", "attribute onclick of p"),
    ("<img width=\"1\" alt=\"x\" src=\"https://x\">", "reference to https://x"),
    ("<img width=\"1\" alt=\"\" src=\"cid:a\">", "picture without words"),
    ("<img alt=\"x\" src=\"cid:a\">", "picture without a width attribute"),
    ("<img width=\"1\" alt=\"x\" src=\"cid:b\">", "no such picture"),
    ("", "picture a is not shown"),
    ("<p style=\"background-color:url(x)\">", "url( in a style"),
    ("<p style=\"position:absolute\">", "property position"),
    ("<div style=\"padding:3px\">", "padding on div"),
    ("<table role=\"presentation\">", "table without a width attribute"),
    ("<table width=\"1\"><tr></table>", "table without a caption and without a role"),
    (
      "<table width=\"1\"><caption>x</caption><tr><th>x</th></table>",
      "heading cell without a scope"
    ),
    (String(repeating: "x", count: 90_000), "90000 bytes"),
  ]

  @Test(arguments: broken)
  func whatBreaksThemIsFound(html: String, fault: String) {
    #expect(MailRules.faults(html, contentIDs: ["a"]).contains(fault))
  }
}
