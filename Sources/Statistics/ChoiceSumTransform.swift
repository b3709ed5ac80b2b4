import RealModule

/// The upper tail of the sum of m items chosen at random from N, by inversion of a two-dimensional
/// characteristic function after an exponential tilt.
///
/// Let every item be chosen independently with odds rho e^(theta a), a its score. Given that m are
/// chosen, the choice is the tilted one, whatever rho and theta: so P(S >= s) is the tilted joint
/// probability of (m chosen, sum >= s), weighted back, over the number of choices. With rho and theta
/// such that the means are m and s, precision stays relative into the far tail (compare
/// ``TiltedInversion``, which this repeats in two dimensions).
struct ChoiceSumTransform: Sendable {
  /// The distinct scores as steps above a centre, with how many items carry each.
  private let scores: [Int]
  private let counts: [Int]
  private let chosen: Int

  /// More frequencies than this are not worth an exact answer.
  private static let frequencyLimit = 1 << 18

  init(scores: [Int], counts: [Int], chosen: Int) {
    self.scores = scores
    self.counts = counts
    self.chosen = chosen
  }

  /// P(S >= s) for a sum above the mean and below the largest one; `nil` when the lattice is too fine
  /// or too much of the transform would have to be computed.
  func upperTail(from s: Int) -> Double? {
    guard let tilt = saddlepoint(s) else { return nil }
    var variances = (number: 0.0, sum: 0.0)
    var logMoment = 0.0
    for (score, count) in zip(scores, counts) {
      let exponent = tilt.rho + tilt.theta * Double(score)
      let pq = Self.variance(exponent)
      variances.number += Double(count) * pq
      variances.sum += Double(count) * pq * Double(score) * Double(score)
      logMoment += Double(count) * Self.logOnePlusExp(exponent)
    }
    let items = counts.reduce(0, +)
    let heaviest = scores.reduce(0) { max($0, abs($1)) }
    let numberModulus = min(items, 2 * Self.window(variances.number, widest: 1)) + 1
    let span = zip(scores, counts).reduce(0) { $0 + abs($1.0) * $1.1 }
    let half = Self.window(variances.sum, widest: Double(heaviest))
    let sumModulus = (min(2 * span, 2 * half) + 1) | 1
    guard sumModulus <= BootstrapSumDistribution.latticeLimit else { return nil }
    let frequencies = SparsePairs(
      scores: scores,
      strengths: zip(scores, counts).map {
        2 * Double($1) * Self.variance(tilt.rho + tilt.theta * Double($0))
      },
      numberModulus: numberModulus, sumModulus: sumModulus
    ).significant(below: TiltedInversion.negligibleExponent, atMost: Self.frequencyLimit)
    guard let frequencies else { return nil }

    let reach = sumModulus / 2 + 1
    var total = 0.0
    for (u, v) in frequencies {
      let value = characteristic(
        u: u, v: v, tilt: tilt, numberModulus: numberModulus, sumModulus: sumModulus, sum: s)
      let geometric = LatticeAngle.geometric(
        tilt: tilt.theta, frequency: v, modulus: sumModulus, terms: reach)
      // v and -v (with u and -u) are conjugates: only v >= 0 is listed.
      total += (v == 0 ? 1 : 2) * (value.0 * geometric.0 - value.1 * geometric.1)
    }
    total /= Double(numberModulus) * Double(sumModulus)
    let ways =
      Double.logGamma(Double(items + 1)) - Double.logGamma(Double(chosen + 1))
      - Double.logGamma(Double(items - chosen + 1))
    return Double.exp(
      logMoment - tilt.rho * Double(chosen) - tilt.theta * Double(s) - ways + Double.log(total))
  }

  private static func window(_ variance: Double, widest: Double) -> Int {
    let bernstein = TiltedInversion.negligibleExponent * widest / 3
    return Int(
      bernstein
        + Double.sqrt(bernstein * bernstein + 2 * TiltedInversion.negligibleExponent * variance))
      + 1
  }

