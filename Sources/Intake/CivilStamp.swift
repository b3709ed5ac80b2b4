import OutcomeModel

/// A day, perhaps with a time of day and the zone it was written in: what a date cell says.
public struct CivilStamp: Hashable, Sendable {
  /// The day as written.
  public var day: CalendarDay
  /// Minutes after midnight as written; nil where the cell has no time.
  public var minute: Int?
  /// How many minutes the cell's own zone is ahead of UTC; nil where it names none.
  public var offset: Int?

  /// Makes a stamp.
  public init(day: CalendarDay, minute: Int? = nil, offset: Int? = nil) {
    self.day = day
    self.minute = minute
    self.offset = offset
  }

  /// Minutes since 1970-01-01 00:00 in the zone that the stamp is written in.
  var minutes: Int { Int(day.number) * 1440 + (minute ?? 0) }

  /// The stamp of a number of minutes since 1970-01-01 00:00.
  init(minutes: Int) {
    let day = minutes >= 0 ? minutes / 1440 : (minutes - 1439) / 1440
    self.init(day: CalendarDay(number: Int32(clamping: day)), minute: minutes - day * 1440)
  }
}

/// What became of reading a date cell by one form.
public enum DateReading: Hashable, Sendable {
  /// The cell has the form and names a day.
  case stamp(CivilStamp)
  /// The cell has the form, and there is no such day or time, or it lies outside 1900 to 2199.
  case impossible
  /// The cell has another form.
  case otherForm

  /// The days that a date may name.
  static func isPlausible(_ day: CalendarDay) -> Bool {
    day.number >= -25_567 && day.number < 84_006  // 1900-01-01 ..< 2200-01-01
  }
}

/// Reads a cell from left to right.
struct ByteCursor {
  private let bytes: [UInt8]
  private(set) var position = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { position == bytes.count }
  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// Takes a number of `least` to `most` digits.
  mutating func digits(_ least: Int, _ most: Int) -> Int? {
    var value = 0
    var count = 0
    while count < most, let byte = next, byte >= 0x30, byte <= 0x39 {
      value = value * 10 + Int(byte - 0x30)
      count += 1
      position += 1
    }
    return count >= least ? value : nil
  }

  /// Takes a byte; letters match in either case.
  mutating func take(_ byte: UInt8) -> Bool {
    guard let found = next, CellBytes.lower(found) == CellBytes.lower(byte) else { return false }
    position += 1
    return true
  }

  /// Takes one or more blanks.
  mutating func takeBlanks() -> Bool {
    let start = position
    while let byte = next, byte == 0x20 || byte == 0x09 { position += 1 }
    return position > start
  }

  /// Takes a run of ASCII letters in lower case.
  mutating func letters() -> [UInt8] {
    var run: [UInt8] = []
    while let byte = next, (0x61...0x7A).contains(CellBytes.lower(byte)) {
      run.append(CellBytes.lower(byte))
      position += 1
    }
    return run
  }

  /// Takes `Z`, `UTC`, `GMT` or an offset such as `-07:00`, with a blank before it or not: minutes
  /// ahead of UTC. Nil, and nothing taken, where there is none.
  mutating func zoneOffset() -> Int? {
    let start = position
    _ = takeBlanks()
    if let sign = next, sign == 0x2B || sign == 0x2D {
      position += 1
      if let hours = digits(2, 2), hours <= 18 {
        let colon = take(0x3A)
        let minutes = digits(2, 2)
        if let minutes, minutes < 60 {
          return (hours * 60 + minutes) * (sign == 0x2D ? -1 : 1)
        }
        if !colon, minutes == nil { return hours * 60 * (sign == 0x2D ? -1 : 1) }
      }
    } else {
      let word = letters()
      if [Array("z".utf8), Array("utc".utf8), Array("gmt".utf8)].contains(word) { return 0 }
    }
    position = start
    return nil
  }
}
