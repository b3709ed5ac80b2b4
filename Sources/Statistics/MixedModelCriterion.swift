import RealModule

/// What a subject's measurements contribute to a linear mixed model: sums and cross products.
struct SubjectSums: Sendable {
  var n = 0.0
  var t = 0.0
  var tt = 0.0
  var y = 0.0
  var ty = 0.0
  var yy = 0.0
}

/// The relative Cholesky factor of the random effects: their covariance is sigma^2 L L'.
struct RelativeFactor: Sendable {
  var intercept: Double
  var cross: Double
  var slope: Double
}

/// The REML criterion of y = (b0 + u0) + (b1 + u1) t + e, with the fixed effects and the residual
/// variance profiled out.
///
/// Per subject everything is a 2 x 2 matrix of sums, so an evaluation costs O(subjects).
/// - Source: Bates, Maechler, Bolker and Walker (2015), formulas 34 to 42.
struct MixedModelCriterion: Sendable {
  private let subjects: [SubjectSums]
  private let rows: Double
  private let split: WorkSplit

  /// Subjects per block of parallel work.
  private static let block = 4_096

  init(_ subjects: [SubjectSums], split: WorkSplit) {
    self.subjects = subjects
    rows = subjects.reduce(0) { $0 + $1.n }
    self.split = split
  }

  /// What the data say under given random effects.
  struct Fit: Sendable {
    /// Minus twice the restricted log likelihood.
    let deviance: Double
    /// The fixed intercept and slope.
    let intercept: Double
    let slope: Double
    /// The standard error of the fixed slope.
    let slopeError: Double
    /// The residual standard deviation.
    let residualSD: Double
  }

  /// The profiled fit; `nil` when the times do not determine a slope.
  func fit(_ factor: RelativeFactor) -> Fit? {
    let blocks = (subjects.count + Self.block - 1) / Self.block
    let sums = split.map(blocks: blocks) { block in
      let range = (block * Self.block)..<min(subjects.count, (block + 1) * Self.block)
      return range.reduce(into: Marginal()) { $0.add(subjects[$1], factor) }
    }
    let total = sums.reduce(into: Marginal()) { $0.merge($1) }
    let determinant = total.xx11 * total.xx22 - total.xx12 * total.xx12
    guard determinant > 1e-12 * total.xx11 * total.xx22 else { return nil }
    let intercept = (total.xx22 * total.xy1 - total.xx12 * total.xy2) / determinant
    let slope = (total.xx11 * total.xy2 - total.xx12 * total.xy1) / determinant
    let residual = total.yy - intercept * total.xy1 - slope * total.xy2
    let df = rows - 2
    guard df > 0, residual > 0 else { return nil }
    let variance = residual / df
    return Fit(
      deviance: total.logDeterminant + Double.log(determinant)
        + df * (1 + Double.log(2 * Double.pi * variance)),
      intercept: intercept, slope: slope,
      slopeError: (variance * total.xx11 / determinant).squareRoot(),
      residualSD: variance.squareRoot())
  }

  /// Sums over subjects of log |V|, X' V^-1 X, X' V^-1 y and y' V^-1 y.
  private struct Marginal: Sendable {
    var logDeterminant = 0.0
    var xx11 = 0.0
    var xx12 = 0.0
    var xx22 = 0.0
    var xy1 = 0.0
    var xy2 = 0.0
    var yy = 0.0

    mutating func add(_ s: SubjectSums, _ factor: RelativeFactor) {
      let (a, b, c) = (factor.intercept, factor.cross, factor.slope)
      // Rows of L' Z' X and of L' Z' y.
      let (p11, p12) = (a * s.n + b * s.t, a * s.t + b * s.tt)
      let (p21, p22) = (c * s.t, c * s.tt)
      let (q1, q2) = (a * s.y + b * s.ty, c * s.ty)
      // A = L' Z' Z L + I.
      let a11 = 1 + p11 * a + p12 * b
      let a12 = p12 * c
      let a22 = 1 + p22 * c
      let determinant = a11 * a22 - a12 * a12
      func product(_ u1: Double, _ u2: Double, _ v1: Double, _ v2: Double) -> Double {
        (u1 * (a22 * v1 - a12 * v2) + u2 * (a11 * v2 - a12 * v1)) / determinant
      }
      logDeterminant += Double.log(determinant)
      xx11 += s.n - product(p11, p21, p11, p21)
      xx12 += s.t - product(p11, p21, p12, p22)
      xx22 += s.tt - product(p12, p22, p12, p22)
      xy1 += s.y - product(p11, p21, q1, q2)
      xy2 += s.ty - product(p12, p22, q1, q2)
      yy += s.yy - product(q1, q2, q1, q2)
    }

    mutating func merge(_ other: Marginal) {
      logDeterminant += other.logDeterminant
      xx11 += other.xx11
      xx12 += other.xx12
      xx22 += other.xx22
      xy1 += other.xy1
      xy2 += other.xy2
      yy += other.yy
    }
  }
}
