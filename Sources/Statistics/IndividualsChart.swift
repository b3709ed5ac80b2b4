/// An XmR chart (individuals and moving range) with the rules of NHS England.
///
/// Centre: the mean. Limits: mean +- 2.66 times the mean moving range; moving ranges of 3.267 times
/// their mean or more are left out of it once (`screening`). Signals: a point outside the limits; 7 or
/// more points on one side of the mean (a point on the mean breaks the run); 7 points of which all 6
/// differences have one sign; 2 of 3 points beyond two thirds of the way to a limit, all 3 on the same
/// side of the mean.
/// - Edge cases: fewer points than asked for is `n_too_small`. Gaps are the caller's: a series has none.
/// - Source: NHSRplotthedots, `ptd_spc_standard` and `ptd_calculate_point_type`; Wheeler (1993).
///   Reference values: Tests/StatisticsTests/Reference/ControlCharts.
public struct IndividualsChart: Sendable, Hashable {
  /// Why a point is special.
  public enum Signal: String, Sendable, CaseIterable, Hashable {
    /// Outside the limits.
    case outside
    /// Part of a run of 7 or more on one side of the mean.
    case shift
    /// Part of 7 or more points that keep rising or keep falling.
    case trend
    /// One of 2 of 3 points near a limit.
    case nearLimit = "near_limit"
  }

  /// Which side of the mean a signal lies on.
  public enum Side: Sendable, Hashable {
    /// Below the mean, or falling.
    case low
    /// Above the mean, or rising.
    case high
  }

  /// The mean of the points.
  public let center: Double
  /// The lower limit.
  public let lower: Double
  /// The upper limit.
  public let upper: Double
  /// The mean moving range that the limits rest on.
  public let meanMovingRange: Double
  /// For each point its signals, in the order of ``Signal``.
  public let signals: [[Signal: Side]]
  /// Whether large moving ranges were screened out.
  public let screening: Bool

  /// The number of points of a run.
  public static let runLength = 7

  /// Charts a series in order of time.
  /// - Parameters:
  ///   - points: one value per period, without gaps.
  ///   - screening: whether moving ranges of 3.267 times their mean or more are left out.
  ///   - minimum: the fewest points that limits are drawn for.
  public init(
    _ points: [Double], screening: Bool = true, minimum: Int = 12
  ) throws(NotEstimable) {
    guard points.count >= max(2, minimum) else { throw .nTooSmall }
    let ranges = zip(points, points.dropFirst()).map { abs($1 - $0) }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    var moving = mean(ranges)
    if screening {
      let kept = ranges.filter { $0 < 3.267 * moving }
      if !kept.isEmpty { moving = mean(kept) }
    }
    let center = mean(points)
    self.center = center
    self.screening = screening
    meanMovingRange = moving
    lower = center - 2.66 * moving
    upper = center + 2.66 * moving
    signals = Self.signals(points, center: center, reach: 2.66 * moving)
  }

  private static func signals(
    _ points: [Double], center: Double, reach: Double
  ) -> [[Signal: Side]] {
    var found = [[Signal: Side]](repeating: [:], count: points.count)
    // -1, 0, 1: below, on, above the mean.
    let side = points.map { $0 < center ? -1 : $0 > center ? 1 : 0 }
    for (index, point) in points.enumerated() where abs(point - center) > reach {
      found[index][.outside] = point < center ? .low : .high
    }
    for (range, sign) in runs(side) where sign != 0 && range.count >= runLength {
      for index in range { found[index][.shift] = sign < 0 ? .low : .high }
    }
    let steps = zip(points, points.dropFirst()).map { $1 < $0 ? -1 : $1 > $0 ? 1 : 0 }
    for (range, sign) in runs(steps) where sign != 0 && range.count >= runLength - 1 {
      // Six differences of one sign join seven points.
      for index in range.lowerBound...range.upperBound {
        found[index][.trend] = sign < 0 ? .low : .high
      }
    }
    let near = points.map {
      abs($0 - center) > reach * 2 / 3 && abs($0 - center) <= reach
    }
    for start in points.indices.dropLast(2) {
      let triple = start...(start + 2)
      let sign = side[start]
      guard sign != 0, triple.allSatisfy({ side[$0] == sign }) else { continue }
      guard triple.filter({ near[$0] }).count >= 2 else { continue }
      for index in triple where near[index] {
        found[index][.nearLimit] = sign < 0 ? .low : .high
      }
    }
    return found
  }

  /// Stretches of equal values.
  private static func runs(_ values: [Int]) -> [(range: Range<Int>, value: Int)] {
    var runs: [(range: Range<Int>, value: Int)] = []
    for (index, value) in values.enumerated() {
      if let last = runs.last, last.value == value {
        runs[runs.count - 1].range = last.range.lowerBound..<(index + 1)
      } else {
        runs.append((index..<(index + 1), value))
      }
    }
    return runs
  }
}
