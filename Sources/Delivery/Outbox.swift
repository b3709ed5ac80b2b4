import Foundation
public import OutcomeModel

/// The spool of messages: the record of what is to be sent and what was sent.
///
/// `<report-id>/message.eml` waits; `sent/<report-id>/message.eml` was taken by sendmail;
/// `superseded/<report-id>/message.eml` waited until a newer one took its place.
public struct Outbox: Sendable {
  /// Where a message stands.
  public enum Place: Hashable, Sendable {
    /// Nowhere: it was never written.
    case absent
    /// It waits at this path.
    case waiting(String)
    /// It was sent; it stands at this path.
    case sent(String)
    /// A newer one took its place.
    case superseded(String)
  }

  /// The path of the spool's folder.
  public let path: String

  /// Opens a spool; the folder need not be there yet.
  public init(path: String) {
    self.path = path
  }

  /// Where the message of a report stands.
  public func place(of id: String) -> Place {
    if isThere(sent(id)) { return .sent(sent(id)) }
    if isThere(waiting(id)) { return .waiting(waiting(id)) }
    if isThere(superseded(id)) { return .superseded(superseded(id)) }
    return .absent
  }

  /// The ids of the reports whose messages wait, in byte order.
  public var waiting: [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0 != "sent" && $0 != "superseded" && isThere(waiting($0)) }.sorted()
  }

  /// The header field that carries a report's as-of date.
  static let dayField = "X-Ashi-As-Of"

  /// The as-of date of the newest report of which there is a message, waiting, sent or superseded;
  /// nil where there is none.
  public var lastDay: CalendarDay? { days.last }

  /// The as-of dates of all messages, waiting, sent or superseded, ascending.
  public var days: [CalendarDay] {
    ["", "/sent", "/superseded"].flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: path + folder)) ?? []).compactMap {
        Outbox.day(ofMessage: path + folder + "/" + $0 + "/message.eml")
      }
    }.sorted()
  }

  /// The header field by which a spooled message says what its figures are.
  static let figuresField = "X-Ashi-Figures"

  /// Whether a report's figures are others than those of the last mail that was sent or stands in the
  /// outbox. Where either does not say, they may be.
  public func hasOtherFigures(_ report: ReportMail) -> Bool {
    let messages = [path, path + "/sent"].flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).compactMap { name in
        let message = folder + "/" + name + "/message.eml"
        return Outbox.day(ofMessage: message).map { (day: $0, message: message) }
      }
    }
    guard let figures = report.figures, let last = messages.map(\.day).max() else { return true }
    // Of several reports of one day it is not known which was read last.
    return messages.contains {
      $0.day == last && Outbox.field(Outbox.figuresField, ofMessage: $0.message) != figures
    }
  }

  static func day(ofMessage path: String) -> CalendarDay? {
    field(dayField, ofMessage: path).flatMap { CalendarDay(iso: $0[...]) }
  }

  /// The value of a header field of a spooled message, its lines joined; nil where it has none.
  static func field(_ name: String, ofMessage path: String) -> String? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    // Headers are short; pictures and attachments need not be read for them.
    let start = String(decoding: (try? file.read(upToCount: 65_536)) ?? Data(), as: UTF8.self)
    let headers = start.firstRange(of: "\r\n\r\n").map { start[..<$0.lowerBound] } ?? start[...]
    return headers.replacing("\r\n ", with: " ").split(separator: "\r\n")
      .first { $0.hasPrefix(name + ": ") }.map { String($0.dropFirst(name.utf8.count + 2)) }
  }

  /// Spools a message; the file is there whole or not at all.
  /// - Returns: the path of the message.
  public func spool(_ message: MailMessage, id: String) throws(DeliveryError) -> String {
    try SpoolFile.makeFolder(path + "/" + id)
    try SpoolFile.write(message.bytes, to: waiting(id))
    return waiting(id)
  }

  /// Notes beside a waiting message what became of the last attempt to hand it over.
  func note(_ sentence: String, id: String) throws(DeliveryError) {
    try SpoolFile.write(Array((sentence + "\n").utf8), to: answer(id))
  }

  private func answer(_ id: String) -> String { path + "/" + id + "/answer.txt" }

  /// Records that sendmail took a message.
  /// - Returns: the path of the message from now on.
  public func markSent(_ id: String) throws(DeliveryError) -> String {
    unlink(answer(id))
    try retire(id, to: "sent")
    return sent(id)
  }

  /// Takes all waiting messages but one out of the queue: when sending fails for a while, only the
  /// newest goes out.
  public func supersede(allBut id: String) throws(DeliveryError) {
    for other in waiting where other != id { try retire(other, to: "superseded") }
  }

  /// Takes one waiting message out of the queue.
  func supersede(_ id: String) throws(DeliveryError) { try retire(id, to: "superseded") }

  private func retire(_ id: String, to folder: String) throws(DeliveryError) {
    try SpoolFile.makeFolder(path + "/" + folder)
    let target = path + "/" + folder + "/" + id
    // A leftover of the same report gives way: both are the same message.
    try? FileManager.default.removeItem(atPath: target)
    try SpoolFile.move(path + "/" + id, to: target)
  }

  private func waiting(_ id: String) -> String { path + "/" + id + "/message.eml" }
  private func sent(_ id: String) -> String { path + "/sent/" + id + "/message.eml" }
  private func superseded(_ id: String) -> String { path + "/superseded/" + id + "/message.eml" }
  private func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
}
