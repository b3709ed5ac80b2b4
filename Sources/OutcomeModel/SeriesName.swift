/// The names of series, as `series.csv` prints them.
public enum SeriesName {
  /// Mean arriving pain at the start and at each window; limits are the 95 % interval.
  public static let courseOfPain = "course_of_pain"
  /// People by their pain at the start and at six weeks, in bands; the value is the share of those who
  /// began in the same band.
  public static let jointCounts = "joint_counts"
  /// People by which of two responder rules they meet; the value is the share of all.
  public static let responderRules = "responder_rules"
  /// The share below 5 by days since the start (Kaplan-Meier); limits are the 95 % interval.
  public static let reliefCurve = "relief_curve"
  /// Mean change at six weeks by month of baseline; limits are those of the control chart.
  public static let monthlyChange = "monthly_change"
  /// The centre of the control chart, one point; limits are those of the chart.
  public static let monthlyCenter = "monthly_center"
  /// The signals of the control chart, one point for each signal of a point.
  public static let monthlySignal = "monthly_signal"
  /// Pain at the start of those with and without a six-week score; limits are the 95 % interval.
  public static let baselineByCompletion = "baseline_by_completion"
}

/// The name of a series whose points were drawn so that each rests on at least so many people.
///
/// Pages for different readers show different numbers of people at the least, and so draw such a series
/// at different points. The analysis computes one for each and calls them `monthly_change;k=5` and
/// `monthly_change;k=11`; each reader's page and files take the one that is theirs, under the plain
/// name.
public struct SizedSeriesName: Hashable, Sendable {
  /// The plain name.
  public var name: String
  /// The fewest people that a point rests on; nil where the series was drawn without regard to it.
  public var smallest: Int?

  /// Makes a name.
  public init(_ name: String, smallest: Int?) {
    self.name = name
    self.smallest = smallest
  }

  /// Reads a name.
  public init(parsing text: String) {
    let parts = text.split(separator: ";", maxSplits: 1)
    guard parts.count == 2, parts[1].hasPrefix("k="), let smallest = Int(parts[1].dropFirst(2))
    else {
      self.init(text, smallest: nil)
      return
    }
    self.init(String(parts[0]), smallest: smallest)
  }

  /// The name as the analysis writes it.
  public var text: String { smallest.map { name + ";k=" + String($0) } ?? name }
}
