import RealModule

/// The p-value: a probability that is never printed as 0.
enum PValue {
  /// Clips to (0, 1].
  ///
  /// Rounding can leave a sum of probabilities one ulp above 1, and a far tail can underflow; the
  /// smallest positive number then stands for "below what a double can hold".
  static func clipped(_ p: Double) -> Double {
    min(1, max(p, .leastNonzeroMagnitude))
  }

  /// From a logarithm, for tails that would underflow on the way.
  static func fromLog(_ logP: Double) -> Double {
    clipped(Double.exp(logP))
  }

  /// Twice the smaller tail.
  static func twoSided(lower: Double, upper: Double) -> Double {
    clipped(2 * min(lower, upper))
  }
}
