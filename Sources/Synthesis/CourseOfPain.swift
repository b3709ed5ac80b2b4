/// The underlying pain of an episode over time, before noise, rounding and the ends of the scale.
///
/// level(t) = base + change (1 - exp(-t/T)) / (1 - exp(-42/T)): the change by day 42 is `change`.
/// From the last treatment on pain rises by `rise` in 91 days, and no further.
struct CourseOfPain: Hashable, Sendable {
  /// Underlying arriving pain on day 0, points.
  let base: Double
  /// Underlying change by day 42, points, negative = less pain.
  let change: Double
  /// T, days.
  let days: Double
  /// Rise in the 91 days after the last treatment, points.
  let rise: Double

  /// The underlying pain `day` days after the first treatment; `ended` is the day of the last
  /// treatment where it is known to be over.
  func level(on day: Int, ended: Int?) -> Double {
    let whole = 1 - ElementaryFunctions.exponential(-42 / days)
    let part = 1 - ElementaryFunctions.exponential(-Double(min(day, 3650)) / days)
    var level = base + change * part / whole
    if let ended, day > ended {
      level += rise * Double(min(day - ended, 91)) / 91
    }
    return level
  }
}

/// A score in halves of a point: 13 stands for 6.5.
struct HalfPoints: Hashable, Sendable {
  let halves: Int

  /// The score in points.
  var points: Double { Double(halves) / 2 }
  /// Whether the score is a whole number.
  var isWhole: Bool { halves.isMultiple(of: 2) }
  /// The text with a decimal point: `7` or `6.5`.
  var text: String { isWhole ? String(halves / 2) : String(halves / 2) + ".5" }

  init(halves: Int) {
    self.halves = halves
  }

  /// What a patient says for an underlying pain: cut at 0 and 10, rounded to whole or half points.
  init(rating level: Double, inHalves: Bool) {
    let cut = min(max(level, 0), 10)
    halves = inHalves ? Int((cut * 2).rounded()) : Int(cut.rounded()) * 2
  }
}
