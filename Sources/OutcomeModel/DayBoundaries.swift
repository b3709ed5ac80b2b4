/// What the passing of days changes: an episode whose day lies in one of these spans may be counted
/// otherwise on the later of two days than on the earlier one, though nothing of it changed.
///
/// Two things move with the as-of date: readings become due, and the months of a period end. All other
/// episodes count alike on both days.
public struct DayBoundaries: Hashable, Sendable {
  /// Spans of the day of the first treatment.
  public var firstDay: [ClosedRange<CalendarDay>] = []
  /// Spans of the day of BASE, on any instrument.
  public var baseDay: [ClosedRange<CalendarDay>] = []
  /// Spans of the day of the last treatment.
  public var lastDay: [ClosedRange<CalendarDay>] = []

  /// Boundaries that nothing crosses.
  public init() {}
}
