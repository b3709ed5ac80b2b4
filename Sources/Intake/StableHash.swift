import OutcomeModel

/// Hashes that are the same on every machine and in every version: they are stored.
///
/// Two lanes of 64-bit multiplications folded to 64 bits, with constants of their own (digits of pi)
/// and a final mixing after Murmur3. Not for secrets: identifiers of people go through
/// ``PatientKey``.
enum StableHash {
  private static let first: (UInt64, UInt64) = (0x243F_6A88_85A3_08D3, 0x1319_8A2E_0370_7344)
  private static let second: (UInt64, UInt64) = (0xA409_3822_299F_31D0, 0x082E_FA98_EC4E_6C89)

  /// Spreads every bit of a value over all of them.
  @inline(__always)
  static func mix(_ value: UInt64) -> UInt64 {
    var value = value
    value ^= value >> 33
    value = value &* 0xFF51_AFD7_ED55_8CCD
    value ^= value >> 33
    value = value &* 0xC4CE_B9FE_1A85_EC53
    return value ^ (value >> 33)
  }

  @inline(__always)
  private static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }

  /// The 128-bit hash of a text within the scope of a seed.
  @inline(__always)
  static func key(_ text: UnsafeBufferPointer<UInt8>, seed: RowKey) -> RowKey {
    var high = seed.high ^ first.0
    var low = seed.low ^ second.0
    var position = 0
    let bytes = UnsafeRawBufferPointer(text)
    while position + 8 <= text.count {
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self))
      high = fold(high ^ word, first.1 ^ word) ^ high
      low = fold(low &+ word, second.1 ^ word) &+ low
      position += 8
    }
    var rest: UInt64 = 0
    if position < text.count, text.count > 8 {
      // The last eight bytes without those that were taken already.
      let word = UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: text.count - 8, as: UInt64.self))
      rest = word >> UInt64(8 * (position + 8 - text.count))
    } else {
      var shift: UInt64 = 0
      while position < text.count {
        rest |= UInt64(text[position]) << shift
        shift += 8
        position += 1
      }
    }
    let length = UInt64(text.count)
    high = fold(high ^ rest, first.1 ^ length) ^ high
    low = fold(low &+ rest, second.1 ^ length) &+ low
    return RowKey(high: mix(high ^ length), low: mix(low &+ length))
  }

  /// The 128-bit hash of a text.
  static func key(_ text: String, seed: RowKey = RowKey(high: 0, low: 0)) -> RowKey {
    var text = text
    return text.withUTF8 { key($0, seed: seed) }
  }

  /// The 64-bit hash of a text.
  static func hash(_ text: String) -> UInt64 { key(text).high }
}
