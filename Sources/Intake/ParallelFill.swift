import DelimitedText
import ParallelChunks

/// An array of known length whose fixed chunks are written by several threads.
///
/// Unsafe by need: chunks of one array written in place cost one pass over memory, arrays joined
/// afterwards three. The pointer does not leave this file but into `body`, which gets the slice that
/// is its own.
enum ParallelFill {
  private struct Target<Element>: @unchecked Sendable {  // chunks never overlap
    let base: UnsafeMutablePointer<Element>
  }

  static let chunkSize = 1 << 15

  /// Makes an array of `count` times the same value.
  static func array<Element: Sendable>(
    repeating value: Element, count: Int, threads: Int
  ) -> [Element] {
    array(count: count, threads: threads, filler: value) { _, _ in }
  }

  /// Makes an array of `count` elements; `body` must fill the slice, whose first element is that of
  /// the row `rows.lowerBound`.
  static func array<Element: Sendable>(
    count: Int, threads: Int, filler: Element,
    _ body: @Sendable (_ rows: Range<Int>, _ slice: UnsafeMutableBufferPointer<Element>) -> Void
  ) -> [Element] {
    let bounds = ParallelChunks.bounds(count: count, size: chunkSize)
    return [Element](unsafeUninitializedCapacity: count) { buffer, filled in
      guard let base = buffer.baseAddress else { return }
      LargePages.advise(buffer)
      let target = Target(base: base)
      _ = ParallelChunks.map(count: bounds.count, threads: threads) { chunk in
        let rows = bounds[chunk]
        let slice = UnsafeMutableBufferPointer(
          start: target.base + rows.lowerBound, count: rows.count)
        slice.initialize(repeating: filler)
        body(rows, slice)
      }
      filled = count
    }
  }
}
