import OutcomeModel
import Statistics

/// Mean change at six weeks by month of baseline as an XmR chart: has the clinic's usual result moved?
///
/// A month is in once all of it is due: its last day and the window have passed. Where a month has 1 to
/// K-1 scored episodes, points are consecutive blocks of K scored episodes instead, cut in order of
/// day 0; what is left over is kept for the months that follow, and waits where none follows. So a point
/// once drawn changes only when its own records are corrected. A month without a scored episode is a
/// point without a value: a gap.
struct MonthlyChange {
  /// A stretch of months.
  struct Stretch {
    /// The text of its population.
    var population: String
    /// The name of its counts.
    var place: String
    var from: CalendarDay
    var to: CalendarDay
  }

  private let window: Window?
  private let smallest: [Int]

  init(_ plan: PlanFile, smallest: [Int]) {
    window = plan.settings.windows.first { $0.name == Window.primaryName }
    self.smallest = smallest
  }

  private func section(_ place: String) -> String { "monthly_change/\(place)" }

  /// Counts the scored episodes by day 0.
  func count(
    _ table: EpisodeTable, _ rows: [Int], asOf: CalendarDay, into sheet: inout CountSheet,
    _ place: String
  ) {
    guard let window, let pain = table.parameter(Instrument.pain.name) else { return }
    let outcomes = EpisodeOutcomes(
      pain, window: window, table: table, asOf: asOf, countEarly: false)
    var tallies: [CalendarDay: PairTally] = [:]
    for row in rows where outcomes.fate[row] == .scored && !pain.baseDay[row].isUnknown {
      tallies[pain.baseDay[row], default: PairTally()].add(
        outcomes.base[row], outcomes.value[row])
    }
    sheet.record(section(place), tallies.map { ($0.key.description, $0.value.cell) })
  }

  /// The chart over consecutive stretches of one population, earliest first: its points, its centre, its
  /// signals, for each K.
  func points(
    _ sheet: CountSheet, _ stretches: [Stretch], asOf: CalendarDay
  ) -> [AnalysisResult.SeriesPoint] {
    guard let window else { return [] }
    let scored = byMonth(sheet, stretches)
    return smallest.flatMap { smallest in
      let drawing = MonthlyPoints(
        stretches, scored: scored, smallest: smallest, lastDueDay: asOf.advanced(by: -window.high))
      return MonthlyLimits(drawing.points, smallest: smallest).points
    }
  }

  /// The people behind each point: parts of all who have a six-week score.
  func people(
    _ sheet: CountSheet, _ stretches: [Stretch], asOf: CalendarDay
  ) -> [AnalysisResult.FigurePeople] {
    guard let window else { return [] }
    let scored = byMonth(sheet, stretches)
    var seen: Set<[String]> = []
    return smallest.flatMap { smallest in
      MonthlyPoints(
        stretches, scored: scored, smallest: smallest, lastDueDay: asOf.advanced(by: -window.high)
      ).points
    }.filter { $0.n > 0 && seen.insert([$0.population, $0.label]).inserted }.map { point in
      AnalysisResult.FigurePeople(
        population: point.population, group: GroupText.pair("month", point.label),
        endpoint: "course_change", window: window.name, isYesNo: false,
        table: PeopleTable(point.joint))
    }
  }

  /// Over all stretches at once: the baseline of a first visit early in a stretch may lie before it.
  private func byMonth(
    _ sheet: CountSheet, _ stretches: [Stretch]
  ) -> [Int: [MonthlyPoints.Scored]] {
    let days = stretches.flatMap { stretch in
      sheet.cells(section(stretch.place)).compactMap { name, counts in
        CalendarDay(iso: name).map { (day: $0, rows: counts.joint.rows) }
      }
    }
    var months: [Int: [MonthlyPoints.Scored]] = [:]
    for (day, rows) in days.sorted(by: { $0.day < $1.day }) {
      for row in rows {
        let scored = MonthlyPoints.Scored(day: day, base: row.baseline, value: row.followUp)
        months[Month.number(day), default: []] += Array(repeating: scored, count: row.count)
      }
    }
    // Only months of few episodes are cut, and only there does their order within a day matter: it is
    // that of the scores, whichever stretch they come from.
    let largest = smallest.max() ?? 0
    return months.mapValues { scored in
      scored.count >= largest
        ? scored
        : scored.sorted { ($0.day, $0.base, $0.value) < ($1.day, $1.base, $1.value) }
    }
  }
}

/// Months counted one after the other, so that stepping over a new year needs no case of its own.
enum Month {
  /// The number of a day's month.
  static func number(_ day: CalendarDay) -> Int {
    let (year, month, _) = day.civil
    return year * 12 + month - 1
  }

  /// The month as `2026-07`.
  static func text(_ month: Int) -> String { lastDay(month).monthText }

  /// The last day of a month.
  static func lastDay(_ month: Int) -> CalendarDay {
    let (year, number) = (month / 12, month % 12 + 1)
    return CalendarDay(
      year: year, month: number, day: CalendarDay.length(ofMonth: number, year: year))
      ?? .unknown
  }
}
