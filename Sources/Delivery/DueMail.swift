import OutcomeModel

/// Decides whether a report's mail goes out tonight, by what the spool says was mailed.
public enum DueMail {
  /// Whether the report's mail is to be written now.
  ///
  /// While any mail waits for sendmail the answer is yes: the newest report goes out in its place.
  ///
  /// - Throws: ``DeliveryError`` where the report's date cannot be read, or a restored spool cannot
  ///   note what its predecessor may have mailed.
  public static func isDue(
    _ report: ReportMail, _ settings: MailSettings
  ) throws(DeliveryError) -> Bool {
    guard let day = CalendarDay(iso: report.asOf[...]) else {
      throw .unreadable(path: "mail/mail.json")
    }
    let outbox = Outbox(path: settings.outbox)
    let place = outbox.place(of: report.id)
    if case .waiting = place { return true }
    if settings.transport == .sendmail, !outbox.waiting.isEmpty { return true }
    // After a restore: what the lost box may have sent already is not sent again.
    let restored = outbox.restoredThrough
    if let restored, day <= restored {
      try outbox.noteToldBeforeRestore(report)
      return false
    }
    let last = [outbox.lastDay, restored].compactMap(\.self).max()
    return MailSchedule.isDue(
      settings.when,
      MailSchedule.Night(
        day: day, isFirst: last == nil,
        hasChanged: place == .absent && outbox.hasOtherFigures(report),
        isUrgent: outbox.hasUntold(report), lastMail: last))
  }
}
