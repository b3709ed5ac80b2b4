import Foundation

/// What one pass over the bytes of a text tells the reader.
struct ByteCensus: Sendable {
  /// The bytes are valid UTF-8 as a whole.
  var isUTF8 = true
  /// There is at least one NUL.
  var hasNul = false
  /// There is at least one carriage return, so the scanner has to look for them.
  var hasCarriageReturn = false

  /// Of bytes that nobody has looked at: taken for UTF-8 that may hold anything.
  static let unknown = ByteCensus(isUTF8: true, hasNul: true, hasCarriageReturn: true)

  /// Counts blocks in parallel; a sequence that crosses a border belongs to the block it begins in.
  static func take(
    of base: UnsafePointer<UInt8>, count: Int, threads: Int, release: @Sendable (Range<Int>) -> Void
  ) -> ByteCensus {
    let block = 1 << 20
    let blocks = (count + block - 1) / block
    let workers = max(1, min(threads, blocks))
    let text = SendablePointer(base)
    let results = WorkerResults<ByteCensus>(count: workers)
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      var census = ByteCensus()
      for index in stride(from: worker, to: blocks, by: workers) where census.isUTF8 {
        let range = (index * block)..<min(count, (index + 1) * block)
        // Three looks at 64 KB, which stay in the nearest caches between them.
        for start in stride(from: range.lowerBound, to: range.upperBound, by: 1 << 16) {
          census.add(text.pointer, start..<min(range.upperBound, start + 1 << 16), count)
        }
        release(range)
      }
      results.set(worker, census)
    }
    return results.values.reduce(into: ByteCensus()) { whole, part in
      whole.isUTF8 = whole.isUTF8 && part.isUTF8
      whole.hasNul = whole.hasNul || part.hasNul
      whole.hasCarriageReturn = whole.hasCarriageReturn || part.hasCarriageReturn
    }
  }

  private mutating func add(_ base: UnsafePointer<UInt8>, _ range: Range<Int>, _ count: Int) {
    let start = base + range.lowerBound
    hasNul = hasNul || memchr(start, 0, range.count) != nil
    hasCarriageReturn = hasCarriageReturn || memchr(start, 13, range.count) != nil
    isUTF8 =
      isUTF8 && UTF8Check.isValid(base, from: range.lowerBound, to: range.upperBound, end: count)
  }
}

/// UTF-8 validity (RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF).
enum UTF8Check {
  /// Whether the sequences that begin in `from..<to` are valid; continuation bytes at `from` that
  /// belong to a sequence begun before it are passed over, and judged by the block before.
  static func isValid(_ base: UnsafePointer<UInt8>, from: Int, to: Int, end: Int) -> Bool {
    let raw = UnsafeRawPointer(base)
    var position = from
    if from > 0 {
      // At most three bytes can belong to a sequence of the block before.
      var back = 0
      while back < 3, position < to, base[position] & 0xC0 == 0x80 {
        position += 1
        back += 1
      }
      if back > 0, !sequenceReaches(base, before: from, position) { return false }
    }
    let high: UInt64 = 0x8080_8080_8080_8080
    while position < to {
      // A run of ASCII, 32 bytes at a time.
      while position + 32 <= to {
        let a = raw.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        let b = raw.loadUnaligned(fromByteOffset: position + 8, as: UInt64.self)
        let c = raw.loadUnaligned(fromByteOffset: position + 16, as: UInt64.self)
        let d = raw.loadUnaligned(fromByteOffset: position + 24, as: UInt64.self)
        if (a | b | c | d) & high != 0 { break }
        position += 32
      }
      guard position < to else { break }
      let length = sequenceLength(base, at: position, end: end)
      if length == 0 { return false }
      position += length
    }
    return true
  }

  /// Whether the sequence that begins in the three bytes before `from` ends exactly at `position`.
  private static func sequenceReaches(
    _ base: UnsafePointer<UInt8>, before from: Int, _ position: Int
  ) -> Bool {
    var start = from - 1
    while start > 0, from - start < 3, base[start] & 0xC0 == 0x80 { start -= 1 }
    let lead = base[start]
    let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
    return start + length == position
  }

  /// The length of the valid sequence at `position`, 0 if there is none.
  @inline(__always)
  static func sequenceLength(_ base: UnsafePointer<UInt8>, at position: Int, end: Int) -> Int {
    let lead = base[position]
    if lead < 0x80 { return 1 }
    // Reading past the end is safe (padding of zeros), and a zero is never a continuation byte.
    let second = base[position + 1]
    switch lead {
    case 0xC2...0xDF:
      return position + 2 <= end && second & 0xC0 == 0x80 ? 2 : 0
    case 0xE0...0xEF:
      let low: UInt8 = lead == 0xE0 ? 0xA0 : 0x80
      let high: UInt8 = lead == 0xED ? 0x9F : 0xBF
      guard position + 3 <= end, second >= low, second <= high else { return 0 }
      return base[position + 2] & 0xC0 == 0x80 ? 3 : 0
    case 0xF0...0xF4:
      let low: UInt8 = lead == 0xF0 ? 0x90 : 0x80
      let high: UInt8 = lead == 0xF4 ? 0x8F : 0xBF
      guard position + 4 <= end, second >= low, second <= high else { return 0 }
      guard base[position + 2] & 0xC0 == 0x80 else { return 0 }
      return base[position + 3] & 0xC0 == 0x80 ? 4 : 0
    default:
      return 0
    }
  }
}
