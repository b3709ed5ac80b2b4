/// A p chart: proportions over time against three-sigma limits.
///
/// Centre: all events over all observations. Limits: centre +- 3 sqrt(centre (1 - centre) / n) of each
/// point, cut at 0 and 1.
/// - Edge cases: no observation at all is `no_data`; a point without observations has no value.
/// - Source: Montgomery (2009), section 7.2. Reference values:
///   Tests/StatisticsTests/Reference/ControlCharts.
public struct ProportionChart: Sendable, Hashable {
  /// One point of the chart.
  public struct Point: Sendable, Hashable {
    /// Events / n; `nil` without observations.
    public let proportion: Double?
    /// The lower limit at this n.
    public let lower: Double?
    /// The upper limit at this n.
    public let upper: Double?
    /// Whether the point lies outside its limits.
    public let isOutside: Bool
  }

  /// The overall proportion.
  public let center: Double
  /// The points in order.
  public let points: [Point]

  /// Charts a series in order of time.
  public init(_ series: [(events: Int, n: Int)]) throws(NotEstimable) {
    let n = series.reduce(0) { $0 + $1.n }
    guard n > 0 else { throw .noData }
    let center = Double(series.reduce(0) { $0 + $1.events }) / Double(n)
    self.center = center
    points = series.map { row in
      guard row.n > 0 else {
        return Point(proportion: nil, lower: nil, upper: nil, isOutside: false)
      }
      let reach = 3 * (center * (1 - center) / Double(row.n)).squareRoot()
      let (lower, upper) = (max(0, center - reach), min(1, center + reach))
      let proportion = Double(row.events) / Double(row.n)
      return Point(
        proportion: proportion, lower: lower, upper: upper,
        isOutside: proportion < lower || proportion > upper)
    }
  }
}
