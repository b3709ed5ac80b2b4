public import OutcomeModel

/// Decides on which nights a mail is written, and says when the next one is due.
public enum MailSchedule {
  /// What a night knows about its report.
  public struct Night: Hashable, Sendable {
    /// The report's as-of date.
    public var day: CalendarDay
    /// Whether no mail was ever written.
    public var isFirst: Bool
    /// Whether a printed figure or verdict differs from that of the last mail.
    public var hasChanged: Bool
    /// Whether it cannot wait: a new signal, or data that need a person.
    public var isUrgent: Bool
    /// The day of the last mail, nil where there was none.
    public var lastMail: CalendarDay?

    /// Makes a night.
    public init(
      day: CalendarDay, isFirst: Bool, hasChanged: Bool, isUrgent: Bool,
      lastMail: CalendarDay? = nil
    ) {
      self.day = day
      self.isFirst = isFirst
      self.hasChanged = hasChanged
      self.isUrgent = isUrgent
      self.lastMail = lastMail
    }
  }

  /// Whether a mail is written tonight.
  ///
  /// A Monday on which the machine was off is made up for on the first night after it.
  public static func isDue(_ when: MailSettings.When, _ night: Night) -> Bool {
    if night.isFirst || night.isUrgent { return true }
    switch when {
    case .nightly: return night.hasChanged
    case .digest:
      let monday = night.day.advanced(by: 1 - night.day.weekday)
      if let last = night.lastMail, last >= monday { return false }
      if night.day.weekday != 1, night.lastMail == nil { return false }
      return night.hasChanged || monday.civil.day <= 7
    }
  }

  /// The day of the next mail that is sure to come: for a digest the first Monday of a month; nil for
  /// nightly mails, which come only where something has changed.
  public static func next(_ when: MailSettings.When, after day: CalendarDay) -> CalendarDay? {
    switch when {
    case .nightly: return nil
    case .digest:
      var monday = day.advanced(by: 8 - day.weekday)
      while monday.civil.day > 7 { monday = monday.advanced(by: 7) }
      return monday
    }
  }
}
