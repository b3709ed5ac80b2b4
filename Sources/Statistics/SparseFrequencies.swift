/// The frequencies at which the characteristic function of a sum of independent lattice variables
/// is not negligible.
///
/// A group of weight a damps the function at t by at least exp(-strength sin^2(a t / 2)). Over a
/// short interval of frequencies the sine is bounded below by its distance from the nearest zero;
/// an interval on which these bounds add up to more than the limit is left out as a whole, others
/// are halved until they are short enough to be listed. What is left out is proven negligible: this
/// matters with heavy ties, which repeat the peak at 0 elsewhere.
struct SparseFrequencies {
  private let weights: [Double]
  private let strengths: [Double]
  private let modulus: Int

  /// Intervals of this length are listed rather than split.
  private static let leaf = 8

  /// - Parameters:
  ///   - weights: positive whole numbers.
  ///   - strengths: the damping of each weight.
  ///   - modulus: the number of frequencies; t = 2 pi j / modulus.
  init(weights: [Int], strengths: [Double], modulus: Int) {
    // The strongest first: most intervals are dismissed by a few groups. Among equals neighbouring
    // weights would miss together, so they are scattered.
    let order = weights.indices.sorted {
      (strengths[$0].exponent, Self.scatter($0)) > (strengths[$1].exponent, Self.scatter($1))
    }
    self.weights = order.map { Double(weights[$0]) }
    self.strengths = order.map { strengths[$0] }
    self.modulus = modulus
  }

  /// Multiples of the golden ratio lie far from each other wherever they are cut off.
  private static func scatter(_ index: Int) -> UInt64 {
    UInt64(index) &* 0x9E37_79B9_7F4A_7C15
  }

  /// The frequencies 0...modulus / 2 at which the damping exponent may be below the limit, ascending.
  func significant(below limit: Double) -> [Int] {
    var found: [Int] = []
    let last = modulus / 2
    let heaviest = weights.max() ?? 1
    // At an eighth of a turn of the heaviest weight its sine is bounded usefully.
    let length = max(Self.leaf, Int(Double(modulus) / (8 * heaviest)))
    var start = 0
    while start <= last {
      let end = min(last, start + length - 1)
      collect(start, end, limit: limit, into: &found)
      start = end + 1
    }
    return found
  }

  private func collect(_ start: Int, _ end: Int, limit: Double, into found: inout [Int]) {
    if isNegligible(start, end, limit: limit) { return }
    guard end - start >= Self.leaf else {
      found.append(contentsOf: start...end)
      return
    }
    let middle = start + (end - start) / 2
    collect(start, middle, limit: limit, into: &found)
    collect(middle + 1, end, limit: limit, into: &found)
  }

  private func isNegligible(_ start: Int, _ end: Int, limit: Double) -> Bool {
    let center = Double(start + end) / (2 * Double(modulus))
    // The slack covers the rounding of the product below.
    let halfWidth = Double(end - start) / (2 * Double(modulus)) + 4e-16 * center
    var exponent = 0.0
    for group in weights.indices {
      let turns = weights[group] * center
      let distance = abs(turns - turns.rounded()) - weights[group] * halfWidth
      guard distance > 0 else { continue }
      // sin(pi d) >= 3 d - 4 d^3 on 0...1/2.
      let sine = distance * (3 - 4 * distance * distance)
      exponent += strengths[group] * sine * sine
      if exponent > limit { return true }
    }
    return false
  }
}
