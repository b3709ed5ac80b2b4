/// A confidence interval; a limit that is not reached is absent.
public struct Interval: Sendable, Hashable {
  /// The lower limit.
  public var low: Double?
  /// The upper limit.
  public var high: Double?
  /// The confidence level, a fraction in (0, 1).
  public var level: Double

  /// Makes an interval.
  public init(low: Double?, high: Double?, level: Double) {
    self.low = low
    self.high = high
    self.level = level
  }

  /// An interval of which neither limit exists.
  public static func unreached(level: Double) -> Interval {
    Interval(low: nil, high: nil, level: level)
  }

  /// `center` plus and minus `halfWidth`.
  static func symmetric(around center: Double, halfWidth: Double, level: Double) -> Interval {
    Interval(low: center - halfWidth, high: center + halfWidth, level: level)
  }
}
