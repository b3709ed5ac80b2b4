/// The texts of a worker's rows one behind the other, in segments that never move.
final class TextStream {
  private struct Segment {
    let memory: LargeMemory<UInt8>
    /// Position of the first byte among all.
    let first: Int
  }

  // Without checks of exclusive access: one worker uses one stream.
  @exclusivity(unchecked) private var segments: [Segment] = []
  @exclusivity(unchecked) private var next: UnsafeMutablePointer<UInt8>?
  @exclusivity(unchecked) private var room = 0
  /// The number of bytes.
  @exclusivity(unchecked) private(set) var count = 0

  deinit { removeAll() }

  /// Frees the memory.
  func removeAll() {
    for segment in segments { segment.memory.free() }
    segments = []
    next = nil
    room = 0
    count = 0
  }

  /// Adds a text, behind whose end at least 16 bytes are readable.
  @inline(__always)
  func append(_ start: UnsafePointer<UInt8>, _ length: Int) {
    if length > room { addSegment(length) }
    guard let next else { return }
    if length <= 16, room >= 16 {
      // Two words whatever the length: cheaper than to ask for it; the next text writes over the rest.
      let (source, target) = (UnsafeRawPointer(start), UnsafeMutableRawPointer(next))
      target.storeBytes(of: source.loadUnaligned(as: UInt64.self), as: UInt64.self)
      target.storeBytes(
        of: source.loadUnaligned(fromByteOffset: 8, as: UInt64.self), toByteOffset: 8,
        as: UInt64.self)
    } else {
      next.update(from: start, count: length)
    }
    self.next = next + length
    room -= length
    count += length
  }

  @inline(never)
  private func addSegment(_ least: Int) {
    let size = max(least, min(4096 << segments.count, LargePages.bytes))
    let memory = LargeMemory<UInt8>(size)
    segments.append(Segment(memory: memory, first: count))
    next = memory.start
    room = size
  }

  /// Writes the bytes of `range` to `target` and frees the memory of what is written: ranges are drained in
  /// ascending order, so that a column and its parts are not both in memory as a whole.
  func drain(_ range: Range<Int>, to target: UnsafeMutablePointer<UInt8>) {
    var done = 0
    for (index, segment) in segments.enumerated() where segment.first < range.upperBound {
      let end = index + 1 < segments.count ? segments[index + 1].first : count
      let first = max(range.lowerBound, segment.first)
      let last = min(range.upperBound, end)
      if first < last {
        (target + (first - range.lowerBound)).update(
          from: segment.memory.start + (first - segment.first), count: last - first)
      }
      if end <= range.upperBound { done = index + 1 }
    }
    for segment in segments.prefix(done) { segment.memory.free() }
    segments.removeFirst(done)
  }
}
