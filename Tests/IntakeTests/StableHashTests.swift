import OutcomeModel
import TestSupport
import Testing

@testable import Intake

@Suite("StableHash")
struct StableHashTests {
  /// The hash as it is defined, byte by byte.
  private func key(_ text: [UInt8], seed: RowKey) -> RowKey {
    func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
      let product = left.multipliedFullWidth(by: right)
      return product.high ^ product.low
    }
    let first: (UInt64, UInt64) = (0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344)
    let second: (UInt64, UInt64) = (0xA409_3822_299F_31D0, 0x082E_FA98_EC4E_6C89)
    var (high, low) = (seed.high ^ first.0, seed.low ^ second.0)
    let whole = text.count / 8 * 8
    for start in stride(from: 0, to: whole, by: 8) {
      let word = (0..<8).reduce(0) { $0 | UInt64(text[start + $1]) << UInt64(8 * $1) }
      high = fold(high ^ word, first.1 ^ word) ^ high
      low = fold(low &+ word, second.1 ^ word) &+ low
    }
    let rest = text[whole...].enumerated().reduce(0) {
      $0 | UInt64($1.element) << UInt64(8 * $1.offset)
    }
    let length = UInt64(text.count)
    high = fold(high ^ rest, first.1 ^ length) ^ high
    low = fold(low &+ rest, second.1 ^ length) &+ low
    return RowKey(high: StableHash.mix(high ^ length), low: StableHash.mix(low &+ length))
  }

  @Test("texts of every length have the hash that is stored for them")
  func lengths() {
    var random = SplitMix64(seed: 11)
    for length in 0...70 {
      let text = (0..<length).map { _ in UInt8(truncatingIfNeeded: random.next()) }
      let seed = RowKey(high: random.next(), low: random.next())
      let made = text.withUnsafeBufferPointer { StableHash.key($0, seed: seed) }
      #expect(made == key(text, seed: seed), "\(length) bytes")
    }
  }
}
