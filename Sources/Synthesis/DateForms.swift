import OutcomeModel

/// How exports write days and times.
enum DateForms {
  /// `2026-03-05`, or a day that no calendar has.
  static func iso(_ day: CalendarDay, bad: Bool) -> String {
    bad ? String(day.description.prefix(8)) + "32" : day.description
  }

  /// `03/05/2026`.
  static func american(_ day: CalendarDay, bad: Bool) -> String {
    let (year, month, date) = day.civil
    return leading(month, 2) + "/" + leading(bad ? 32 : date, 2) + "/" + leading(year, 4)
  }

  /// `March 5, 2026`.
  static func long(_ day: CalendarDay, bad: Bool) -> String {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December",
    ]
    let (year, month, date) = day.civil
    return names[month - 1] + " " + String(bad ? 32 : date) + ", " + leading(year, 4)
  }

  /// `14:05`.
  static func clock(_ minute: Int) -> String {
    leading(minute / 60, 2) + ":" + leading(minute % 60, 2)
  }

  /// `2:05 pm`.
  static func twelveHourClock(_ minute: Int) -> String {
    let hour = minute / 60
    return String((hour + 11) % 12 + 1) + ":" + leading(minute % 60, 2)
      + (hour < 12 ? " am" : " pm")
  }
}

/// The clock of the Pacific coast of the United States, where the invented clinic lies.
///
/// Rule since 2007: daylight saving time from the second Sunday of March to the first Sunday of
/// November, 2:00 local. All invented visits begin between 8:00 and 19:00, so the hours that occur
/// twice or never do not matter.
enum PacificTime {
  /// Minutes to add to local time for UTC.
  static func minutesToUTC(on day: CalendarDay) -> Int {
    isDaylightSaving(day) ? 7 * 60 : 8 * 60
  }

  static func isDaylightSaving(_ day: CalendarDay) -> Bool {
    let (year, month, date) = day.civil
    switch month {
    case 4...10: return true
    case 3: return date >= sunday(2, month: 3, year: year)
    case 11: return date < sunday(1, month: 11, year: year)
    default: return false
    }
  }

  /// Day and minute in UTC of a local time.
  static func utc(_ day: CalendarDay, minute: Int) -> (day: CalendarDay, minute: Int) {
    let shifted = minute + minutesToUTC(on: day)
    return (day.advanced(by: shifted / 1440), shifted % 1440)
  }

  /// The date of the n-th Sunday of a month.
  private static func sunday(_ number: Int, month: Int, year: Int) -> Int {
    let first = CalendarDay(year: year, month: month, day: 1)?.weekday ?? 1
    return 8 - first + 7 * (number - 1)
  }
}
