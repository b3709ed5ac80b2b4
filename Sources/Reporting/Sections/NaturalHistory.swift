/// How low back pain goes by itself or with any care, from published cohorts: what a change over time
/// has to be read against.
///
/// Pooled mean pain of 33 cohorts with 11,166 people, on a scale of 100, here on one of 10.
/// Source: CMAJ 2012;184(11):E613. Each line begins where its publication begins; it is never
/// shifted to a clinic's own baseline.
struct NaturalHistory {
  /// A pooled mean with its 95 % interval.
  struct Point {
    /// Days after the start.
    var day: Double
    /// Pain, 0 to 10.
    var mean: Double
    /// The lower limit.
    var low: Double
    /// The upper limit.
    var high: Double
  }

  /// What the publication calls the pain.
  var name: String
  /// The course, earliest first.
  var points: [Point]

  /// Acute and subacute pain.
  static let acute = NaturalHistory(
    name: "acute",
    points: [
      Point(day: 0, mean: 5.2, low: 4.8, high: 5.7),
      Point(day: 42, mean: 2.3, low: 2.1, high: 2.5),
      Point(day: 182, mean: 1.2, low: 0.9, high: 1.5),
      Point(day: 365, mean: 0.6, low: 0.3, high: 1.0),
    ])

  /// Persistent pain.
  static let persistent = NaturalHistory(
    name: "persistent",
    points: [
      Point(day: 0, mean: 5.1, low: 4.4, high: 5.9),
      Point(day: 42, mean: 3.3, low: 2.9, high: 3.8),
      Point(day: 182, mean: 2.6, low: 2.0, high: 3.3),
      Point(day: 365, mean: 2.3, low: 1.6, high: 3.0),
    ])

  /// The line that a group is shown beside: acute and subacute the acute one, chronic the persistent
  /// one, any other group none.
  static func beside(group: String) -> NaturalHistory? {
    switch group {
    case "acuity=acute", "acuity=subacute": acute
    case "acuity=chronic": persistent
    default: nil
    }
  }

  /// Where the line starts.
  var start: Double { points[0].mean }

  /// The fall in the first six weeks, in points: 2.9 for acute, 1.8 for persistent pain.
  var sixWeekFall: Double { points[0].mean - points[1].mean }

  /// Where the numbers come from, for notes.
  static let source =
    "Published course: 33 cohorts with 11,166 people with low back pain, whatever care they had"
    + " (CMAJ 2012, 184(11), E613)."
}
