/// A span of days after day 0 in which a follow-up reading is looked for.
public struct Window: Hashable, Sendable {
  /// The name used in results, such as `week6`.
  public var name: String
  /// The first day of the span, counted from day 0; inclusive.
  public var low: Int
  /// The last day of the span; inclusive. A window is due when day 0 plus this has passed.
  public var high: Int
  /// The day that the nearest reading is chosen for; on a tie the earlier reading is taken.
  public var target: Int

  /// Makes a window of days.
  public init(name: String, low: Int, high: Int, target: Int) {
    self.name = name
    self.low = low
    self.high = high
    self.target = target
  }

  /// Whether a day after day 0 lies in the span.
  public func contains(_ day: Int) -> Bool { day >= low && day <= high }

  /// The windows of days that a plan has unless it says otherwise, earliest first.
  public static let standard: [Window] = [
    Window(name: "week1", low: 4, high: 10, target: 7),
    Window(name: "week2", low: 11, high: 21, target: 14),
    Window(name: "week4", low: 22, high: 35, target: 28),
    Window(name: "week6", low: 36, high: 63, target: 42),
    Window(name: "week12", low: 64, high: 133, target: 84),
    Window(name: "week26", low: 134, high: 273, target: 182),
    Window(name: "week52", low: 274, high: 456, target: 365),
  ]

  /// The window of the primary analysis.
  public static let primaryName = "week6"

  /// The last candidate reading of an episode, at any distance; secondary, always due.
  public static let last = Window(name: "last", low: 1, high: .max, target: .max)

  /// The first treatment of an episode (within-session change), always due.
  public static let firstVisit = Window(name: "first_visit", low: 0, high: 0, target: 0)

  /// All treatments of an episode (within-session change), always due.
  public static let allVisits = Window(name: "all_visits", low: 0, high: .max, target: 0)

  /// Whether the window is due at once, whatever the as-of date.
  public var isDueAtOnce: Bool { high == .max || high == 0 }
}
