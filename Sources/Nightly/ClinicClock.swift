import Foundation
import OutcomeModel

/// The clinic's calendar: its local day, its business days, and the time as written in records.
public struct ClinicClock: Sendable {
  private let zone: TimeZone
  private let closed: [ClosedRange<CalendarDay>]

  /// Makes the calendar of a pipeline's clinic.
  public init(_ pipeline: Pipeline) {
    // The reader of the pipeline has checked the zone.
    zone = TimeZone(identifier: pipeline.clinic.timeZone) ?? .gmt
    closed = pipeline.closed
  }

  /// The clinic's local day at a moment.
  public func day(at moment: Date) -> CalendarDay {
    let seconds = moment.timeIntervalSince1970 + Double(zone.secondsFromGMT(for: moment))
    return CalendarDay(number: Int32((seconds / 86_400).rounded(.down)))
  }

  /// Whether the clinic is open on a day: Monday to Friday and not closed.
  public func isBusinessDay(_ day: CalendarDay) -> Bool {
    day.weekday <= 5 && !closed.contains { $0.contains(day) }
  }

  /// The business days after one day and before another.
  public func businessDays(after first: CalendarDay, before last: CalendarDay) -> Int {
    guard first < last else { return 0 }
    return (first.number + 1..<max(first.number + 1, last.number)).count {
      isBusinessDay(CalendarDay(number: $0))
    }
  }

  /// A moment as ISO 8601 in UTC: `2026-10-31T02:00:09Z`.
  public static func text(_ moment: Date) -> String {
    let total = Int(moment.timeIntervalSince1970.rounded(.down))
    let day = Int((Double(total) / 86_400).rounded(.down))
    let second = total - day * 86_400
    let parts = [second / 3600, second / 60 % 60, second % 60].map { part in
      (part < 10 ? "0" : "") + String(part)
    }
    return "\(CalendarDay(number: Int32(day)))T\(parts.joined(separator: ":"))Z"
  }
}
