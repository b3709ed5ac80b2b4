import Crypto
import Foundation

/// What the report has put into its `mail/` folder: the parts of a message, for readers outside.
public struct ReportMail: Hashable, Sendable {
  /// A chart to be shown inside the body.
  struct Chart: Hashable, Sendable, Decodable {
    /// The name that the body refers to it by.
    var id: String
    /// The SVG file.
    var file: String
  }

  /// A file that can travel with the message.
  struct Part: Hashable, Sendable {
    var name: String
    var bytes: [UInt8]
  }

  private struct Envelope: Decodable {
    var subject: String
    var clinic: String
    var asOf: String
    var charts: [Chart]
    /// Nil in reports of versions that did not say.
    var urgent: [String]?
    /// Nil likewise.
    var figures: String?

    enum CodingKeys: String, CodingKey {
      case subject, clinic, charts, urgent, figures
      case asOf = "as_of"
    }
  }

  /// The report id: the SHA-256 of the folder's contents, lower-case hexadecimal. Equal mails have
  /// equal ids, whenever and wherever they are made.
  public let id: String
  /// The subject: the headline in a few words and the date.
  public let subject: String
  /// The as-of date, ISO.
  public let asOf: String
  /// What in this report cannot wait for the next mail, by names that stay the same from night to night.
  public let urgent: [String]
  /// What tells these figures from others, whatever the dates beside them; nil in reports of versions that
  /// did not say.
  public let figures: String?
  let charts: [Chart]
  let text: String
  let html: String
  let report: [UInt8]
  let results: [UInt8]
  /// The charts as SVG, by file name.
  let drawings: [Part]

  /// Reads the `mail/` folder of a report folder.
  /// - Throws: ``DeliveryError`` `missing` or `unreadable`.
  public init(reportFolder: String) throws(DeliveryError) {
    func read(_ name: String) throws(DeliveryError) -> [UInt8] {
      guard let data = FileManager.default.contents(atPath: reportFolder + "/mail/" + name) else {
        throw .missing(path: "mail/" + name)
      }
      return Array(data)
    }
    let envelopeBytes = try read("mail.json")
    guard let envelope = try? JSONDecoder().decode(Envelope.self, from: Data(envelopeBytes)),
      envelope.charts.allSatisfy({
        ReportMail.isPlainName($0.id) && ReportMail.isPlainName($0.file)
      }), (envelope.urgent ?? []).allSatisfy(UrgentNames.isName),
      envelope.figures.map(UrgentNames.isName) ?? true
    else { throw .unreadable(path: "mail/mail.json") }
    let textBytes = try read("body.txt")
    let htmlBytes = try read("body.html")
    report = try read("report.html")
    results = try read("results.csv")
    var drawings: [Part] = []
    for chart in envelope.charts {
      drawings.append(Part(name: chart.file, bytes: try read(chart.file)))
    }
    self.drawings = drawings
    subject = envelope.subject
    asOf = envelope.asOf
    charts = envelope.charts
    urgent = envelope.urgent ?? []
    figures = envelope.figures
    text = String(decoding: textBytes, as: UTF8.self)
    html = String(decoding: htmlBytes, as: UTF8.self)
    var hash = SHA256()
    for bytes in [envelopeBytes, textBytes, htmlBytes, report, results] + drawings.map(\.bytes) {
      // The length goes first, so that no bytes can wander from one file to the next unseen.
      hash.update(data: Data(String(bytes.count).utf8 + [0x0A]))
      hash.update(data: Data(bytes))
    }
    id = hash.finalize().map { byte in
      let digits = String(byte, radix: 16)
      return digits.utf8.count < 2 ? "0" + digits : digits
    }.joined()
  }

  /// Letters, digits, dots, hyphens: no path, no quote, no markup.
  private static func isPlainName(_ name: String) -> Bool {
    !name.isEmpty && name.first != "."
      && name.unicodeScalars.allSatisfy {
        $0.isASCII
          && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "-" || $0 == ".")
      }
  }
}
