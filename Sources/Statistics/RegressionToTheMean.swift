/// The fall that selecting high scores gives by itself: regression to the mean with a known
/// population.
///
/// Estimand: the mean fall from a first to a second measurement of those whose first was at or above
/// the cut, when nothing changes: (1 - reliability) sd phi(z) / (1 - Phi(z)), z = (cut - mean) / sd.
/// - The population's mean, sd and reliability come from outside the data; without one of them the
///   figure is `missing_input`, never a default.
/// - Source: Barnett, van der Pols and Dobson (2005), formula 1. Reference values:
///   Tests/StatisticsTests/Reference/RegressionToTheMean.
public struct RegressionToTheMean: StatisticalMethod {
  /// What `method` says where there is no estimate.
  public static let methodName = "rtm_known_population"

  /// The expected fall, in points; positive.
  public let fall: Double

  /// Computes the expected fall.
  /// - Parameters:
  ///   - mean: the population's mean.
  ///   - sd: its standard deviation; positive.
  ///   - reliability: the correlation of two measurements, in 0...1.
  ///   - cut: the score from which on people are included.
  public init(
    mean: Double?, sd: Double?, reliability: Double?, cut: Double?
  ) throws(NotEstimable) {
    guard let mean, let sd, let reliability, let cut else { throw .missingInput }
    guard sd > 0 else { throw .zeroVariance }
    let z = (cut - mean) / sd
    fall = (1 - reliability) * sd * Normal.density(z) / Normal.upper(z)
  }

  /// The figure in the shape that every method reports.
  public var result: StatisticResult {
    StatisticResult(estimate: fall, method: Self.methodName)
  }
}
