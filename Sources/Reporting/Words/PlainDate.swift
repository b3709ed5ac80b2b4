import OutcomeModel

/// Days and stretches of days for people, in English.
enum PlainDate {
  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
  ]

  /// `31 October 2026`.
  static func day(_ day: CalendarDay) -> String {
    let (year, month, number) = day.civil
    return String(number) + "\u{00A0}" + months[month - 1] + " " + String(year)
  }

  /// `October 2026`.
  static func month(_ day: CalendarDay) -> String {
    let (year, month, _) = day.civil
    return months[month - 1] + " " + String(year)
  }

  /// `Oct 2026`, for axes.
  static func shortMonth(_ day: CalendarDay) -> String {
    let (year, month, _) = day.civil
    return months[month - 1].prefix(3) + " " + String(year)
  }

  /// `November 2025 to October 2026` where the stretch covers whole months, else its days.
  static func period(from: CalendarDay?, to: CalendarDay?) -> String {
    switch (from, to) {
    case (nil, nil): return "all years"
    case (let from?, nil): return "since " + day(from)
    case (nil, let to?): return "until " + day(to)
    case (let from?, let to?):
      let wholeMonths = from.civil.day == 1 && to.advanced(by: 1).civil.day == 1
      guard wholeMonths else { return day(from) + " to " + day(to) }
      return month(from) == month(to) ? month(from) : month(from) + " to " + month(to)
    }
  }
}
