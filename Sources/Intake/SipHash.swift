/// SipHash-2-4 with 128 bits: a keyed hash of short messages, far cheaper than an HMAC.
///
/// Row by row, an HMAC would take as long as all the rest of an ingest. Without the key nobody can
/// tell whether a guessed message has a given hash.
/// Source: Aumasson and Bernstein, "SipHash: a fast short-input PRF" (2012); the 128-bit variant of
/// their reference code. Reference values: Tests/IntakeTests/Reference/SipHash.
struct SipHash: Sendable {
  private let first: UInt64
  private let second: UInt64

  /// Takes the two halves of the key, read in little-endian order.
  init(first: UInt64, second: UInt64) {
    self.first = first
    self.second = second
  }

  private struct State {
    var v0: UInt64
    var v1: UInt64
    var v2: UInt64
    var v3: UInt64

    @inline(__always)
    mutating func round() {
      v0 &+= v1
      v1 = v1 << 13 | v1 >> 51
      v1 ^= v0
      v0 = v0 << 32 | v0 >> 32
      v2 &+= v3
      v3 = v3 << 16 | v3 >> 48
      v3 ^= v2
      v0 &+= v3
      v3 = v3 << 21 | v3 >> 43
      v3 ^= v0
      v2 &+= v1
      v1 = v1 << 17 | v1 >> 47
      v1 ^= v2
      v2 = v2 << 32 | v2 >> 32
    }

    @inline(__always)
    mutating func take(_ word: UInt64) {
      v3 ^= word
      round()
      round()
      v0 ^= word
    }

    var sum: UInt64 { v0 ^ v1 ^ v2 ^ v3 }
  }

  /// The hash of a message of three 64-bit words, as its two halves in little-endian order.
  func hash(_ word0: UInt64, _ word1: UInt64, _ word2: UInt64) -> (low: UInt64, high: UInt64) {
    var state = State(
      v0: first ^ 0x736F_6D65_7073_6575, v1: second ^ 0x646F_7261_6E64_6F6D ^ 0xEE,
      v2: first ^ 0x6C79_6765_6E65_7261, v3: second ^ 0x7465_6462_7974_6573)
    state.take(word0)
    state.take(word1)
    state.take(word2)
    // The last block: no bytes left over, and the message's length of 24 bytes.
    state.take(24 << 56)
    state.v2 ^= 0xEE
    for _ in 0..<4 { state.round() }
    let low = state.sum
    state.v1 ^= 0xDD
    for _ in 0..<4 { state.round() }
    return (low, state.sum)
  }
}
