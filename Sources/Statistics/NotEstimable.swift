/// Why a figure cannot be given; the raw value is the reason code that is printed.
///
/// A figure that does not exist is never 0, NaN or a blank: it is this value.
public enum NotEstimable: String, Error, Sendable, Hashable, CaseIterable {
  /// No observation to work on.
  case noData = "no_data"
  /// Fewer observations, pairs or clusters than the formula needs.
  case nTooSmall = "n_too_small"
  /// The quantity in the denominator has no spread.
  case zeroVariance = "zero_variance"
  /// Every difference is 0, so a test of signs or ranks has nothing to work on.
  case allZero = "all_zero"
  /// A percentage of a baseline of 0.
  case baselineZero = "baseline_zero"
  /// One group lies wholly above the other, so that the variance estimate collapses.
  case separation = "separation"
  /// An iterative fit did not converge.
  case noConvergence = "no_convergence"
  /// A ratio whose denominator is 0.
  case noDenominator = "no_denominator"
  /// An input that must come from outside the data was not given.
  case missingInput = "missing_input"
}

/// Whether a figure could be estimated.
public enum StatisticStatus: Sendable, Hashable {
  /// The figure stands.
  case ok
  /// It does not, for this reason.
  case notEstimable(NotEstimable)

  /// The status as printed: `ok`, or `not_estimable:` and the reason code.
  public var code: String {
    switch self {
    case .ok: "ok"
    case .notEstimable(let reason): "not_estimable:\(reason.rawValue)"
    }
  }
}