  /// p q of a chance given as the logarithm of its odds.
  private static func variance(_ exponent: Double) -> Double {
    let odds = Double.exp(-abs(exponent))
    return odds / ((1 + odds) * (1 + odds))
  }

  private static func logOnePlusExp(_ x: Double) -> Double {
    x > 0 ? x + Double.log(onePlus: Double.exp(-x)) : Double.log(onePlus: Double.exp(x))
  }

  /// rho and theta at which the means are `chosen` and s: Newton's method on a convex function, with
  /// halved steps where a full one overshoots.
  private func saddlepoint(_ s: Int) -> (rho: Double, theta: Double)? {
    let items = counts.reduce(0, +)
    var rho = Double.log(Double(chosen) / Double(items - chosen))
    var theta = 0.0
    let width = Double(max(1, scores.reduce(0) { max($0, abs($1)) }))
    func value(_ rho: Double, _ theta: Double) -> Double {
      zip(scores, counts).reduce(-rho * Double(chosen) - theta * Double(s)) {
        $0 + Double($1.1) * Self.logOnePlusExp(rho + theta * Double($1.0))
      }
    }
    for _ in 0..<100 {
      var (g1, g2) = (-Double(chosen), -Double(s))
      var (h11, h12, h22) = (0.0, 0.0, 0.0)
      for (score, count) in zip(scores, counts) {
        let exponent = rho + theta * Double(score)
        let p = 1 / (1 + Double.exp(-exponent))
        let weight = Double(count) * Self.variance(exponent)
        g1 += Double(count) * p
        g2 += Double(count) * p * Double(score)
        h11 += weight
        h12 += weight * Double(score)
        h22 += weight * Double(score) * Double(score)
      }
      // The identity holds for any tilt: near enough is good enough.
      if abs(g1) <= 1e-6 * h11.squareRoot(), abs(g2) <= 1e-6 * h22.squareRoot() {
        return (rho, theta)
      }
      let determinant = h11 * h22 - h12 * h12
      guard determinant > 1e-14 * h11 * h22 else { return nil }
      let stepRho = (h22 * g1 - h12 * g2) / determinant
      let stepTheta = (h11 * g2 - h12 * g1) / determinant
      let here = value(rho, theta)
      var scale = min(1, 20 / max(abs(stepRho), abs(stepTheta) * width))
      while scale > 1e-9,
        value(rho - scale * stepRho, theta - scale * stepTheta) > here + 1e-12 * abs(here)
      {
        scale /= 2
      }
      rho -= scale * stepRho
      theta -= scale * stepTheta
      guard rho.isFinite, theta.isFinite else { return nil }
    }
    return nil
  }

  /// The tilted characteristic function at a pair of frequencies, turned back by (chosen, sum).
  private func characteristic(
    u: Int, v: Int, tilt: (rho: Double, theta: Double), numberModulus: Int, sumModulus: Int,
    sum: Int
  ) -> (Double, Double) {
    var logModulus = 0.0
    var phase =
      -LatticeAngle.angle(u, times: chosen, modulus: numberModulus)
      - LatticeAngle.angle(v, times: sum, modulus: sumModulus)
    let own = LatticeAngle.angle(u, times: 1, modulus: numberModulus)
    for (score, count) in zip(scores, counts) {
      let exponent = tilt.rho + tilt.theta * Double(score)
      let p = 1 / (1 + Double.exp(-exponent))
      let half = (own + LatticeAngle.angle(v, times: score, modulus: sumModulus)) / 2
      let (sine, cosine) = (Double.sin(half), Double.cos(half))
      logModulus +=
        Double(count) / 2 * Double.log(onePlus: -4 * Self.variance(exponent) * sine * sine)
      phase += Double(count) * Double.atan2(y: 2 * p * sine * cosine, x: 1 - 2 * p * sine * sine)
    }
    let modulus = Double.exp(logModulus)
    return (modulus * Double.cos(phase), modulus * Double.sin(phase))
  }
}
