import CByteScan

/// Finds bytes in blocks of 64, one bit a byte, lowest bit first.
///
/// The comparison is C (`CByteScan`): Swift has no face for the instruction that gathers the results of
/// a vector comparison into bits, and arithmetic in its place takes three times as long.
struct ByteMasks {
  /// The masks of a run of blocks.
  typealias Found = AshiMasks

  /// What occurs in bytes that were looked at.
  struct Sightings: OptionSet, Sendable {
    let rawValue: UInt32
    /// A byte of 0x80 or more.
    static let high = Sightings(rawValue: UInt32(ASHI_SAW_HIGH))
    /// A NUL.
    static let nul = Sightings(rawValue: UInt32(ASHI_SAW_NUL))
  }

  /// The ways of comparing that this processor has, the best one last.
  static var levels: [Int32] {
    let best = ashi_scan_level()
    let vector = Int32(ASHI_SCAN_SSE2)
    let portable = Int32(ASHI_SCAN_PORTABLE)
    return best > vector && best != Int32(ASHI_SCAN_NEON)
      ? [portable, vector, best] : Array(Set([portable, best])).sorted()
  }

  private let level: Int32
  private let delimiter: UInt8
  private let quote: UInt8

  init(delimiter: UInt8, quote: UInt8, level: Int32 = ashi_scan_level()) {
    self.level = level
    self.delimiter = delimiter
    self.quote = quote
  }

  /// Fills `masks` for `blocks` blocks at `start`, all of whose bytes are readable.
  @inline(__always)
  func find(
    at start: UnsafePointer<UInt8>, blocks: Int, into masks: UnsafeMutablePointer<Found>
  ) -> Sightings {
    Sightings(rawValue: ashi_find_masks(level, start, blocks, delimiter, quote, masks))
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
