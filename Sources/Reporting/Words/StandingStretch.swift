import OutcomeModel

/// The stretch of first visits that a figure is of which stands as published, where months have closed
/// since: it is another one than the heading above it names.
struct StandingStretch: Hashable {
  var from: CalendarDay?
  var to: CalendarDay?

  /// The stretch in the text of a population, `...;from=2025-11-01;to=2026-10-31`; nil where it has none.
  init?(population text: String) {
    let parts = text.split(separator: ";")
    func day(_ name: String) -> CalendarDay? {
      parts.first { $0.hasPrefix(name) }.flatMap { CalendarDay(iso: $0.dropFirst(name.count)) }
    }
    from = day("from=")
    to = day("to=")
    if from == nil, to == nil { return nil }
  }

  /// The stretch that a population had on a day; nil where it was tonight's.
  ///
  /// - Parameter closed: the last day of tonight's latest closed month.
  init?(of population: AnalysisResult.Population, on day: CalendarDay, closed: CalendarDay) {
    // The last day of a month closes it.
    let after = day.advanced(by: 1)
    let months = StandingStretch.month(closed.advanced(by: 1)) - StandingStretch.month(after)
    guard months > 0, let from = population.from, let to = population.to else { return nil }
    self.from = StandingStretch.first(ofMonth: StandingStretch.month(from) - months)
    self.to = StandingStretch.first(ofMonth: StandingStretch.month(to.advanced(by: 1)) - months)?
      .advanced(by: -1)
  }

  /// Whether a month was over on the second of two days that was not on the first.
  static func monthCloses(between first: CalendarDay, and second: CalendarDay) -> Bool {
    month(first.advanced(by: 1)) != month(second.advanced(by: 1))
  }

  private static func month(_ day: CalendarDay) -> Int {
    let (year, month, _) = day.civil
    return year * 12 + month - 1
  }

  private static func first(ofMonth month: Int) -> CalendarDay? {
    CalendarDay(year: month / 12, month: month % 12 + 1, day: 1)
  }

  /// `October 2024 to September 2025`.
  var words: String { PlainDate.period(from: from, to: to) }
}
