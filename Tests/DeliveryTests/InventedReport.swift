import Delivery
import Foundation

/// A report folder with the parts that a mail is made of, in a temporary place of its own.
struct InventedReport {
  let path: String

  /// Writes the folder; texts hold what mail programs trip over.
  init(
    subject: String = "Ashi Clinic: pain lower by 2.1 points (31 October 2026)",
    text: String = "Pain was lower by 2.1 points.\n\n.hidden line\nFrom the clinic = fine \n",
    html: String? = nil, asOf: String = "2026-10-31", urgent: [String] = [], figures: String? = nil
  ) throws {
    path = NSTemporaryDirectory() + "ashi-report-" + UUID().uuidString
    let mail = path + "/mail"
    try FileManager.default.createDirectory(atPath: mail, withIntermediateDirectories: true)
    var envelope: [String: Any] = [
      "subject": subject, "clinic": "Ashi Clinic", "as_of": asOf, "urgent": urgent,
      "charts": [["id": "course", "file": "chart-course.svg"]],
    ]
    envelope["figures"] = figures
    let files: [(String, Data)] = [
      ("mail.json", try JSONSerialization.data(withJSONObject: envelope, options: .sortedKeys)),
      ("body.txt", Data(text.utf8)),
      ("body.html", Data((html ?? InventedReport.html).utf8)),
      ("report.html", Data("<!DOCTYPE html><title>Bericht für März</title>".utf8)),
      ("results.csv", Data("endpoint\ncourse_change\n".utf8)),
      ("chart-course.svg", Data(InventedReport.svg.utf8)),
    ]
    for (name, data) in files {
      try data.write(to: URL(fileURLWithPath: mail + "/" + name))
    }
  }

  static let html = """
    <html><body><p>Pain was lower by 2.1 points – “less pain”.</p>
    <!--chart course--><img src="cid:course" alt="Pain by week"><!--end-->
    </body></html>
    """

  static let svg =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 20 10\" width=\"20\" height=\"10\">"
    + "<rect width=\"20\" height=\"10\" fill=\"#123456\"/></svg>"

  /// Settings with a spool beside the report.
  func settings(
    _ transport: MailSettings.Transport = .outbox, sendmail: String = "/nowhere/sendmail"
  )
    -> MailSettings
  {
    MailSettings(
      from: "Ashi Clinic <reports@clinic.example>", to: ["owner@clinic.example"],
      transport: transport, outbox: path + "/outbox", sendmail: sendmail,
      attach: [.report, .results])
  }

  /// A stand-in for sendmail: it keeps its options and the message, says something, and ends with a
  /// status.
  func sendmail(status: Int32, says words: String = "") throws -> String {
    let program = path + "/sendmail-" + String(status)
    let script =
      "#!/bin/sh\nprintf '%s\\n' \"$*\" >> '\(path)/options'\ncat > '\(path)/taken.eml'\n"
      + (words.isEmpty ? "" : "echo '\(words)' >&2\n") + "exit \(status)\n"
    try Data(script.utf8).write(to: URL(fileURLWithPath: program))
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755], ofItemAtPath: program)
    return program
  }

  /// The text of a file in the folder.
  func read(_ name: String) -> String? {
    FileManager.default.contents(atPath: path + "/" + name).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Takes the folder away.
  func remove() {
    try? FileManager.default.removeItem(atPath: path)
  }
}
