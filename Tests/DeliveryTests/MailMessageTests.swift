import Foundation
import Testing

@testable import Delivery

@Suite struct MailMessageTests {
  private static let python = ["/usr/bin/python3", "/usr/local/bin/python3"].first {
    FileManager.default.isExecutableFile(atPath: $0)
  }

  private func message(_ report: InventedReport, images: [MailImage] = [], date: Int64 = 0) throws
    -> MailMessage
  {
    try MailMessage(
      ReportMail(reportFolder: report.path), settings: report.settings(), images: images,
      date: date)
  }

  @Test func onlyTheDateKnowsTheClock() throws {
    let report = try InventedReport()
    defer { report.remove() }
    let first = try message(report, date: 0)
    let second = try message(report, date: 1_793_469_845)
    #expect(first.messageID == second.messageID)
    let lines = zip(
      String(decoding: first.bytes, as: UTF8.self).components(separatedBy: "\r\n"),
      String(decoding: second.bytes, as: UTF8.self).components(separatedBy: "\r\n"))
    #expect(lines.filter { $0 != $1 }.map(\.0) == ["Date: Thu, 1 Jan 1970 00:00:00 +0000"])
  }

  @Test func otherContentIsAnotherReport() throws {
    let one = try InventedReport()
    let two = try InventedReport(text: "Pain was lower by 2.2 points.\n")
    defer {
      one.remove()
      two.remove()
    }
    #expect(try message(one).messageID != message(two).messageID)
  }

  @Test func everyLineIsShortSevenBitCRLF() throws {
    let report = try InventedReport()
    defer { report.remove() }
    let bytes = try message(report, images: [MailImage(id: "course", png: [1, 2, 3])]).bytes
    #expect(bytes.allSatisfy { $0 < 0x80 })
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.replacingOccurrences(of: "\r\n", with: "").contains("\n"))
    #expect(text.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 78 })
  }

  @Test func withoutPictureThereIsNoImage() throws {
    let report = try InventedReport()
    defer { report.remove() }
    let plain = String(decoding: try message(report).bytes, as: UTF8.self)
    #expect(!plain.contains("<img") && !plain.contains("multipart/related"))
    #expect(!plain.contains("chart course"))
    let rich = String(
      decoding: try message(report, images: [MailImage(id: "course", png: [1])]).bytes,
      as: UTF8.self)
    #expect(rich.contains("multipart/related"))
  }

  @Test func anHTMLPartThatReadersWouldCutIsLeftOut() throws {
    let report = try InventedReport(
      html: "<p>" + String(repeating: "word ", count: 20_000) + "</p>")
    defer { report.remove() }
    let text = String(decoding: try message(report).bytes, as: UTF8.self)
    #expect(!text.contains("Content-Type: text/html; charset=utf-8\r\n"))
    #expect(text.contains("Content-Type: text/plain; charset=utf-8\r\n"))
  }

  @Test func unsuitableAddressesAreRefused() throws {
    let report = try InventedReport()
    defer { report.remove() }
    let mail = try ReportMail(reportFolder: report.path)
    var settings = report.settings()
    settings.to = ["owner@clinic.example\nBcc: thief@x.example"]
    #expect(throws: DeliveryError.unsuitableAddress(key: "to")) {
      try MailMessage(mail, settings: settings, date: 0)
    }
    settings.to = []
    #expect(throws: DeliveryError.noReader) { try MailMessage(mail, settings: settings, date: 0) }
    settings.from = "nobody"
    #expect(throws: DeliveryError.unsuitableAddress(key: "from")) {
      try MailMessage(mail, settings: settings, date: 0)
    }
  }

  @Test(.enabled(if: python != nil, "python3 is not installed"))
  func pythonReadsIt() throws {
    let report = try InventedReport(subject: "Ashi 鍼灸: −2.1 points\r\nBcc: x@y.example")
    defer { report.remove() }
    let message = try message(report, images: [MailImage(id: "course", png: [0x89, 0x50])])
    try Data(message.bytes).write(to: URL(fileURLWithPath: report.path + "/message.eml"))
    let script = """
      import email, email.policy, sys
      m = email.message_from_binary_file(open(sys.argv[1], 'rb'), policy=email.policy.default)
      assert not m.defects, m.defects
      print(m['subject'])
      print(m['from'].addresses[0].display_name, m['to'], m['bcc'])
      for part in m.walk():
          assert not part.defects, part.defects
          print(part.get_content_type(), part.get_filename(), part['content-id'])
      print(repr(m.get_body(('plain',)).get_content()))
      html = m.get_body(('html',)).get_content()
      print('“less pain”' in html, 'cid:' + [p for p in m.walk() if p.get_content_type() == 'image/png'][0]['content-id'].strip('<>') in html)
      """
    let process = Process()
    process.executableURL = URL(fileURLWithPath: try #require(Self.python))
    process.arguments = ["-c", script, report.path + "/message.eml"]
    process.environment = ["PYTHONIOENCODING": "utf-8"]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
    let id = message.messageID
    #expect(
      output == """
        Ashi 鍼灸: −2.1 points  Bcc: x@y.example
        Ashi Clinic owner@clinic.example None
        multipart/mixed None None
        multipart/alternative None None
        text/plain None None
        multipart/related None None
        text/html None None
        image/png course.png <course.\(id)>
        text/html outcome-report-2026-10-31.html None
        text/csv outcome-results-2026-10-31.csv None
        'Pain was lower by 2.1 points.\\n\\n.hidden line\\nFrom the clinic = fine \\n'
        True True

        """)
  }
}
