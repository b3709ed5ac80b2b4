import OutcomeModel

/// A date form written in pattern letters, or ISO 8601.
///
/// | letters | meaning |
/// |---|---|
/// | `d` `dd` | day of the month: one or two digits; exactly two |
/// | `M` `MM` `MMM` `MMMM` | month: one or two digits; exactly two; English short name; full name |
/// | `yy` `yyyy` | year of two digits; of four |
/// | `H` `HH` `h` `hh` | hour 0-23; hour 1-12, with `a` |
/// | `mm` `ss` `a` | minutes; seconds; am or pm |
/// | `z` | `Z`, `UTC` or an offset such as `-07:00`; may be absent |
/// | `'...'` and other signs | stand for themselves; a blank stands for one or more |
///
/// The word `iso` stands for `2026-10-31`, alone or followed by `T` or a blank, a time, and a zone.
public struct DatePattern: Hashable, Sendable {
  enum Element: Hashable, Sendable {
    case day(Int)
    case month(Int)
    case shortMonth, fullMonth
    case year2, year4
    case hour(Int)
    case hour12(Int)
    case minute, second, half, zone, blank
    case literal(UInt8)
  }

  /// The pattern as written.
  public let text: String
  private let elements: [Element]
  private let isISO: Bool

  /// ISO 8601.
  public static let iso = DatePattern(iso: ())

  private init(iso: Void) {
    text = "iso"
    elements = []
    isISO = true
  }

  /// Compiles a pattern; nil where letters mean nothing, or day, month and year are not all there.
  public init?(_ text: String) {
    if text == "iso" {
      self = .iso
      return
    }
    guard let elements = DatePattern.compile(Array(text.utf8)) else { return nil }
    var hasDay = false
    var hasMonth = false
    var hasYear = false
    for element in elements {
      switch element {
      case .day: hasDay = true
      case .month, .shortMonth, .fullMonth: hasMonth = true
      case .year2, .year4: hasYear = true
      default: break
      }
    }
    let usesHalf = elements.contains(.half)
    let usesHour12 = elements.contains(.hour12(1)) || elements.contains(.hour12(2))
    guard hasDay, hasMonth, hasYear, usesHalf == usesHour12 else { return nil }
    self.text = text
    self.elements = elements
    isISO = false
  }

  /// Reads a cell whose blanks at the ends are taken off.
  ///
  /// - Parameter asOf: a two-digit year is the latest one not after its year; without it 20yy.
  public func read(_ cell: [UInt8], asOf: CalendarDay? = nil) -> DateReading {
    isISO ? DatePattern.readISO(cell) : readPattern(cell, asOf: asOf)
  }

  private func readPattern(_ cell: [UInt8], asOf: CalendarDay?) -> DateReading {
    var cursor = ByteCursor(cell)
    var parts = Parts()
    for element in elements {
      guard parts.take(element, &cursor, asOf: asOf) else { return .otherForm }
    }
    return cursor.isAtEnd ? parts.reading : .otherForm
  }

  private static func readISO(_ cell: [UInt8]) -> DateReading {
    var cursor = ByteCursor(cell)
    var parts = Parts()
    guard let year = cursor.digits(4, 4), cursor.take(0x2D), let month = cursor.digits(2, 2),
      cursor.take(0x2D), let day = cursor.digits(2, 2)
    else { return .otherForm }
    parts.year = year
    parts.month = month
    parts.day = day
    if cursor.isAtEnd { return parts.reading }
    guard cursor.take(0x54) || cursor.takeBlanks(), let hour = cursor.digits(2, 2),
      cursor.take(0x3A), let minute = cursor.digits(2, 2)
    else { return .otherForm }
    parts.hour = hour
    parts.minute = minute
    if cursor.take(0x3A) {
      guard let second = cursor.digits(2, 2) else { return .otherForm }
      parts.second = second
      if cursor.take(0x2E) || cursor.take(0x2C) {
        guard cursor.digits(1, 9) != nil else { return .otherForm }
      }
    }
    parts.offset = cursor.zoneOffset()
    return cursor.isAtEnd ? parts.reading : .otherForm
  }

  private static func compile(_ pattern: [UInt8]) -> [Element]? {
    var elements: [Element] = []
    var position = 0
    while position < pattern.count {
      let byte = pattern[position]
      if byte == 0x27 {
        guard let close = pattern[(position + 1)...].firstIndex(of: 0x27) else { return nil }
        elements += pattern[(position + 1)..<close].map { Element.literal($0) }
        position = close + 1
        continue
      }
      var end = position + 1
      while end < pattern.count, pattern[end] == byte { end += 1 }
      let run = end - position
      if (0x61...0x7A).contains(CellBytes.lower(byte)) {
        guard let element = element(letter: byte, run) else { return nil }
        elements.append(element)
      } else if byte == 0x20 {
        elements.append(.blank)
      } else {
        elements += Array(repeating: Element.literal(byte), count: run)
      }
      position = end
    }
    return elements
  }

