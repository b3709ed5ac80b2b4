import Foundation
import TestSupport
import Testing

/// Names of a clinic, its places, practitioners and diagnoses that are markup, formulas, direction marks or
/// endless: from the clinic's own files to page, mail and tables they change nothing but text.
@Suite struct HostileNamesTests {
  static let names = [
    "<script>alert(1)</script>", "=HYPERLINK(\"http://x.example\")", "\u{202E}evil\u{2066}",
    String(repeating: "W", count: 10_000),
  ]

  /// A night of a clinic in which every name is one that is given.
  private struct Clinic {
    let scratch: Scratch
    var folder: String { scratch.url.path + "/clinic" }

    init(_ names: [String]) throws {
      scratch = try Scratch()
      let made = try ProgramRun(
        "ashi", ["init", folder, "--name", names[3], "--zone", "America/New_York"])
      try #require(made.status == 0, "\(made.error)")
      try change("nightly.yaml") {
        $0.replacing("settle_seconds: 5 ", with: "settle_seconds: 0 ")
          + """

          mail:
            transport: outbox
            outbox: outbox
            from: ashi@clinic.example
            to: [owner@clinic.example]
            attach: [report, results]

          """
      }
      try change("plan.yaml") {
        $0.replacing("group_by: [acuity]", with: "group_by: [acuity, practitioner]")
      }
      let synth = try ProgramRun(
        "ashi-synth", ["--patients", "60", "--seed", "5", "-o", folder + "/inbox"])
      try #require(synth.status == 0, "\(synth.error)")
      let cells = names.map { $0.replacing("\"", with: "\"\"") }
      for file in try FileManager.default.contentsOfDirectory(atPath: folder + "/inbox") {
        try change("inbox/" + file) { text in
          var text = text.replacing(",main,", with: ",\"\(cells[0])\",")
          for (number, cell) in cells.enumerated() {
            text = text.replacing(",prac-0\(number + 1),", with: ",\"\(cell)\",")
          }
          return text.replacing(",M54.50,", with: ",\"M54.50; \(cells.joined(separator: "; "))\",")
        }
      }
      let night = try ProgramRun(
        "ashi", ["run", folder + "/nightly.yaml", "--as-of", "2026-11-02"])
      try #require(night.status == 0, "\(night.error)")
    }

    private func change(_ file: String, _ edit: (String) -> String) throws {
      let path = folder + "/" + file
      let text = try String(contentsOfFile: path, encoding: .utf8)
      let edited = edit(text)
      try #require(edited != text || file.hasPrefix("inbox/"), "\(file)")
      try Data(edited.utf8).write(to: URL(filePath: path))
    }

    func read(_ file: String) throws -> String {
      try String(contentsOfFile: folder + "/reports/latest/" + file, encoding: .utf8)
    }

    func tables() throws -> [String] {
      try FileManager.default.subpathsOfDirectory(atPath: folder + "/reports/latest")
        .filter { $0.hasSuffix(".csv") }.sorted()
    }
  }

  /// The tags in order, without their attributes.
  private func tags(_ html: String) -> [String] {
    html.split(separator: "<").dropFirst().map { piece in
      let tag = piece.prefix { $0 != ">" }
      return String(tag.prefix { $0 != " " })
    }
  }

  /// The numbers of a table, cell by cell; nil for text.
  private func numbers(_ text: String) -> [Double?] {
    FormulaCells.rows(text).joined().map(Double.init)
  }

  @Test func aNightChangesNothingButText() throws {
    let plain = try Clinic(["North", "Dr A", "Dr B", "Plain name"])
    let hostile = try Clinic(HostileNamesTests.names)
    for page in ["report.html", "mail/report.html", "mail/body.html"] {
      let text = try hostile.read(page)
      #expect(tags(try plain.read(page)) == tags(text), "\(page)")
      let marks = ["\u{202E}", "\u{2066}"] as [Unicode.Scalar]
      #expect(!text.unicodeScalars.contains { marks.contains($0) }, "\(page)")
      #expect(text.utf8.count < 1_000_000, "\(page)")
    }
    #expect(try hostile.read("mail/body.html").utf8.count < 90_000)
    #expect(try hostile.tables() == plain.tables())
    for table in try hostile.tables() {
      let text = try hostile.read(table)
      #expect(FormulaCells.formulas(text) == [], "\(table)")
      let expected = numbers(try plain.read(table)).compactMap(\.self).sorted()
      #expect(numbers(text).compactMap(\.self).sorted() == expected, "\(table)")
    }
    let words = try hostile.read("mail/body.txt")
    #expect(words.split(separator: "\n").allSatisfy { $0.count < 400 })
    let mails = try FileManager.default.contentsOfDirectory(atPath: hostile.folder + "/outbox")
    let mail = try String(
      contentsOfFile: hostile.folder + "/outbox/" + #require(mails.first) + "/message.eml",
      encoding: .utf8)
    #expect(mail.split(separator: "\r\n").allSatisfy { $0.utf8.count <= 998 })
  }
}
