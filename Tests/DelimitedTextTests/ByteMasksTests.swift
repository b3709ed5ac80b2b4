import CByteScan
import TestSupport
import Testing

@testable import DelimitedText

@Suite struct ByteMasksTests {
  /// Blocks of bytes that matter and of their neighbours.
  private func blocks(_ count: Int, seed: UInt64) -> [UInt8] {
    var random = SplitMix64(seed: seed)
    let bytes: [UInt8] = [0x2C, 0x0A, 0x22, 0x0D, 0x2D, 0x0B, 0x23, 0x0C, 0xAC, 0x8A, 0x01, 0x7F]
    return (0..<(64 * count)).map { _ in bytes.randomElement(using: &random) ?? 0 }
  }

  private func find(
    _ text: [UInt8], level: Int32
  ) -> (masks: [ByteMasks.Found], seen: ByteMasks.Sightings) {
    let masks = ByteMasks(delimiter: 0x2C, quote: 0x22, level: level)
    var seen: ByteMasks.Sightings = []
    let count = text.count / 64
    let found = [ByteMasks.Found](unsafeUninitializedCapacity: count) { room, initialized in
      text.withUnsafeBufferPointer { text in
        if let start = text.baseAddress, let room = room.baseAddress {
          seen = masks.find(at: start, blocks: count, into: room)
        }
      }
      initialized = count
    }
    return (found, seen)
  }

  @Test(arguments: ByteMasks.levels)
  func everyByteSetsItsOwnBit(level: Int32) {
    let text = blocks(40, seed: 5)
    let found = find(text, level: level).masks
    for block in found.indices {
      func bits(_ byte: UInt8) -> UInt64 {
        (0..<64).reduce(0) { text[64 * block + $1] == byte ? $0 | 1 << UInt64($1) : $0 }
      }
      #expect(found[block].delimiter == bits(0x2C))
      #expect(found[block].line_feed == bits(0x0A))
      #expect(found[block].quote == bits(0x22))
      #expect(found[block].carriage_return == bits(0x0D))
    }
  }

  @Test(arguments: ByteMasks.levels)
  func oneByteOfAnyKindIsSeenWhereverItStands(level: Int32) {
    let plain = [UInt8](repeating: 0x61, count: 192)
    #expect(find(plain, level: level).seen == [])
    for position in plain.indices {
      var text = plain
      text[position] = 0
      #expect(find(text, level: level).seen == .nul)
      text[position] = 0x80
      #expect(find(text, level: level).seen == .high)
      text[(position + 77) % 192] = 0
      #expect(find(text, level: level).seen == [.nul, .high])
    }
  }

  @Test func parityCountsQuotesUpToEachBit() {
    var random = SplitMix64(seed: 6)
    for _ in 0..<100 {
      let bits = random.next()
      for index in 0..<64 {
        let upTo = index == 63 ? UInt64.max : (1 << UInt64(index + 1)) - 1
        let isOdd = (bits & upTo).nonzeroBitCount % 2 == 1
        #expect((ByteMasks.parity(bits) >> UInt64(index) & 1 == 1) == isOdd)
      }
    }
  }
}