  private static func element(letter: UInt8, _ run: Int) -> Element? {
    switch (letter, run) {
    case (UInt8(ascii: "d"), 1...2): .day(run)
    case (UInt8(ascii: "M"), 1...2): .month(run)
    case (UInt8(ascii: "M"), 3): .shortMonth
    case (UInt8(ascii: "M"), 4): .fullMonth
    case (UInt8(ascii: "y"), 2): .year2
    case (UInt8(ascii: "y"), 4): .year4
    case (UInt8(ascii: "H"), 1...2): .hour(run)
    case (UInt8(ascii: "h"), 1...2): .hour12(run)
    case (UInt8(ascii: "m"), 2): .minute
    case (UInt8(ascii: "s"), 2): .second
    case (UInt8(ascii: "a"), 1): .half
    case (UInt8(ascii: "z"), 1): .zone
    default: nil
    }
  }
}

/// The parts of a date while a cell is read.
private struct Parts {
  var year = 0
  var month = 0
  var day = 0
  var hour: Int?
  var minute = 0
  var second = 0
  var isAfternoon: Bool?
  var offset: Int?

  var reading: DateReading {
    guard let date = CalendarDay(year: year, month: month, day: day),
      DateReading.isPlausible(date), minute < 60, second <= 60
    else { return .impossible }
    guard var hour else { return .stamp(CivilStamp(day: date, offset: offset)) }
    if let isAfternoon {
      guard (1...12).contains(hour) else { return .impossible }
      hour = hour % 12 + (isAfternoon ? 12 : 0)
    }
    guard hour < 24 else { return .impossible }
    return .stamp(CivilStamp(day: date, minute: hour * 60 + minute, offset: offset))
  }

  mutating func take(
    _ element: DatePattern.Element, _ cursor: inout ByteCursor, asOf: CalendarDay?
  ) -> Bool {
    switch element {
    case .day(let digits): return store(cursor.digits(digits, 2), \.day)
    case .month(let digits): return store(cursor.digits(digits, 2), \.month)
    case .shortMonth: return store(MonthName.short(cursor.letters()), \.month)
    case .fullMonth: return store(MonthName.full(cursor.letters()), \.month)
    case .year4: return store(cursor.digits(4, 4), \.year)
    case .year2:
      guard let short = cursor.digits(2, 2) else { return false }
      year = Parts.fullYear(short, asOf: asOf)
      return true
    case .hour(let digits), .hour12(let digits):
      hour = cursor.digits(digits, 2)
      return hour != nil
    case .minute: return store(cursor.digits(2, 2), \.minute)
    case .second: return store(cursor.digits(2, 2), \.second)
    case .half: return takeHalf(&cursor)
    case .zone:
      offset = cursor.zoneOffset()
      return true
    case .blank: return cursor.takeBlanks()
    case .literal(let byte): return cursor.take(byte)
    }
  }

  private mutating func store(_ value: Int?, _ path: WritableKeyPath<Parts, Int>) -> Bool {
    guard let value else { return false }
    self[keyPath: path] = value
    return true
  }

  private mutating func takeHalf(_ cursor: inout ByteCursor) -> Bool {
    if cursor.take(0x61) { isAfternoon = false } else if cursor.take(0x70) { isAfternoon = true }
    guard isAfternoon != nil else { return false }
    let dotted = cursor.take(0x2E)
    guard cursor.take(0x6D) else { return false }
    return dotted ? cursor.take(0x2E) : true
  }

  private static func fullYear(_ short: Int, asOf: CalendarDay?) -> Int {
    guard let asOf else { return 2000 + short }
    let latest = asOf.civil.year
    let year = latest / 100 * 100 + short
    return year > latest ? year - 100 : year
  }
}

/// English names of months.
enum MonthName {
  private static let full = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
  ].map { Array($0.utf8) }

  /// The month (1-12) of a name of three letters, or `sept`.
  static func short(_ letters: [UInt8]) -> Int? {
    if letters == Array("sept".utf8) { return 9 }
    guard letters.count == 3 else { return nil }
    return full.firstIndex { $0.prefix(3).elementsEqual(letters) }.map { $0 + 1 }
  }

  /// The month (1-12) of a full name.
  static func full(_ letters: [UInt8]) -> Int? {
    full.firstIndex(of: letters).map { $0 + 1 }
  }
}
