import RealModule

/// Limits of a Kaplan-Meier share of 0 or 1, where Greenwood's variance is 0 and log-log limits do not
/// exist.
///
/// The beta product procedure: of those at risk before each event the share that goes on is a beta
/// variate, and S the product of them. Its limits keep their level for any sample size, and without
/// censoring they are Clopper and Pearson's.
/// - S is 1: nobody followed to the time had the event. The upper limit is 1, the lower one
///   (alpha / 2)^(1 / n) with n = those followed at least to the time.
/// - S is 0: everyone who was left had the event. The lower limit is 0. The upper one is the quantile
///   1 - alpha / 2 of a beta distribution with the mean and variance of the product of Beta(Y, 1) over
///   the events, Y = at risk before each, events of one time one after the other. Without censoring
///   that product is Beta(1, n) itself, and the limit exact.
/// - Assumptions: censoring tells nothing about the event.
/// - Source: Fay, Brittain and Proschan (2013), Biostatistics 14:723, with the method of moments.
///   Reference values: Tests/StatisticsTests/Reference/Survival/beta_product.R.
enum BetaProductLimits {
  /// The lower limit of S where none of `followed` had the event by the time.
  static func low(followed: Int, level: Double) -> Double {
    guard followed > 0 else { return 0 }
    return Double.pow((1 - level) / 2, 1 / Double(followed))
  }

  /// The upper limit of S where the last of the steps took everyone who was left.
  ///
  /// - Parameter steps: the steps of the curve up to the one at which S is 0.
  static func high(_ steps: some Sequence<KaplanMeier.Step>, level: Double) -> Double {
    var mean = 1.0
    var square = 1.0
    for step in steps {
      for atRisk in stride(from: step.atRisk, to: step.atRisk - step.events, by: -1) {
        mean *= Double(atRisk) / Double(atRisk + 1)
        square *= Double(atRisk) / Double(atRisk + 2)
      }
    }
    let variance = square - mean * mean
    guard variance > 0 else { return 1 }
    let size = mean * (1 - mean) / variance - 1
    return Beta.quantile((1 + level) / 2, mean * size, (1 - mean) * size)
  }
}
