/// A g chart: how many cases without the event lie between two events.
///
/// For rare events such as adverse events, where a p chart sees zeros only. The counts between events
/// are geometric: centre their mean g, limits g +- 3 sqrt(g (g + 1)), the lower one cut at 0.
/// - Edge cases: fewer than two gaps is `n_too_small`.
/// - Source: Benneyan (2001). Reference values: Tests/StatisticsTests/Reference/ControlCharts.
public struct RareEventChart: Sendable, Hashable {
  /// The mean number of cases between events.
  public let center: Double
  /// The lower limit, 0 or more.
  public let lower: Double
  /// The upper limit: a longer stretch without an event is a signal.
  public let upper: Double
  /// For each gap whether it lies outside the limits.
  public let isOutside: [Bool]

  /// Charts gaps in order of time.
  /// - Parameter gaps: the number of cases without the event between consecutive events.
  public init(gaps: [Int]) throws(NotEstimable) {
    guard gaps.count > 1 else { throw .nTooSmall }
    let mean = Double(gaps.reduce(0, +)) / Double(gaps.count)
    let reach = 3 * (mean * (mean + 1)).squareRoot()
    let (low, high) = (max(0, mean - reach), mean + reach)
    center = mean
    lower = low
    upper = high
    isOutside = gaps.map { Double($0) < low || Double($0) > high }
  }
}
