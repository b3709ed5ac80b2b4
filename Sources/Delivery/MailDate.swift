import OutcomeModel

/// An instant as RFC 5322 writes it, always in UTC: the one wall-clock fact of a message.
enum MailDate {
  private static let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// `Sat, 31 Oct 2026 18:04:05 +0000` for seconds since 1970-01-01 00:00 UTC.
  static func text(secondsSince1970 seconds: Int64) -> String {
    let days = Int((Double(seconds) / 86_400).rounded(.down))
    let rest = Int(seconds) - days * 86_400
    let day = CalendarDay(number: Int32(days))
    let (year, month, number) = day.civil
    func two(_ value: Int) -> String { (value < 10 ? "0" : "") + String(value) }
    return MailDate.days[day.weekday - 1] + ", " + String(number) + " " + months[month - 1] + " "
      + String(year) + " " + two(rest / 3600) + ":" + two(rest / 60 % 60) + ":" + two(rest % 60)
      + " +0000"
  }
}
