import CSpecialFunctions
import RealModule

/// The standard normal distribution.
enum Normal {
  /// P(Z <= x).
  static func lower(_ x: Double) -> Double { ashi_normal_lower(x) }
  /// P(Z >= x), accurate far out.
  static func upper(_ x: Double) -> Double { ashi_normal_upper(x) }
  /// The value with this area below it; -infinity at 0, infinity at 1.
  static func quantile(_ area: Double) -> Double {
    if area <= 0 { return -.infinity }
    if area >= 1 { return .infinity }
    return ashi_normal_quantile(area)
  }
  /// The value that a two-sided interval of this level reaches out to.
  static func critical(level: Double) -> Double {
    ashi_normal_quantile_upper((1 - level) / 2)
  }
  /// The two-sided p-value of z.
  static func twoSided(_ z: Double) -> Double { PValue.clipped(2 * upper(abs(z))) }
  /// The density.
  static func density(_ x: Double) -> Double {
    0.398942280401432677939946059934 * .exp(-0.5 * x * x)
  }
}

/// Student's t distribution.
enum StudentT {
  /// P(T >= x).
  static func upper(_ x: Double, df: Double) -> Double { ashi_student_upper(x, df) }
  /// The value that a two-sided interval of this level reaches out to.
  static func critical(level: Double, df: Double) -> Double {
    ashi_student_quantile_upper((1 - level) / 2, df)
  }
  /// The two-sided p-value of t.
  static func twoSided(_ t: Double, df: Double) -> Double {
    PValue.clipped(2 * upper(abs(t), df: df))
  }
}

/// The noncentral t distribution.
enum NoncentralT {
  /// P(T <= x).
  static func lower(_ x: Double, df: Double, noncentrality: Double) -> Double {
    ashi_noncentral_student_lower(x, df, noncentrality)
  }
  /// P(T >= x).
  static func upper(_ x: Double, df: Double, noncentrality: Double) -> Double {
    ashi_noncentral_student_upper(x, df, noncentrality)
  }
}

/// The chi-square distribution.
enum ChiSquare {
  /// P(X >= x), the p-value of a statistic.
  static func pValue(_ x: Double, df: Double) -> Double {
    PValue.clipped(ashi_chi_square_upper(x, df))
  }
}

/// The F distribution.
enum FisherF {
  /// P(F >= x), the p-value of a statistic.
  static func pValue(_ x: Double, numerator: Double, denominator: Double) -> Double {
    PValue.clipped(ashi_f_upper(x, numerator, denominator))
  }
}

/// The beta distribution, for limits of proportions.
enum Beta {
  /// The value with this area below it.
  static func quantile(_ area: Double, _ a: Double, _ b: Double) -> Double {
    ashi_beta_quantile(area, a, b)
  }
  /// The value with this area above it.
  static func quantile(upperArea: Double, _ a: Double, _ b: Double) -> Double {
    ashi_beta_quantile_upper(upperArea, a, b)
  }
  /// The area below x.
  static func lower(_ x: Double, _ a: Double, _ b: Double) -> Double { ashi_beta_lower(x, a, b) }
}
