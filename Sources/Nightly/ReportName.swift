import OutcomeModel

/// The name of a published report folder: its as-of date, and a number from 2 for later ones of the
/// same date.
public struct ReportName: Hashable, Comparable, Sendable {
  /// The as-of date.
  public var asOf: CalendarDay
  /// 1 for the first report of the date.
  public var number: Int

  /// Makes a name.
  public init(asOf: CalendarDay, number: Int) {
    self.asOf = asOf
    self.number = number
  }

  /// Reads `2026-10-31` or `2026-10-31.2`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard let day = CalendarDay(iso: parts[0]) else { return nil }
    asOf = day
    switch parts.count {
    case 1: number = 1
    case 2:
      guard let number = Int(parts[1]), number >= 2, String(number) == parts[1] else {
        return nil
      }
      self.number = number
    default: return nil
    }
  }

  /// Orders by date, then number.
  public static func < (left: ReportName, right: ReportName) -> Bool {
    (left.asOf, left.number) < (right.asOf, right.number)
  }
}

extension ReportName: CustomStringConvertible {
  /// The folder's name.
  public var description: String { number == 1 ? "\(asOf)" : "\(asOf).\(number)" }
}
