import Glibc

/// Texts in one block of memory, each with the moment it was seen first.
final class TextList {
  // One worker uses one list: see `TextDictionary`.
  @exclusivity(unchecked) private(set) var count = 0
  @exclusivity(unchecked) private(set) var byteCount = 0
  @exclusivity(unchecked) private var bytes: LargeMemory<UInt8>
  @exclusivity(unchecked) private var ends: LargeMemory<Int>
  @exclusivity(unchecked) private var seen: LargeMemory<UInt64>

  init() {
    bytes = LargeMemory(512)
    ends = LargeMemory(64)
    seen = LargeMemory(64)
  }

  init(copying other: TextList) {
    count = other.count
    byteCount = other.byteCount
    bytes = Self.copy(other.bytes, byteCount, room: other.bytes.count)
    ends = Self.copy(other.ends, count, room: other.ends.count)
    seen = Self.copy(other.seen, count, room: other.seen.count)
  }

  deinit { free() }

  /// Forgets all texts and frees their memory.
  func removeAll() {
    free()
    (count, byteCount) = (0, 0)
    bytes = LargeMemory(512)
    ends = LargeMemory(64)
    seen = LargeMemory(64)
  }

  private func free() {
    bytes.free()
    ends.free()
    seen.free()
  }

  /// The bytes of text `index`; some more are readable behind them.
  subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
    let start = index == 0 ? 0 : ends.start[index - 1]
    return UnsafeBufferPointer(start: bytes.start + start, count: ends.start[index] - start)
  }

  /// When text `index` was seen first, as given to `append`.
  func firstSeen(_ index: Int) -> UInt64 { seen.start[index] }

  /// Whether text `index` is these bytes.
  func equals(_ index: Int, _ start: UnsafePointer<UInt8>, _ length: Int) -> Bool {
    let first = index == 0 ? 0 : ends.start[index - 1]
    guard ends.start[index] - first == length else { return false }
    guard (8...16).contains(length) else {
      return memcmp(bytes.start + first, start, length) == 0
    }
    // Two words that overlap: a call would take longer.
    let (one, other) = (UnsafeRawPointer(bytes.start + first), UnsafeRawPointer(start))
    func word(_ text: UnsafeRawPointer, _ offset: Int) -> UInt64 {
      text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
    }
    return word(one, 0) == word(other, 0) && word(one, length - 8) == word(other, length - 8)
  }

  func append(_ start: UnsafePointer<UInt8>, _ length: Int, _ moment: UInt64) {
    if byteCount + length + SourceStorage.padding > bytes.count {
      Self.enlarge(&bytes, byteCount, room: 2 * (byteCount + length + SourceStorage.padding))
    }
    if count == ends.count {
      Self.enlarge(&ends, count, room: 2 * count)
      Self.enlarge(&seen, count, room: 2 * count)
    }
    (bytes.start + byteCount).update(from: start, count: length)
    byteCount += length
    ends.start[count] = byteCount
    seen.start[count] = moment
    count += 1
  }

  private static func enlarge<Value>(_ memory: inout LargeMemory<Value>, _ used: Int, room: Int) {
    let larger = copy(memory, used, room: room)
    memory.free()
    memory = larger
  }

  private static func copy<Value>(
    _ memory: LargeMemory<Value>, _ used: Int, room: Int
  ) -> LargeMemory<Value> {
    let copy = LargeMemory<Value>(room)
    copy.start.update(from: memory.start, count: used)
    return copy
  }
}
