/// Finds bytes in a block of 64, one bit a byte, lowest bit first.
///
/// Sixteen bytes at a time with `SIMD16`, which the compiler turns into one comparison each (wider
/// vectors it does not). The comparison's lanes are gathered into bits in plain arithmetic, since Swift
/// has no face for the processor's own instruction.
struct ByteMasks {
  private let one: SIMD16<UInt8>
  private let two: SIMD16<UInt8>
  private let three: SIMD16<UInt8>
  private let four: SIMD16<UInt8>

  /// Bits of the delimiter, LF, the quote and, if asked for, CR.
  struct Found {
    var delimiter: UInt64 = 0
    var lineFeed: UInt64 = 0
    var quote: UInt64 = 0
    var carriageReturn: UInt64 = 0
  }

  init(delimiter: UInt8, quote: UInt8) {
    one = SIMD16(repeating: delimiter)
    two = SIMD16(repeating: 0x0A)
    three = SIMD16(repeating: quote)
    four = SIMD16(repeating: 0x0D)
  }

  @inline(__always)
  func find(at block: UnsafeRawPointer, carriageReturns: Bool) -> Found {
    let a = block.loadUnaligned(fromByteOffset: 0, as: SIMD16<UInt8>.self)
    let b = block.loadUnaligned(fromByteOffset: 16, as: SIMD16<UInt8>.self)
    let c = block.loadUnaligned(fromByteOffset: 32, as: SIMD16<UInt8>.self)
    let d = block.loadUnaligned(fromByteOffset: 48, as: SIMD16<UInt8>.self)
    var found = Found()
    found.delimiter = Self.bits(a .== one, b .== one, c .== one, d .== one)
    found.lineFeed = Self.bits(a .== two, b .== two, c .== two, d .== two)
    found.quote = Self.bits(a .== three, b .== three, c .== three, d .== three)
    if carriageReturns {
      found.carriageReturn = Self.bits(a .== four, b .== four, c .== four, d .== four)
    }
    return found
  }

  private typealias Lanes = SIMDMask<SIMD16<Int8>>

  /// Eight words of eight bytes become eight bytes of eight bits: word k leaves its mark in bit k of
  /// every byte, then the square of bits is turned over.
  @inline(__always)
  private static func bits(_ a: Lanes, _ b: Lanes, _ c: Lanes, _ d: Lanes) -> UInt64 {
    let marks =
      (words(a) & SIMD2(0x0101_0101_0101_0101, 0x0202_0202_0202_0202))
      | (words(b) & SIMD2(0x0404_0404_0404_0404, 0x0808_0808_0808_0808))
      | (words(c) & SIMD2(0x1010_1010_1010_1010, 0x2020_2020_2020_2020))
      | (words(d) & SIMD2(0x4040_4040_4040_4040, 0x8080_8080_8080_8080))
    return turnedOver(marks[0] | marks[1])
  }

  @inline(__always)
  private static func words(_ lanes: Lanes) -> SIMD2<UInt64> {
    unsafeBitCast(lanes, to: SIMD2<UInt64>.self)
  }

  /// Exchanges bit k of byte j and bit j of byte k (H. S. Warren, Hacker's Delight, 7-3).
  @inline(__always)
  private static func turnedOver(_ square: UInt64) -> UInt64 {
    var bits = square
    var moved = (bits ^ (bits &>> 7)) & 0x00AA_00AA_00AA_00AA
    bits ^= moved ^ (moved &<< 7)
    moved = (bits ^ (bits &>> 14)) & 0x0000_CCCC_0000_CCCC
    bits ^= moved ^ (moved &<< 14)
    moved = (bits ^ (bits &>> 28)) & 0x0000_0000_F0F0_F0F0
    return bits ^ moved ^ (moved &<< 28)
  }

  /// For each bit whether the number of bits up to and including it is odd.
  @inline(__always)
  static func parity(_ bits: UInt64) -> UInt64 {
    var parity = bits
    parity ^= parity << 1
    parity ^= parity << 2
    parity ^= parity << 4
    parity ^= parity << 8
    parity ^= parity << 16
    parity ^= parity << 32
    return parity
  }
}
