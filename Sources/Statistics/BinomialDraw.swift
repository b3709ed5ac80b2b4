import RealModule

extension KeyedRandom {
  /// A binomial number of successes in `n` trials of probability `p`, exactly distributed.
  ///
  /// Inversion where fewer than ten are expected, else Hoermann's transformed rejection.
  /// - Source: Hoermann (1993), algorithm BTRS.
  mutating func binomial(_ n: Int, _ p: Double) -> Int {
    guard n > 0, p > 0 else { return 0 }
    guard p < 1 else { return n }
    guard p <= 0.5 else { return n - binomial(n, 1 - p) }
    return Double(n) * p < 10 ? binomialByInversion(n, p) : binomialByRejection(n, p)
  }

  /// The number of heads of `n` fair coins.
  mutating func coins(_ n: Int) -> Int {
    guard n > 64 else { return n == 0 ? 0 : (next() >> UInt64(64 - n)).nonzeroBitCount }
    return binomial(n, 0.5)
  }

  private mutating func binomialByInversion(_ n: Int, _ p: Double) -> Int {
    let odds = p / (1 - p)
    let first = Double.exp(Double(n) * Double.log(onePlus: -p))
    while true {
      var probability = first
      var u = uniform()
      var k = 0
      while k <= n {
        if u < probability { return k }
        u -= probability
        probability *= odds * Double(n - k) / Double(k + 1)
        k += 1
      }
      // Rounding used up the whole mass: draw again.
    }
  }

  private mutating func binomialByRejection(_ trials: Int, _ p: Double) -> Int {
    let n = Double(trials)
    let spread = Double.sqrt(n * p * (1 - p))
    let b = 1.15 + 2.53 * spread
    let a = -0.0873 + 0.0248 * b + 0.01 * p
    let center = n * p + 0.5
    let quick = 0.92 - 4.2 / b
    let odds = p / (1 - p)
    let alpha = (2.83 + 5.1 / b) * spread
    let mode = ((n + 1) * p).rounded(.down)
    while true {
      let u = uniform() - 0.5
      var v = uniform()
      let us = 0.5 - abs(u)
      let k = ((2 * a / us + b) * u + center).rounded(.down)
      if us >= 0.07, v <= quick { return Int(k) }
      guard k >= 0, k <= n else { continue }
      v = Double.log(v * alpha / (a / (us * us) + b))
      let bound =
        (mode + 0.5) * Double.log((mode + 1) / (odds * (n - mode + 1)))
        + (n + 1) * Double.log((n - mode + 1) / (n - k + 1))
        + (k + 0.5) * Double.log(odds * (n - k + 1) / (k + 1))
        + Self.stirlingTail(mode) + Self.stirlingTail(n - mode)
        - Self.stirlingTail(k) - Self.stirlingTail(n - k)
      if v <= bound { return Int(k) }
    }
  }

  /// What Stirling's formula for log k! leaves out.
  private static func stirlingTail(_ k: Double) -> Double {
    guard k > 9 else { return smallTails[Int(k)] }
    let square = (k + 1) * (k + 1)
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1)
  }

  private static let smallTails: [Double] = (0...9).map { k in
    let x = Double(k) + 1
    return Double.logGamma(x) - ((x - 0.5) * Double.log(x) - x + 0.5 * Double.log(2 * Double.pi))
  }
}
