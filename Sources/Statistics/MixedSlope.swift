import RealModule

/// The mean slope of repeated measurements over time, by a linear mixed model.
///
/// Estimand: the fixed slope of y = (b0 + u0) + (b1 + u1) t + e, in units of y per unit of t; every
/// row of a subject counts, and subjects with few rows count less. REML; Wald interval.
/// - Fallback, stated in the method: random intercept and slope; where that fit is singular or does
///   not converge, a random intercept only; where that is singular too, none (least squares).
/// - Edge cases: no row is `no_data`; fewer than three rows or a single time is `n_too_small`;
///   residuals that are all 0 are `zero_variance`.
/// - Source: Laird and Ware (1982); Bates et al. (2015). Reference values:
///   Tests/StatisticsTests/Reference/MixedSlope.
public struct MixedSlope: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "mixed_model_reml"

  /// The structure of the random effects that was used.
  public enum Structure: String, Sendable {
    /// A random intercept and slope, correlated.
    case interceptAndSlope = "random_intercept_and_slope"
    /// A random intercept.
    case intercept = "random_intercept"
    /// No random effect.
    case none = "no_random_effect"
  }

  /// The mean slope.
  public let slope: Double
  /// Its standard error.
  public let standardError: Double
  /// The mean value at time 0.
  public let intercept: Double
  /// Minus twice the restricted log likelihood.
  public let deviance: Double
  /// The residual standard deviation.
  public let residualSD: Double
  /// The standard deviation of the intercepts; 0 without one.
  public let interceptSD: Double
  /// The standard deviation of the slopes; 0 without one.
  public let slopeSD: Double
  /// The structure that was used.
  public let structure: Structure
  /// The interval of the slope.
  public let interval: Interval

  /// A relative standard deviation below this is a singular fit.
  private static let singular = 1e-4

  /// Fits the model.
  /// - Parameter subjects: for each subject its measurements, time and value.
  public init(
    subjects: [[(time: Double, value: Double)]], level: Double = 0.95,
    split: WorkSplit = .sequential
  ) throws(NotEstimable) {
    let rows = subjects.reduce(0) { $0 + $1.count }
    guard rows > 0 else { throw .noData }
    let times = subjects.joined().map(\.time)
    guard rows > 2, let first = times.first, times.contains(where: { $0 != first }) else {
      throw .nTooSmall
    }
    // A unit of time in which slopes and intercepts spread alike; and no large offset in y.
    let unit = (times.reduce(0) { $0 + $1 * $1 } / Double(rows)).squareRoot()
    let center = subjects.joined().reduce(0) { $0 + $1.value } / Double(rows)
    let sums = subjects.filter { !$0.isEmpty }.map { rows in
      rows.reduce(into: SubjectSums()) { sums, row in
        let (t, y) = (row.time / unit, row.value - center)
        sums.n += 1
        sums.t += t
        sums.tt += t * t
        sums.y += y
        sums.ty += t * y
        sums.yy += y * y
      }
    }
    let criterion = MixedModelCriterion(sums, split: split)
    let repeated = sums.contains { $0.n > 1 }
    let (factor, structure) =
      (repeated ? Self.interceptAndSlope(criterion) : nil)
      ?? (repeated ? Self.interceptOnly(criterion) : nil)
      ?? (RelativeFactor(intercept: 0, cross: 0, slope: 0), .none)
    guard let fit = criterion.fit(factor) else { throw .zeroVariance }
    self.structure = structure
    slope = fit.slope / unit
    standardError = fit.slopeError / unit
    intercept = fit.intercept + center
    // The determinant of the fixed effects is that of the given unit of time.
    deviance = fit.deviance + 2 * Double.log(unit)
    residualSD = fit.residualSD
    interceptSD = fit.residualSD * factor.intercept
    slopeSD =
      fit.residualSD / unit
      * (factor.cross * factor.cross + factor.slope * factor.slope).squareRoot()
    interval = .symmetric(
      around: slope, halfWidth: Normal.critical(level: level) * standardError, level: level)
  }

  private static func interceptAndSlope(
    _ criterion: MixedModelCriterion
  ) -> (RelativeFactor, Structure)? {
    func factor(_ p: [Double]) -> RelativeFactor {
      RelativeFactor(intercept: abs(p[0]), cross: p[0] < 0 ? -p[1] : p[1], slope: abs(p[2]))
    }
    let best = Minimizer.minimum(from: [1, 0, 1], step: 0.5) {
      criterion.fit(factor($0))?.deviance ?? .infinity
    }
    guard let found = best.map(factor), found.intercept > singular, found.slope > singular else {
      return nil
    }
    return (found, .interceptAndSlope)
  }

  private static func interceptOnly(
    _ criterion: MixedModelCriterion
  ) -> (RelativeFactor, Structure)? {
    func factor(_ p: [Double]) -> RelativeFactor {
      RelativeFactor(intercept: abs(p[0]), cross: 0, slope: 0)
    }
    let best = Minimizer.minimum(from: [1], step: 0.5) {
      criterion.fit(factor($0))?.deviance ?? .infinity
    }
    guard let found = best.map(factor), found.intercept > singular else { return nil }
    return (found, .intercept)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: slope, interval: interval, method: "mixed_model_reml;\(structure.rawValue);wald")
  }
}
