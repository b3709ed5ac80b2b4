/// What every method reports, in one shape: estimate first, then interval, then p-value.
public struct StatisticResult: Sendable, Hashable {
  /// The figure itself; for a test, its statistic. `nil` when it does not exist.
  public var estimate: Double?
  /// The lower limit; `nil` when there is no interval or the limit is not reached.
  public var low: Double?
  /// The upper limit; `nil` when there is no interval or the limit is not reached.
  public var high: Double?
  /// The confidence level as a fraction; `nil` when the method gives no interval.
  public var level: Double?
  /// Degrees of freedom of the reference distribution.
  public var df: Double?
  /// The two-sided p-value, in (0, 1]; never 0, see ``PValue``.
  public var pValue: Double?
  /// The variant that was used: words joined by `_`, remarks by `;`, never a comma.
  public var method: String
  /// Whether the figure stands.
  public var status: StatisticStatus

  /// Makes a result; what is left out is absent.
  public init(
    estimate: Double? = nil, low: Double? = nil, high: Double? = nil, level: Double? = nil,
    df: Double? = nil, pValue: Double? = nil, method: String, status: StatisticStatus = .ok
  ) {
    self.estimate = estimate
    self.low = low
    self.high = high
    self.level = level
    self.df = df
    self.pValue = pValue
    self.method = method
    self.status = status
  }

  /// Makes a result with an interval.
  public init(
    estimate: Double, interval: Interval, df: Double? = nil, pValue: Double? = nil, method: String
  ) {
    self.init(
      estimate: estimate, low: interval.low, high: interval.high, level: interval.level, df: df,
      pValue: pValue, method: method)
  }

  /// Makes the result of a figure that cannot be estimated.
  public init(notEstimable reason: NotEstimable, method: String) {
    self.init(method: method, status: .notEstimable(reason))
  }

  /// Runs a method and reports its value, or the reason why there is none.
  ///
  ///     let row = StatisticResult { () throws(NotEstimable) in try PairedT(change: counts) }
  public init<Method: StatisticalMethod>(
    _ compute: () throws(NotEstimable) -> Method
  ) {
    do {
      self = try compute().result
    } catch {
      self.init(notEstimable: error, method: Method.methodName)
    }
  }
}

/// A method of statistics: an immutable value that holds what was computed.
///
/// Its initialiser computes, or throws the reason why the figure does not exist.
public protocol StatisticalMethod: Sendable {
  /// The name that stands in `method` when there is no estimate.
  static var methodName: String { get }
  /// The value in the common shape.
  var result: StatisticResult { get }
}
