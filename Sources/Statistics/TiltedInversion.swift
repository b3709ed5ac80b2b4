import RealModule

/// The upper tail of a sum of independent two-point variables, by inversion of its characteristic
/// function after an exponential tilt.
///
/// For any theta, P(S >= s) = M(theta) e^(-theta s) sum over k >= 0 of e^(-theta k) P_theta(S = s + k),
/// where under P_theta an item of weight a is in the sum with probability 1 / (1 + e^(-theta a)).
/// With theta such that the tilted mean is the observed sum, the remaining factor is of moderate
/// size, and the double precision of the transform becomes relative precision of the tail.
///
/// The lattice is folded to a window around the target that leaves out less than 1e-19 of the tilted
/// mass (Bernstein's inequality), and only frequencies at which the characteristic function is not
/// negligible are evaluated; ``SparseFrequencies`` proves which these are.
struct TiltedInversion: Sendable {
  private let tilt: Double
  /// log of M(theta) e^(-theta target).
  private let logScale: Double
  private let target: Int
  private let above: Int
  private let modulus: Int
  private let frequencies: [Int]
  /// The tilted characteristic function at each frequency, turned back by the target.
  private let real: [Double]
  private let imaginary: [Double]

  /// exp(-46) is 1e-20: what may be neglected against a sum of order 1e-2 or more.
  static let negligibleExponent = 46.0

  /// Prepares the tails around a target between the mean and the total of the distribution.
  init(_ sum: RandomSignSum, target: Int) {
    let tilt = Self.saddlepoint(sum, target: target)
    self.tilt = tilt
    self.target = target
    var logMoment = 0.0
    var variance = 0.0
    var spread: [Double] = []
    var inside: [Double] = []
    for (weight, count) in zip(sum.weights, sum.counts) {
      let exponent = tilt * Double(weight)
      let odds = Double.exp(-exponent)
      let p = 1 / (1 + odds)
      let pq = p * (odds / (1 + odds))
      inside.append(p)
      spread.append(pq)
      variance += Double(count) * pq * Double(weight) * Double(weight)
      logMoment += Double(count) * Self.logCosh(exponent / 2)
    }
    logScale = logMoment - tilt * Double(2 * target - sum.total) / 2

    let window = Self.window(sum, variance: variance)
    above = min(window, sum.total - target)
    let below = min(window, target)
    // Odd, so that every frequency but 0 has a conjugate partner.
    let modulus = (above + below + 1) | 1
    self.modulus = modulus

    let sparse = SparseFrequencies(
      weights: sum.weights, strengths: zip(sum.counts, spread).map { 2 * Double($0) * $1 },
      modulus: modulus)
    frequencies = sparse.significant(below: Self.negligibleExponent)
    let values = frequencies.map {
      Self.characteristic(
        sum, inside: inside, spread: spread, frequency: $0, modulus: modulus, target: target)
    }
    real = values.map(\.0)
    imaginary = values.map(\.1)
  }

  /// How far from its mean a sum of this variance may be cut off (Bernstein's inequality).
  static func window(_ sum: RandomSignSum, variance: Double) -> Int {
    let bernstein = negligibleExponent * Double(sum.weights.max() ?? 1) / 3
    let reach =
      bernstein
      + Double.sqrt(bernstein * bernstein + 2 * negligibleExponent * variance)
    return reach < Double(sum.total) ? Int(reach) + 1 : sum.total
  }

  /// log P(S >= s), for s near the target.
  func logUpperTail(from s: Int) -> Double {
    let shift = s - target
    let terms = above - shift + 1
    guard terms > 0 else { return -.infinity }
    var sum = 0.0
    for (index, frequency) in frequencies.enumerated() {
      let weight = frequency == 0 ? 1.0 : 2.0
      let geometric = LatticeAngle.geometric(
        tilt: tilt, frequency: frequency, modulus: modulus, terms: terms)
      let turn = LatticeAngle.angle(frequency, times: -shift, modulus: modulus)
      let (cosine, sine) = (Double.cos(turn), Double.sin(turn))
      let re = real[index] * cosine - imaginary[index] * sine
      let im = real[index] * sine + imaginary[index] * cosine
      sum += weight * (re * geometric.0 - im * geometric.1)
    }
    return logScale - tilt * Double(shift) + Double.log(sum / Double(modulus))
  }

  /// The tilted characteristic function at frequency j, times e^(-i t target).
  private static func characteristic(
    _ sum: RandomSignSum, inside: [Double], spread: [Double], frequency: Int, modulus: Int,
    target: Int
  ) -> (Double, Double) {
    var logModulus = 0.0
    var phase = -LatticeAngle.angle(frequency, times: target, modulus: modulus)
    for group in sum.weights.indices {
      let half = LatticeAngle.angle(frequency, times: sum.weights[group], modulus: modulus) / 2
      let (sine, cosine) = (Double.sin(half), Double.cos(half))
      let count = Double(sum.counts[group])
      logModulus += count / 2 * Double.log(onePlus: -4 * spread[group] * sine * sine)
      phase +=
        count
        * Double.atan2(
          y: 2 * inside[group] * sine * cosine, x: 1 - 2 * inside[group] * sine * sine)
    }
    let modulusValue = Double.exp(logModulus)
    return (modulusValue * Double.cos(phase), modulusValue * Double.sin(phase))
  }

  /// The theta at which the tilted mean is the target: Newton's method, kept in a bracket.
  private static func saddlepoint(_ sum: RandomSignSum, target: Int) -> Double {
    guard 2 * target > sum.total else { return 0 }
    var low = 0.0
    var high = Double.infinity
    var theta = 0.0
    // Any theta gives a valid identity, so the search may stop once the mean is near enough.
    for _ in 0..<200 {
      var missing = Double(target)
      var slope = 0.0
      for (weight, count) in zip(sum.weights, sum.counts) {
        let odds = Double.exp(-theta * Double(weight))
        let expected = Double(count) * Double(weight) / (1 + odds)
        missing -= expected
        slope += expected * Double(weight) * odds / (1 + odds)
      }
      if abs(missing) <= 1e-6 * slope.squareRoot() { break }
      if missing > 0 { low = theta } else { high = theta }
      let step = theta + missing / slope
      let upper = high.isFinite ? (low + high) / 2 : max(2 * theta, step.isFinite ? step : 1)
      theta = step > low && step < high ? step : upper
    }
    return theta
  }

  /// log cosh x without cancellation near 0 and without overflow.
  private static func logCosh(_ x: Double) -> Double {
    guard x < 20 else { return x - Double.log(2) }
    let half = Double.sinh(x / 2)
    return Double.log(onePlus: 2 * half * half)
  }
}
