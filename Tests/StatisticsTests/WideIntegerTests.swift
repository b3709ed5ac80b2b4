import TestSupport
import Testing

@testable import Statistics

@Suite struct WideIntegerTests {
  @Test(arguments: 0..<200)
  func `products, sums and differences agree with 128-bit arithmetic where it fits`(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let a = UInt128(UInt64.random(in: 0...UInt64.max >> 4, using: &generator))
    let b = UInt128(UInt64.random(in: 0...UInt64.max >> 4, using: &generator))
    var sum = WideInteger(product: a, b)
    #expect(sum == WideInteger(a * b))
    sum += WideInteger(a)
    #expect(sum == WideInteger(a * b + a))
    #expect(sum - WideInteger(a) == WideInteger(product: a, b))
    #expect(WideInteger(a).multiplied(by: b) == WideInteger(product: a, b))
  }

  @Test func `beyond 128 bits`() {
    let top = UInt128.max
    var square = WideInteger(product: top, top)
    #expect(square.rounded == 0x1p256)
    square = square - WideInteger(product: top, top)
    #expect(square == WideInteger(0))
    #expect(WideInteger(product: 1 << 100, 1 << 100).rounded == 0x1p200)
    #expect(WideInteger(1) < WideInteger(product: 1 << 64, 1 << 64))
  }

  @Test(arguments: 0..<200)
  func `a quotient is the nearest double`(seed: Int) {
    var generator = SplitMix64(seed: UInt64(seed))
    let a = UInt64.random(in: 1...(1 << 53), using: &generator)
    let b = UInt64.random(in: 1...(1 << 53), using: &generator)
    // Both operands are doubles exactly, so the hardware rounds the true quotient.
    #expect(WideInteger.roundedQuotient(UInt128(a), UInt128(b)) == Double(a) / Double(b))
    #expect(
      WideInteger.roundedQuotient(UInt128(a) << 70, UInt128(b)) == Double(a) * 0x1p70 / Double(b))
  }
}
