import Foundation
public import OutcomeModel

/// Names of what cannot wait for the next mail: `signal;outside;low;2026-03`, `file;12`.
///
/// The report gives them; here they only tell what was mailed before from what is new.
enum UrgentNames {
  /// Whether a text is such a name: nothing that could end a line or a list.
  static func isName(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 200
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: ",") }
  }

  /// The names as the value of a header field, one a line.
  static func header(_ names: [String]) -> String { names.joined(separator: ",\r\n ") }

  /// The names of a header field's value.
  static func names(_ value: String) -> [String] {
    value.split { $0 == "," || $0 == " " }.map(String.init)
  }
}

extension Outbox {
  /// The header field by which a spooled message says what urgent things it tells.
  static let urgentField = "X-Ashi-Urgent"

  static func urgent(ofMessage path: String) -> [String] {
    field(urgentField, ofMessage: path).map(UrgentNames.names) ?? []
  }

  /// The urgent things that were told: by a message that was sent or stands in the outbox, or, in a
  /// restored spool, by one that the lost box may have sent. A message that a newer one replaced told
  /// nobody.
  public var told: Set<String> {
    var told = toldBeforeRestore
    for folder in [path, path + "/sent"] {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
        told.formUnion(Outbox.urgent(ofMessage: folder + "/" + name + "/message.eml"))
      }
    }
    return told
  }

  /// Whether a report holds something urgent that no mail has told.
  public func hasUntold(_ report: ReportMail) -> Bool {
    !report.urgent.isEmpty && !Set(report.urgent).isSubset(of: told)
  }

  /// The day up to which a restored spool sends nothing: the box that it was copied from may have sent
  /// it already. Nil in a spool that was never restored.
  public var restoredThrough: CalendarDay? {
    restoredLines.first.flatMap { CalendarDay(iso: $0.prefix(10)) }
  }

  /// Takes a report's urgent things for told: a lost box may have mailed them on a day up to which
  /// this restored spool sends nothing.
  public func noteToldBeforeRestore(_ report: ReportMail) throws(DeliveryError) {
    guard let day = restoredThrough, hasUntold(report) else { return }
    try writeRestored(through: day, told: toldBeforeRestore.union(report.urgent))
  }

  /// What the box before a restore told or may have told.
  var toldBeforeRestore: Set<String> { Set(restoredLines.dropFirst().map(String.init)) }

  func writeRestored(through day: CalendarDay, told: Set<String>) throws(DeliveryError) {
    try SpoolFile.makeFolder(path)
    let lines = ["\(day)"] + told.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    try SpoolFile.write(
      Array(lines.map { $0 + "\n" }.joined().utf8), to: path + "/restored-through")
  }

  private var restoredLines: [Substring] {
    FileManager.default.contents(atPath: path + "/restored-through").map {
      String(decoding: $0, as: UTF8.self).split(separator: "\n")
    } ?? []
  }
}
