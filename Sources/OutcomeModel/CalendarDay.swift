/// A day of the proleptic Gregorian calendar, counted from 1970-01-01.
///
/// Days have no time zone: a visit's local day is settled at intake, and everything after it counts
/// whole days.
public struct CalendarDay: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before.
  public var number: Int32

  /// Stands for "not known" in columns of days; never a day of any calendar in use.
  public static let unknown = CalendarDay(number: .min)

  /// Makes a day from its number since 1970-01-01.
  public init(number: Int32) {
    self.number = number
  }

  /// Makes a day from year (1-9999), month and day of month, nil if there is no such day.
  public init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
      day <= CalendarDay.length(ofMonth: month, year: year)
    else { return nil }
    // Days from civil, after Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let shifted = month <= 2 ? year - 1 : year
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    self.number = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Reads `2026-10-31`; nil for anything else.
  public init?(iso text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = CalendarDay.integer(bytes[0..<4]), let month = CalendarDay.integer(bytes[5..<7]),
      let day = CalendarDay.integer(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  private static func integer(_ bytes: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for byte in bytes {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      value = value * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return value
  }

  /// Whether this stands for a day that is not known.
  public var isUnknown: Bool { self == .unknown }

  /// Orders days by time; ``unknown`` comes first.
  public static func < (left: CalendarDay, right: CalendarDay) -> Bool {
    left.number < right.number
  }

  /// The number of days from `other` to this day.
  public func days(since other: CalendarDay) -> Int { Int(number) - Int(other.number) }

  /// The day that lies `days` later (earlier when negative).
  public func advanced(by days: Int) -> CalendarDay {
    CalendarDay(number: number + Int32(days))
  }

  /// Year, month (1-12) and day of the month.
  public var civil: (year: Int, month: Int, day: Int) {
    let z = Int(number) + 719_468
    let era = (z >= 0 ? z : z - 146_096) / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// The day of the week: 1 is Monday, 7 is Sunday.
  public var weekday: Int { (Int(number) % 7 + 10) % 7 + 1 }

  /// The number of days in a month.
  public static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: return isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  private static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }
}

extension CalendarDay: CustomStringConvertible {
  /// The day as `2026-10-31`, or `unknown`.
  public var description: String {
    guard !isUnknown else { return "unknown" }
    let (year, month, day) = civil
    return padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2)
  }

  /// The month as `2026-07`.
  public var monthText: String { String(description.prefix(7)) }

  /// The quarter as `2026Q3`.
  public var quarterText: String {
    let (year, month, _) = civil
    return padded(year, 4) + "Q" + String((month - 1) / 3 + 1)
  }

  /// The year as `2026`.
  public var yearText: String { padded(civil.year, 4) }

  private func padded(_ value: Int, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
  }
}
