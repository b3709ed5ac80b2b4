import TestSupport
import Testing

@testable import DelimitedText

@Suite struct UTF8CheckTests {
  /// Against the standard library's own validation, cut into blocks at every place.
  @Test func agreesWithTheStandardLibrary() {
    let pieces: [[UInt8]] = [
      Array("plain text of some length, ".utf8), Array("\u{E9}\u{75DB}\u{1F600}".utf8), [0x80],
      [0xC0, 0x80], [0xC1, 0xBF], [0xC2], [0xE0, 0x9F, 0xBF], [0xED, 0xA0, 0x80],
      [0xED, 0x9F, 0xBF], [0xF0, 0x8F, 0xBF, 0xBF], [0xF4, 0x8F, 0xBF, 0xBF],
      [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xFF], [0xE2, 0x82], [0],
    ]
    var random = SplitMix64(seed: 11)
    var seen = (valid: 0, invalid: 0)
    for _ in 0..<3000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        // Mostly valid pieces, so that valid wholes are common too.
        let last = Int.random(in: 0...2, using: &random) < 2 ? 1 : pieces.count - 1
        bytes += pieces[Int.random(in: 0...last, using: &random)]
      }
      let expected = String(validating: bytes, as: UTF8.self) != nil
      if expected { seen.valid += 1 } else { seen.invalid += 1 }
      let storage = bytes.withUnsafeBytes { SourceStorage(copying: $0) }
      let count = bytes.count
      #expect(UTF8Check.isValid(storage.base, from: 0, to: count, end: count) == expected)
      let cut = Int.random(in: 0...count, using: &random)
      let halves =
        UTF8Check.isValid(storage.base, from: 0, to: cut, end: count)
        && UTF8Check.isValid(storage.base, from: cut, to: count, end: count)
      #expect(halves == expected)
    }
    #expect(seen.valid > 500)
    #expect(seen.invalid > 500)
  }
}
