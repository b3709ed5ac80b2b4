/// How many observations have their event, or are censored, at each time.
///
/// Times are whole numbers (days, visits). A censoring at the time of an event counts as at risk for
/// it. Tables of any split of the data merge to the same table.
public struct SurvivalCounts: Sendable, Hashable {
  /// The distinct times, ascending.
  public let times: [Int]
  /// The events at each time.
  public let events: [Int]
  /// The censorings at each time.
  public let censored: [Int]

  /// Counts observations.
  /// - Parameter observations: the time of each, and whether the event happened then.
  public init(_ observations: [(time: Int, event: Bool)]) {
    self.init(
      rows: observations.map {
        (time: $0.time, events: $0.event ? 1 : 0, censored: $0.event ? 0 : 1)
      }
    )
  }

  /// Makes a table from rows in any order; rows of the same time are added up.
  public init(rows: [(time: Int, events: Int, censored: Int)]) {
    var times: [Int] = []
    var events: [Int] = []
    var censored: [Int] = []
    for row in rows.sorted(by: { $0.time < $1.time }) where row.events + row.censored > 0 {
      precondition(row.events >= 0 && row.censored >= 0, "a count is negative")
      if times.last != row.time {
        times.append(row.time)
        events.append(0)
        censored.append(0)
      }
      events[events.count - 1] += row.events
      censored[censored.count - 1] += row.censored
    }
    self.times = times
    self.events = events
    self.censored = censored
  }

  /// The number of observations.
  public var n: Int { totalEvents + censored.reduce(0, +) }

  /// The number of events.
  public var totalEvents: Int { events.reduce(0, +) }

  /// Whether there is no observation.
  public var isEmpty: Bool { times.isEmpty }

  /// The rows: time, events, censorings.
  public var rows: [(time: Int, events: Int, censored: Int)] {
    times.indices.map { (times[$0], events[$0], censored[$0]) }
  }

  /// The observations of both tables together.
  public static func + (a: SurvivalCounts, b: SurvivalCounts) -> SurvivalCounts {
    SurvivalCounts(rows: a.rows + b.rows)
  }

  /// How many are at risk just before each time.
  var atRisk: [Int] {
    var left = n
    return times.indices.map { index in
      defer { left -= events[index] + censored[index] }
      return left
    }
  }
}
