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
  /// The urgent things that it told, see ``ReportMail/urgent``; nil for none.
  public var urgent: [String]?

  private enum CodingKeys: String, CodingKey {
    case id, state, urgent
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
        let urgent = Outbox.urgent(ofMessage: message)
        return MailRecord(
          id: $0, state: state, asOf: Outbox.day(ofMessage: message).map { "\($0)" },
          urgent: urgent.isEmpty ? nil : urgent)
      }
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
    // What a mail told that waited may have been read by now, like the mail itself.
    let told = records.filter { $0.state != .superseded }.flatMap { $0.urgent ?? [] }
    try writeRestored(through: day, told: toldBeforeRestore.union(told).union(self.told))
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
