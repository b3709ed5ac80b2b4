import Foundation
public import OutcomeModel

/// One mail in the ledger that goes with a snapshot: that it was made, and what became of it.
public struct MailRecord: Codable, Hashable, Sendable {
  /// What became of a mail.
  public enum State: String, Codable, Sendable {
    /// Sendmail took it.
    case sent
    /// It waited for sendmail, or stood in the outbox for good.
    case waiting
    /// A newer one took its place.
    case superseded
  }

  /// The report's id.
  public var id: String
  /// What became of the mail.
  public var state: State
  /// The report's as-of date; nil where the message does not say.
  public var asOf: String?

  private enum CodingKeys: String, CodingKey {
    case id, state
    case asOf = "as_of"
  }
}

extension Outbox {
  /// The mails of the spool, by state and id.
  public var records: [MailRecord] {
    let states: [(MailRecord.State, String)] = [
      (.waiting, path), (.sent, path + "/sent"), (.superseded, path + "/superseded"),
    ]
    return states.flatMap { state, folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted().compactMap {
        let message = folder + "/" + $0 + "/message.eml"
        guard FileManager.default.fileExists(atPath: message) else { return nil }
        return MailRecord(
          id: $0, state: state, asOf: Outbox.day(ofMessage: message).map { "\($0)" })
      }
    }
  }

  /// The day up to which a restored spool sends nothing: the box that it was copied from may have sent
  /// it already. Nil in a spool that was never restored.
  public var restoredThrough: CalendarDay? {
    FileManager.default.contents(atPath: path + "/restored-through").flatMap {
      CalendarDay(iso: String(decoding: $0, as: UTF8.self).prefix(10))
    }
  }

  /// Makes the spool know mails that were made before a restore, so that none is made twice.
  ///
  /// A mail that waited may have gone out after the copy was made: it counts as done.
  ///
  /// - Parameter isSent: whether waiting mails are sent at all, not left in the outbox for good.
  public func restore(
    _ records: [MailRecord], through day: CalendarDay, isSent: Bool
  ) throws(DeliveryError) {
    try SpoolFile.makeFolder(path)
    try SpoolFile.write(Array("\(day)\n".utf8), to: path + "/restored-through")
    for record in records where place(of: record.id) == .absent {
      let folder = path + (record.state == .sent ? "/sent/" : "/superseded/") + record.id
      try SpoolFile.makeFolder(folder)
      let text =
        "\(Outbox.dayField): \(record.asOf ?? "\(day)")\r\n"
        + "Subject: This mail was made before the store was restored; its text is not kept.\r\n\r\n"
      try SpoolFile.write(Array(text.utf8), to: folder + "/message.eml")
    }
    // What stands in a spool that was not lost, and waits, may have gone out likewise.
    if isSent { for id in waiting { try supersede(id) } }
  }
}
