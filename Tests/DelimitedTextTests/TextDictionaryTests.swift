import TestSupport
import Testing

@testable import DelimitedText

@Suite struct TextDictionaryTests {
  /// Texts of every length around the limits of the key, more than the first tables hold.
  @Test func codesFollowFirstAppearance() {
    let dictionary = TextDictionary()
    var expected: [String: UInt32] = [:]
    var random = SplitMix64(seed: 8)
    for step in 0..<20_000 {
      let length = Int.random(in: 0...20, using: &random)
      let text = String("\(random.next() % 5000)abcdefghijklmnopqrstuvwxyz".prefix(length))
      let code = Self.code(of: text, in: dictionary, seen: UInt64(step))
      #expect(code == expected[text] ?? UInt32(expected.count))
      expected[text] = code
    }
    #expect(dictionary.count == expected.count)
    for (text, code) in expected {
      #expect(String(decoding: dictionary.texts[Int(code)], as: UTF8.self) == text)
    }
  }

  @Test func aTextIsNotTheSameTextWithMoreBytes() {
    let dictionary = TextDictionary()
    let texts = ["", "a", "aa", "aaaaaaaa", "aaaaaaaaa", "aaaaaaaaaaaa", "aaaaaaaaaaaaa"]
    for (index, text) in texts.enumerated() {
      #expect(Self.code(of: text, in: dictionary, seen: 0) == UInt32(index))
    }
  }

  @Test func unionFollowsTheFileNotTheWorkers() {
    let first = TextDictionary()
    let second = TextDictionary()
    for (text, seen) in [("x", 0), ("b", 5), ("d", 9)] {
      _ = Self.code(of: text, in: first, seen: UInt64(seen))
    }
    for (text, seen) in [("x", 0), ("c", 3), ("b", 4), ("e", 12)] {
      _ = Self.code(of: text, in: second, seen: UInt64(seen))
    }
    let union = DictionaryUnion(dictionaries: [first, second], orders: nil, seeded: 1)
    #expect(Array(union.values) == ["x", "c", "b", "d", "e"])
    #expect(union.maps == [[0, 2, 3], [0, 1, 2, 4]])
  }

  @Test func textsOfNoRowAreLeftOut() {
    let dictionary = TextDictionary()
    for text in ["x", "lost", "y"] { _ = Self.code(of: text, in: dictionary, seen: 0) }
    let union = DictionaryUnion(
      dictionaries: [dictionary], orders: [[7, DictionaryUnion.noRow, 2]], seeded: 0)
    #expect(Array(union.values) == ["y", "x"])
  }

  private static func code(of text: String, in dictionary: TextDictionary, seen: UInt64) -> UInt32 {
    // Keys read whole words.
    let bytes = Array(text.utf8) + [UInt8](repeating: 0x7A, count: 16)
    return bytes.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return TextDictionary.noCode }
      let key = dictionary.hash.key(start, text.utf8.count)
      return dictionary.code(of: start, text.utf8.count, key, seen: seen)
    }
  }
}
