/// What a stream of random draws is keyed by, besides its block: never a thread, never the clock.
public struct DrawKey: Sendable, Hashable {
  /// The seed of the run.
  public let seed: UInt64
  /// A fingerprint of the group of rows that the draws belong to.
  public let group: UInt64

  /// Keys the draws of a group.
  /// - Parameter group: the group's name as printed; equal names give equal draws.
  public init(seed: UInt64 = 1, group: String = "") {
    self.seed = seed
    // FNV-1a: fixed for ever, unlike Swift's own hash.
    self.group = group.utf8.reduce(0xCBF2_9CE4_8422_2325) {
      ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
    }
  }
}

/// A stream of random numbers: xoshiro256** seeded from a key and a block number.
///
/// - Source: Blackman and Vigna (2018); the seeding is SplitMix64 as they recommend.
struct KeyedRandom: RandomNumberGenerator {
  private var a: UInt64
  private var b: UInt64
  private var c: UInt64
  private var d: UInt64

  /// The stream of one block of one group.
  init(_ key: DrawKey, block: Int) {
    var state = Self.mixed(key.seed) ^ Self.mixed(key.group &+ 0x632B_E59B_D9B4_E019)
    state = Self.mixed(state) ^ Self.mixed(UInt64(block) &+ 0xD1B5_4A32_D192_ED03)
    var words: [UInt64] = []
    for _ in 0..<4 {
      state &+= 0x9E37_79B9_7F4A_7C15
      words.append(Self.mixed(state))
    }
    (a, b, c, d) = (words[0], words[1], words[2], words[3])
  }

  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func next() -> UInt64 {
    let product = b &* 5
    let result = ((product << 7) | (product >> 57)) &* 9
    let shifted = b << 17
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = (d << 45) | (d >> 19)
    return result
  }

  /// A uniform number in (0, 1), never 0 and never 1.
  mutating func uniform() -> Double {
    (Double(next() >> 12) + 0.5) * 0x1p-52
  }
}
