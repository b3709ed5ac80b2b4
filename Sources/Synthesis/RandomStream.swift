/// What a stream of random numbers is for; each purpose has streams of its own, so that a change of
/// one (say, more mess) leaves the others as they were.
enum RandomPurpose: UInt64 {
  case patient = 1
  case mess = 2
  case appointments = 3
  case correction = 4
  case note = 5
}

/// A stream of random numbers that is the same on every platform.
///
/// xoshiro256** 1.0 (Blackman and Vigna 2018), seeded by SplitMix64 from a seed, a purpose and the
/// number of the patient or visit. All draws are built from it here; nothing of the platform's own
/// generators is used.
struct RandomStream {
  private var state: (UInt64, UInt64, UInt64, UInt64)

  /// Makes the stream of one thing (a patient, a visit) for one purpose.
  init(seed: UInt64, purpose: RandomPurpose, of index: Int) {
    var mixer = SplitMix64(state: seed)
    mixer.state = mixer.next() ^ (purpose.rawValue &* 0xD1B5_4A32_D192_ED03)
    mixer.state = mixer.next() ^ (UInt64(bitPattern: Int64(index)) &* 0x8CB9_2BA7_2F3D_8DD7)
    state = (mixer.next(), mixer.next(), mixer.next(), mixer.next())
  }

  /// The next 64 bits.
  mutating func next() -> UInt64 {
    let result = rotate(state.1 &* 5, 7) &* 9
    let shifted = state.1 << 17
    state.2 ^= state.0
    state.3 ^= state.1
    state.1 ^= state.2
    state.0 ^= state.3
    state.2 ^= shifted
    state.3 = rotate(state.3, 45)
    return result
  }

  /// A number from 0 (included) to 1 (excluded), with 53 random bits.
  mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A whole number of a range, each equally likely (Lemire's method, without bias).
  mutating func integer(_ range: ClosedRange<Int>) -> Int {
    let count = UInt64(range.upperBound - range.lowerBound) + 1
    let threshold = (0 &- count) % count
    while true {
      let product = next().multipliedFullWidth(by: count)
      if product.low >= threshold { return range.lowerBound + Int(product.high) }
    }
  }

  /// True with a probability; always false at 0 or below, always true at 1 or above.
  mutating func chance(_ probability: Double) -> Bool {
    uniform() < probability
  }

  /// A normal draw (Marsaglia's polar method; the second of its pair is thrown away).
  mutating func normal(mean: Double = 0, sd: Double = 1) -> Double {
    while true {
      let first = 2 * uniform() - 1
      let second = 2 * uniform() - 1
      let square = first * first + second * second
      guard square > 0, square < 1 else { continue }
      let factor = (-2 * ElementaryFunctions.logarithm(square) / square).squareRoot()
      return mean + sd * first * factor
    }
  }

  /// A gamma draw with shape 1 or more (Marsaglia and Tsang 2000).
  mutating func gamma(shape: Double, mean: Double) -> Double {
    precondition(shape >= 1, "the method needs a shape of 1 or more")
    let reduced = shape - 1 / 3.0
    let scale = 1 / (9 * reduced).squareRoot()
    while true {
      let draw = normal()
      let root = 1 + scale * draw
      guard root > 0 else { continue }
      let cube = root * root * root
      let bound =
        0.5 * draw * draw + reduced - reduced * cube
        + reduced * ElementaryFunctions.logarithm(cube)
      let level = uniform()
      guard level > 0, ElementaryFunctions.logarithm(level) < bound else { continue }
      return reduced * cube * mean / shape
    }
  }

  /// The number of failures before the first success, with the given mean.
  mutating func geometric(mean: Double) -> Int {
    let success = 1 / (1 + mean)
    guard success < 1 else { return 0 }
    let ratio =
      ElementaryFunctions.logarithm(1 - uniform()) / ElementaryFunctions.logarithm(1 - success)
    return Int(ratio.rounded(.down))
  }

  /// One place of a list, in proportion to its weight. The weights must not all be 0.
  mutating func place(weights: [Double]) -> Int {
    var rest = uniform() * weights.reduce(0, +)
    for (place, weight) in weights.enumerated() {
      rest -= weight
      if rest < 0 { return place }
    }
    return weights.lastIndex { $0 > 0 } ?? 0
  }

  /// One element of a list that is not empty, each equally likely.
  mutating func element<Element>(_ list: [Element]) -> Element {
    list[integer(0...(list.count - 1))]
  }

  private func rotate(_ value: UInt64, _ places: UInt64) -> UInt64 {
    (value << places) | (value >> (64 - places))
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014): spreads a seed over the state of another generator.
private struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
