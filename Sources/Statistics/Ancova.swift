/// Analysis of covariance: the difference between two groups at follow-up, baseline held equal.
///
/// Estimand: the coefficient of A against B in the least squares of AVAL on BASE, group and further
/// covariates, numeric or factors. t interval and test with n - rank degrees of freedom.
/// - Missing: a row with a missing covariate is left out by the caller, and counted there.
/// - Edge cases: an empty group is `no_data`; no residual degree of freedom is `n_too_small`; a group
///   that the covariates determine, or residuals that are all 0, is `zero_variance`.
/// - Source: Vickers and Altman (2001). Reference values: Tests/StatisticsTests/Reference/LinearModel.
public struct Ancova: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "ancova_ols"

  /// A covariate beside baseline and group.
  public enum Covariate: Sendable, Hashable {
    /// A number for each row.
    case numeric([Double])
    /// A level for each row; the smallest level is the reference.
    case factor([Int])
  }

  /// The coefficient of A against B, in points of the follow-up.
  public let coefficient: Double
  /// Its standard error.
  public let standardError: Double
  /// Residual degrees of freedom.
  public let df: Double
  /// The interval of the coefficient.
  public let interval: Interval
  /// The two-sided p-value of a coefficient of 0.
  public let pValue: Double
  /// How many covariates beside baseline and group are in the model.
  public let covariates: Int

  /// Compares two groups by their joint counts, without further covariates.
  public init(_ a: JointCounts, _ b: JointCounts, level: Double = 0.95) throws(NotEstimable) {
    try self.init(
      baseline: (a.baselineNano + b.baselineNano).map(ValueCounts.real),
      followUp: (a.followUpNano + b.followUpNano).map(ValueCounts.real),
      inA: a.counts.map { _ in true } + b.counts.map { _ in false },
      counts: a.counts + b.counts, level: level)
  }

  /// Compares two groups by rows.
  /// - Parameters:
  ///   - baseline: BASE of each row.
  ///   - followUp: AVAL of each row.
  ///   - inA: whether the row belongs to A.
  ///   - covariates: further covariates, each with one entry per row.
  ///   - counts: how many equal rows each row stands for; all 1 when left out.
  public init(
    baseline: [Double], followUp: [Double], inA: [Bool], covariates: [Covariate] = [],
    counts: [Int]? = nil, level: Double = 0.95
  ) throws(NotEstimable) {
    guard inA.contains(true), inA.contains(false) else { throw .noData }
    // The group comes last, so that what the covariates determine is found aliased in it.
    var columns: [[Double]] = [baseline.map { _ in 1 }, baseline]
    for covariate in covariates { columns += Self.columns(of: covariate) }
    columns.append(inA.map { $0 ? 1 : 0 })
    let fit = LeastSquares(columns: columns, response: followUp, counts: counts)
    guard fit.df > 0 else { throw .nTooSmall }
    // A perfect fit leaves rounding noise only.
    guard let coefficient = fit.coefficients[columns.count - 1],
      let standardError = fit.standardErrors[columns.count - 1], fit.relativeResidual > 1e-26
    else { throw .zeroVariance }
    self.coefficient = coefficient
    self.standardError = standardError
    self.covariates = covariates.count
    df = Double(fit.df)
    interval = .symmetric(
      around: coefficient, halfWidth: StudentT.critical(level: level, df: df) * standardError,
      level: level)
    pValue = StudentT.twoSided(coefficient / standardError, df: df)
  }

  private static func columns(of covariate: Covariate) -> [[Double]] {
    switch covariate {
    case .numeric(let values): [values]
    case .factor(let levels):
      Set(levels).sorted().dropFirst().map { level in levels.map { $0 == level ? 1 : 0 } }
    }
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(
      estimate: coefficient, interval: interval, df: df, pValue: pValue,
      method: covariates == 0 ? "ancova_ols" : "ancova_ols;covariates=\(covariates)")
  }
}
