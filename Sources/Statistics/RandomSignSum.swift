import RealModule

/// The null distribution of a signed-rank or sign-flip statistic: the sum of those weights whose
/// coin shows heads.
///
/// Each of `counts[g]` items of weight `weights[g]` enters with probability 1/2, independently. Ties
/// are nothing special: they are groups with a count above 1. The distribution is symmetric around
/// half the total weight.
///
/// Two routes give the same tail. For small problems the number of sign patterns is convolved, all
/// terms non-negative, so that the result is exact while it fits in 53 bits. For the others the
/// characteristic function is inverted after an exponential tilt that moves the mean to the observed
/// sum (``TiltedInversion``); the far tail keeps its relative accuracy, where a plain transform would
/// drown it in an absolute error of 1e-16.
struct RandomSignSum: Sendable {
  /// The distinct weights, divided by their greatest common divisor.
  let weights: [Int]
  /// How many items carry each weight.
  let counts: [Int]
  /// What the weights were divided by.
  let unit: Int
  /// The sum of all weights, in units.
  let total: Int
  /// The number of items.
  let items: Int

  /// How a tail is computed.
  enum Route {
    /// Convolution of counts of sign patterns.
    case convolution
    /// Inversion of the tilted characteristic function.
    case inversion
  }

  /// Above this many additions the transform is faster than the convolution.
  private static let convolutionLimit = 1 << 21
  /// Beyond 2^1000 patterns their number would not fit in a double.
  private static let convolutionItems = 1_000

  /// Makes the distribution of positive weights with counts.
  init(weights: [Int], counts: [Int]) {
    let divisor = weights.reduce(0) { greatestCommonDivisor($0, UInt64($1)) }
    let unit = Int(max(divisor, 1))
    self.unit = unit
    self.weights = weights.map { $0 / unit }
    self.counts = counts
    items = counts.reduce(0, +)
    total = zip(self.weights, counts).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// How many lattice points an exact tail works on at most: the window of the untilted sum, which
  /// is the widest.
  var latticePoints: Int {
    let variance = zip(weights, counts).reduce(0.0) {
      $0 + Double($1.1) * Double($1.0) * Double($1.0) / 4
    }
    return min(total, 2 * TiltedInversion.window(self, variance: variance)) + 1
  }

  /// The two-sided p-value of an observed sum, in the units of the given weights.
  func twoSidedPValue(at sum: Int) -> Double {
    let observed = sum / unit
    let farther = max(observed, total - observed)
    guard 2 * farther != total else { return 1 }
    return PValue.clipped(2 * upperTail(from: farther))
  }

  /// P(S >= s) for s in units, at or above the mean; 0 only when it underflows.
  func upperTail(from s: Int) -> Double {
    // The number of patterns is a whole number and the power of two exact: no logarithm between.
    s < total && preferredRoute(s) == .convolution
      ? patterns(from: s) * Double.exp2(Double(-items)) : Double.exp(logUpperTail(from: s))
  }

  /// log P(S >= s) for s in units, at or above the mean.
  func logUpperTail(from s: Int, route: Route? = nil) -> Double {
    guard s < total else { return -Double(items) * Double.log(2) }
    switch route ?? preferredRoute(s) {
    case .convolution: return logTailByConvolution(from: s)
    case .inversion: return TiltedInversion(self, target: s).logUpperTail(from: s)
    }
  }

  private func preferredRoute(_ s: Int) -> Route {
    let (additions, overflow) = items.multipliedReportingOverflow(by: total - s + 1)
    return overflow || additions > Self.convolutionLimit || items > Self.convolutionItems
      ? .inversion : .convolution
  }

  private func logTailByConvolution(from s: Int) -> Double {
    Double.log(patterns(from: s)) - Double(items) * Double.log(2)
  }

  /// The number of sign patterns whose sum is s or more.
  ///
  /// By symmetry it is the number of those up to total - s, and these need only the start of the
  /// distribution; items heavier than that stay out of it.
  private func patterns(from s: Int) -> Double {
    let last = total - s
    var patterns = [Double](repeating: 0, count: last + 1)
    patterns[0] = 1
    var reached = 0
    for (weight, count) in zip(weights, counts) where weight <= last {
      for _ in 0..<count {
        reached = min(last, reached + weight)
        for sum in stride(from: reached, through: weight, by: -1) {
          patterns[sum] += patterns[sum - weight]
        }
      }
    }
    return patterns.reduce(0, +)
  }
}
