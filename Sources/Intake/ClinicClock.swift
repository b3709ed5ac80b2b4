import Foundation
import OutcomeModel

/// A time zone that tells how far its clocks are ahead of UTC.
///
/// Foundation is asked once per day, not once per cell: most days have one offset throughout.
struct ClinicClock {
  private let zone: TimeZone
  private var offsets: [Int32: DayOffset] = [:]

  private enum DayOffset {
    case constant(Int)
    case changing
  }

  /// The clock of an IANA zone, nil where there is no such zone.
  init?(zone name: String) {
    guard let zone = TimeZone(identifier: name) else { return nil }
    self.zone = zone
  }

  /// Minutes ahead of UTC at a number of minutes since 1970-01-01 00:00 UTC.
  mutating func offset(atUTC minutes: Int) -> Int {
    let day = CivilStamp(minutes: minutes).day.number
    if case .constant(let offset)? = offsets[day] { return offset }
    if offsets[day] == nil {
      let start = ask(Int(day) * 1440)
      let isConstant = start == ask(Int(day) * 1440 + 1439)
      offsets[day] = isConstant ? .constant(start) : .changing
      if isConstant { return start }
    }
    return ask(minutes)
  }

  /// Minutes since 1970-01-01 00:00 UTC of a local time. A time that the clocks skip is taken as
  /// written before they moved, a time that they show twice is the second of the two.
  mutating func utc(ofLocal minutes: Int) -> Int {
    let first = minutes - offset(atUTC: minutes)
    return minutes - offset(atUTC: first)
  }

  /// The local time of a number of minutes since 1970-01-01 00:00 UTC.
  mutating func local(ofUTC minutes: Int) -> CivilStamp {
    CivilStamp(minutes: minutes + offset(atUTC: minutes))
  }

  private func ask(_ minutes: Int) -> Int {
    zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(minutes) * 60)) / 60
  }
}
