import Testing

@testable import DelimitedText

@Suite struct ByteMasksTests {
  @Test func everyByteSetsItsOwnBit() {
    let masks = ByteMasks(delimiter: 0x2C, quote: 0x22)
    var random = SplitMix64(seed: 5)
    for _ in 0..<200 {
      let block: [UInt8] = (0..<64).map { _ in
        [0x2C, 0x0A, 0x22, 0x0D, 0x2D, 0xAC, 0x00, 0xFF].randomElement(using: &random) ?? 0
      }
      let found = block.withUnsafeBytes { bytes in
        bytes.baseAddress.map { masks.find(at: $0, carriageReturns: true) }
      }
      func bits(_ byte: UInt8) -> UInt64 {
        block.indices.reduce(0) { block[$1] == byte ? $0 | 1 << UInt64($1) : $0 }
      }
      #expect(found?.delimiter == bits(0x2C))
      #expect(found?.lineFeed == bits(0x0A))
      #expect(found?.quote == bits(0x22))
      #expect(found?.carriageReturn == bits(0x0D))
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
