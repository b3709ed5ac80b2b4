import RealModule

/// The exact bootstrap distribution of the sum of a sample: of n draws with replacement from it.
///
/// Its characteristic function is the n-th power of that of one draw; one inverse transform gives
/// every probability, and no replicate is drawn. The lattice is folded to a window around the
/// observed sum (which is the mean of the distribution) that leaves out less than 1e-19 of the mass.
///
/// Raising to the power n multiplies relative errors by n. Up to a thousand observations the
/// transform of the counts is accurate enough; above, the few frequencies at which the power does
/// not vanish are computed again, as a small deviation from 1.
struct BootstrapSumDistribution: Sendable {
  /// The largest number of lattice points that the exact route works on.
  static let latticeLimit = 1 << 22

  /// The number of observations.
  let n: Int
  /// The probability of each sum of the window, ascending.
  let probabilities: [Double]
  /// The first sum of the window, in steps of the lattice above n times its origin.
  private let first: Int
  /// The observed sum, in the same steps.
  private let observed: Int
  private let origin: Int64
  private let step: UInt64

  /// Computes the distribution; `nil` when the lattice is too fine.
  init?(_ sample: ValueCounts, split: WorkSplit = .sequential) {
    let lattice = Lattice(ascending: sample.nano)
    let n = sample.n
    guard n > 0, let last = lattice.indices.last, last < UInt64(Self.latticeLimit),
      !n.multipliedReportingOverflow(by: Int(last)).overflow
    else { return nil }
    let positions = lattice.indices.map { Int($0) }
    let observed = zip(positions, sample.counts).reduce(0) { $0 + $1.0 * $1.1 }
    let highest = n * Int(last)

    let mean = Double(observed) / Double(n)
    let variance = zip(positions, sample.counts).reduce(0.0) {
      $0 + Double($1.1) * (Double($1.0) - mean) * (Double($1.0) - mean)
    }
    let widest = max(mean, Double(last) - mean)
    let bernstein = TiltedInversion.negligibleExponent * widest / 3
    let reach =
      bernstein
      + Double.sqrt(
        bernstein * bernstein + 2 * TiltedInversion.negligibleExponent * variance)
    let window = reach < Double(highest) ? Int(reach) + 1 : highest
    let below = min(window, observed)
    let above = min(window, highest - observed)
    guard below + above + 1 <= Self.latticeLimit else { return nil }
    var size = 2
    while size < below + above + 1 { size *= 2 }

    let center = Int(mean.rounded())
    let power = Self.power(
      positions: positions.map { $0 - center }, counts: sample.counts, n: n,
      shift: observed - n * center + -below, size: size, split: split)
    self.n = n
    self.observed = observed
    first = observed - below
    origin = lattice.origin
    step = lattice.step
    probabilities = power.prefix(below + above + 1).map { max(0, $0) }
  }

  /// The probabilities of the sum of n draws, the first entry being that of the sum `shift`.
  private static func power(
    positions: [Int], counts: [Int], n: Int, shift: Int, size: Int,
    split: WorkSplit
  ) -> [Double] {
    let transform = FourierTransform(size: size, split: split)
    var single = [Double](repeating: 0, count: size)
    for (position, count) in zip(positions, counts) {
      single[((position % size) + size) % size] += Double(count) / Double(n)
    }
    var (real, imaginary) = transform.spectrum(of: single)
    let smallest = Double.exp(-2 * TiltedInversion.negligibleExponent / Double(n))
    for frequency in 0...(size / 2) {
      let squared =
        real[frequency] * real[frequency] + imaginary[frequency] * imaginary[frequency]
      guard squared > smallest else {
        (real[frequency], imaginary[frequency]) = (0, 0)
        continue
      }
      var logModulus = Double.log(squared) / 2
      var phase = Double.atan2(y: imaginary[frequency], x: real[frequency])
      if n > 1_000 {
        (logModulus, phase) = logarithm(
          positions: positions, counts: counts, n: n, frequency: frequency, size: size)
      }
      let back = LatticeAngle.angle(frequency, times: shift, modulus: size)
      let modulus = Double.exp(Double(n) * logModulus)
      let turn = Double(n) * phase - back
      (real[frequency], imaginary[frequency]) = (
        modulus * Double.cos(turn), modulus * Double.sin(turn)
      )
    }
    // The transform turns with e^(+it); its inverse is what a density needs.
    return transform.values(real: real, imaginary: imaginary)
  }

  /// log of the characteristic function of one draw, from its distance to 1.
  private static func logarithm(
    positions: [Int], counts: [Int], n: Int, frequency: Int, size: Int
  ) -> (Double, Double) {
    var (u, v) = (0.0, 0.0)
    for (position, count) in zip(positions, counts) {
      let angle = LatticeAngle.angle(frequency, times: position, modulus: size)
      let half = Double.sin(angle / 2)
      let share = Double(count) / Double(n)
      u -= 2 * share * half * half
      v += share * Double.sin(angle)
    }
    return (Double.log(onePlus: 2 * u + u * u + v * v) / 2, Double.atan2(y: v, x: 1 + u))
  }

  /// P(T* < t) + P(T* = t) / 2 at the observed sum t.
  var midProbabilityAtObserved: Double {
    let index = observed - first
    return probabilities[..<index].reduce(0, +) + probabilities[index] / 2
  }

  /// The smallest mean v with F(v) >= area; `nil` when the area is not inside (0, 1).
  func quantileOfMean(_ area: Double) -> Double? {
    guard area > 0, area < 1 else { return nil }
    var sum = 0.0
    for (index, probability) in probabilities.enumerated() {
      sum += probability
      if sum >= area { return mean(atSum: first + index) }
    }
    return mean(atSum: first + probabilities.count - 1)
  }

  /// F at a mean of the lattice: P(mean* <= mean of this sum), for tests against enumeration.
  var distribution: [(mean: Double, cumulative: Double)] {
    var sum = 0.0
    return probabilities.enumerated().map { index, probability in
      sum += probability
      return (mean(atSum: first + index), sum)
    }
  }

  private func mean(atSum sum: Int) -> Double {
    let nano = Int128(origin) * Int128(n) + Int128(sum) * Int128(step)
    let magnitude = WideInteger.roundedQuotient(
      nano.magnitude, UInt128(n) * UInt128(ValueCounts.nanoPerUnit))
    return nano < 0 ? -magnitude : magnitude
  }
}
