import OutcomeModel
import Statistics

/// The points of the monthly chart before its limits are known: months, blocks and gaps.
struct MonthlyPoints {
  /// A scored episode.
  struct Scored {
    var day: CalendarDay
    var base: Int64
    var value: Int64
  }

  /// A point, or a gap with its reason.
  struct Point {
    /// The text of the population.
    var population: String
    /// Months since the first one.
    var position: Double
    /// `2026-03`, or the first and last day of a block.
    var label: String
    var n: Int
    var mean: Double?
    /// The pairs of scores.
    var joint: JointCounts = .empty
    var reason: String
  }

  /// The points in order of time.
  private(set) var points: [Point] = []

  private let smallest: Int
  /// Months are counted from this one.
  private let firstMonth: Int

  /// - Parameters:
  ///   - stretches: consecutive stretches, earliest first.
  ///   - scored: the scored episodes of each month in order of day 0.
  ///   - smallest: K.
  ///   - lastDueDay: a month is in when its last day is not after this one.
  init(
    _ stretches: [MonthlyChange.Stretch], scored: [Int: [Scored]], smallest: Int,
    lastDueDay: CalendarDay
  ) {
    self.smallest = max(1, smallest)
    firstMonth = stretches.first.map { Month.number($0.from) } ?? 0
    var waiting: [Scored] = []
    for stretch in stretches {
      for month in Month.number(stretch.from)...Month.number(stretch.to) {
        guard Month.lastDay(month) <= lastDueDay else {
          points.append(gap(month, stretch, "not_due"))
          continue
        }
        let here = scored[month] ?? []
        if here.isEmpty {
          points.append(gap(month, stretch, "no_data"))
        } else if waiting.isEmpty, here.count >= self.smallest {
          points.append(point(here, stretch, label: Month.text(month), at: position(month)))
        } else {
          waiting += here
          points += blocks(&waiting, isWholeMonth: here.count >= self.smallest, stretch)
        }
      }
    }
  }

  /// Cuts blocks of K from the episodes that wait. A month of K or more goes with what waited before it
  /// as one block: its own episodes are not cut.
  private func blocks(
    _ waiting: inout [Scored], isWholeMonth: Bool, _ stretch: MonthlyChange.Stretch
  ) -> [Point] {
    var found: [Point] = []
    while waiting.count >= smallest {
      let size = isWholeMonth ? waiting.count : smallest
      found.append(block(Array(waiting.prefix(size)), stretch))
      waiting.removeFirst(size)
    }
    return found
  }

  private func block(_ episodes: [Scored], _ stretch: MonthlyChange.Stretch) -> Point {
    let first = episodes[0].day
    let last = episodes[episodes.count - 1].day
    let middle = (place(first) + place(last)) / 2
    return point(
      episodes, stretch, label: "\(first)/\(last)", at: (middle * 100).rounded() / 100)
  }

  private func point(
    _ episodes: [Scored], _ stretch: MonthlyChange.Stretch, label: String, at position: Double
  ) -> Point {
    let joint = JointCounts(nano: episodes.map { (baseline: $0.base, followUp: $0.value) })
    return Point(
      population: stretch.population, position: position, label: label, n: episodes.count,
      mean: joint.change.mean, joint: joint, reason: "")
  }

  private func gap(_ month: Int, _ stretch: MonthlyChange.Stretch, _ reason: String) -> Point {
    Point(
      population: stretch.population, position: position(month), label: Month.text(month), n: 0,
      mean: nil, reason: reason)
  }

  private func position(_ month: Int) -> Double { Double(month - firstMonth) }

  /// Where a day stands among the months: the middle of a month is its whole number.
  private func place(_ day: CalendarDay) -> Double {
    let (year, month, number) = day.civil
    let length = Double(CalendarDay.length(ofMonth: month, year: year))
    return position(Month.number(day)) + (Double(number) - 0.5) / length - 0.5
  }
}
