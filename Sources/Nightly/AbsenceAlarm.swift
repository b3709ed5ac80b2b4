import OutcomeModel

/// Tells when no visit has come in for too many business days.
public struct AbsenceAlarm: Sendable {
  private let clock: ClinicClock
  private let limit: Int?

  /// Takes the pipeline's calendar and limit.
  public init(_ pipeline: Pipeline) {
    clock = ClinicClock(pipeline)
    limit = pipeline.staleAfterBusinessDays
  }

  /// The business days between the latest visit and the as-of date, neither counted, when they reach
  /// the limit; nil when all is well, or nothing was ever taken in.
  public func businessDays(latest: CalendarDay?, asOf: CalendarDay) -> Int? {
    guard let limit, let latest else { return nil }
    let days = clock.businessDays(after: latest, before: asOf)
    return days >= limit ? days : nil
  }
}
