/// The areas at which a BCa interval reads the bootstrap distribution.
///
/// z0 corrects the bias of the distribution, the acceleration a the change of its spread.
/// - Source: Efron (1987), section 2; with a from the jackknife.
enum BiasCorrected {
  /// The lower and upper area for a two-sided level; `nil` where the correction runs off its pole,
  /// or where the observed value lies outside the whole distribution.
  static func areas(
    bias z0: Double, acceleration a: Double, level: Double
  ) -> (low: Double, high: Double)? {
    guard z0.isFinite, a.isFinite else { return nil }
    func area(_ z: Double) -> Double? {
      let shrink = 1 - a * (z0 + z)
      guard shrink > 0 else { return nil }
      return Normal.lower(z0 + (z0 + z) / shrink)
    }
    let z = Normal.critical(level: level)
    guard let low = area(-z), let high = area(z) else { return nil }
    return (low, high)
  }
}
