/// The change beyond regression to the mean when the population's mean is not known.
///
/// For an assumed population mean mu, regressing AVAL on BASE - mu gives the change of an average
/// person as intercept minus mu. The method says for which mu the change would still differ from 0: a
/// conclusion that holds over every plausible mu does not rest on regression to the mean.
/// - Edge cases: fewer than three pairs is `n_too_small`; equal baselines or a perfect fit is
///   `zero_variance`.
/// - Source: Mee and Chua (1991). Reference values:
///   Tests/StatisticsTests/Reference/RegressionToTheMean.
public struct RegressionToUnknownMean: Sendable {
  private let meanBase: Double
  private let meanFollow: Double
  /// The slope of AVAL on BASE.
  public let slope: Double
  private let variance: Double
  private let squares: Double
  private let n: Double
  /// n - 2.
  public let df: Double

  /// Fits the regression.
  public init(_ pairs: JointCounts) throws(NotEstimable) {
    guard !pairs.isEmpty else { throw .noData }
    guard pairs.n > 2, let x = pairs.baseline.mean, let y = pairs.followUp.mean else {
      throw .nTooSmall
    }
    var (xx, xy, yy) = (0.0, 0.0, 0.0)
    for row in pairs.rows {
      let (u, v) = (ValueCounts.real(row.baseline) - x, ValueCounts.real(row.followUp) - y)
      xx += Double(row.count) * u * u
      xy += Double(row.count) * u * v
      yy += Double(row.count) * v * v
    }
    guard xx > 0 else { throw .zeroVariance }
    let residual = yy - xy * xy / xx
    guard residual > 1e-14 * yy else { throw .zeroVariance }
    n = Double(pairs.n)
    df = n - 2
    meanBase = x
    meanFollow = y
    slope = xy / xx
    squares = xx
    variance = residual / df
  }

  /// The change of an average person, AVAL minus mu, and its t statistic, for an assumed mean mu.
  public func change(ifPopulationMean mu: Double) -> (estimate: Double, t: Double, pValue: Double) {
    let estimate = meanFollow + slope * (mu - meanBase) - mu
    let distance = mu - meanBase
    let error = (variance * (1 / n + distance * distance / squares)).squareRoot()
    let t = estimate / error
    return (estimate, t, StudentT.twoSided(t, df: df))
  }
}
