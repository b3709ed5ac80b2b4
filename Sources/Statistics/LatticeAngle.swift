import RealModule

/// Angles on the grid of a discrete transform, and geometric sums at them.
enum LatticeAngle {
  /// 2 pi j k / M in (-pi, pi], reduced exactly before it is rounded.
  static func angle(_ frequency: Int, times k: Int, modulus: Int) -> Double {
    var residue = (frequency * (k % modulus)) % modulus
    if residue > modulus / 2 { residue -= modulus }
    if residue < -(modulus / 2) { residue += modulus }
    return 2 * Double.pi * Double(residue) / Double(modulus)
  }

  /// The sum over k = 0 ..< terms of e^(-(tilt + i t) k), t = 2 pi frequency / modulus.
  static func geometric(
    tilt: Double, frequency: Int, modulus: Int, terms: Int
  ) -> (Double, Double) {
    if frequency == 0 {
      return tilt == 0
        ? (Double(terms), 0)
        : (Double.expMinusOne(-tilt * Double(terms)) / Double.expMinusOne(-tilt), 0)
    }
    let numerator = oneMinusExponential(tilt, frequency, times: terms, modulus: modulus)
    let denominator = oneMinusExponential(tilt, frequency, times: 1, modulus: modulus)
    let norm = denominator.0 * denominator.0 + denominator.1 * denominator.1
    return (
      (numerator.0 * denominator.0 + numerator.1 * denominator.1) / norm,
      (numerator.1 * denominator.0 - numerator.0 * denominator.1) / norm
    )
  }

  /// 1 - e^(-(tilt + i t) k) without cancellation.
  private static func oneMinusExponential(
    _ tilt: Double, _ frequency: Int, times k: Int, modulus: Int
  ) -> (Double, Double) {
    let turn = angle(frequency, times: k, modulus: modulus)
    let shrink = -tilt * Double(k)
    let decay = Double.exp(shrink)
    let halfSine = Double.sin(turn / 2)
    return (-Double.expMinusOne(shrink) + 2 * decay * halfSine * halfSine, decay * Double.sin(turn))
  }
}
