/// One value for each row that a worker has read, in segments that never move: codes in one, two or
/// four bytes, whichever holds the largest so far, or places in eight.
final class RowStream {
  private struct Segment {
    let memory: LargeMemory<UInt8>
    /// Bytes of one value.
    let width: Int
    /// Row of the first value.
    let first: Int
    /// Values there is room for.
    let capacity: Int
    var count = 0
  }

  private var segments: [Segment] = []
  /// The number of values.
  private(set) var count = 0

  deinit { removeAll() }

  /// Frees the memory.
  func removeAll() {
    for segment in segments { segment.memory.free() }
    segments = []
    count = 0
  }

  /// Bytes that a code needs if there are `values` values.
  static func width(forValues values: Int) -> Int {
    values <= 1 << 8 ? 1 : values <= 1 << 16 ? 2 : 4
  }

  /// Adds `number` codes, all below `values`.
  func append(_ codes: UnsafePointer<UInt32>, _ number: Int, values: Int) {
    let width = max(Self.width(forValues: values), segments.last?.width ?? 1)
    let room = UnsafeMutableRawPointer(room(for: number, width: width))
    switch width {
    case 1:
      let narrow = room.assumingMemoryBound(to: UInt8.self)
      for index in 0..<number { narrow[index] = UInt8(truncatingIfNeeded: codes[index]) }
    case 2:
      let medium = room.assumingMemoryBound(to: UInt16.self)
      for index in 0..<number { medium[index] = UInt16(truncatingIfNeeded: codes[index]) }
    default:
      room.copyMemory(from: codes, byteCount: 4 * number)
    }
  }

  /// Room for `number` places, which the caller fills.
  func places(_ number: Int) -> UnsafeMutablePointer<UInt64> {
    UnsafeMutableRawPointer(room(for: number, width: 8)).assumingMemoryBound(to: UInt64.self)
  }

  private func room(for number: Int, width: Int) -> UnsafeMutablePointer<UInt8> {
    var last = segments.count - 1
    if last < 0 || segments[last].width != width
      || segments[last].count + number > segments[last].capacity
    {
      // Small tables take little, large ones whole pages.
      let bytes = max(min(16_384 << segments.count, LargePages.bytes), number * width)
      segments.append(
        Segment(
          memory: LargeMemory(bytes), width: width, first: count, capacity: bytes / width))
      last += 1
    }
    let start = segments[last].memory.start + segments[last].count * width
    segments[last].count += number
    count += number
    return start
  }

  /// Writes the values of `rows` to `room`, each turned by `turn`.
  @inline(__always)
  func write<Wide: FixedWidthInteger & UnsignedInteger>(
    _ rows: Range<Int>, to room: UnsafeMutablePointer<Wide>, _ turn: (UInt64) -> UInt64
  ) {
    for segment in segments where segment.first < rows.upperBound {
      let first = max(rows.lowerBound, segment.first)
      let last = min(rows.upperBound, segment.first + segment.count)
      guard first < last else { continue }
      let target = room + (first - rows.lowerBound)
      let range = (first - segment.first)..<(last - segment.first)
      let memory = UnsafeRawPointer(segment.memory.start)
      switch segment.width {
      case 1: Self.write(memory.assumingMemoryBound(to: UInt8.self), range, target, turn)
      case 2: Self.write(memory.assumingMemoryBound(to: UInt16.self), range, target, turn)
      case 4: Self.write(memory.assumingMemoryBound(to: UInt32.self), range, target, turn)
      default: Self.write(memory.assumingMemoryBound(to: UInt64.self), range, target, turn)
      }
    }
  }

  /// Writes the values of `rows` as `write` does, and frees the memory of what is written: rows are drained in
  /// ascending order, so that a column and its parts are not both in memory as a whole.
  @inline(__always)
  func drain<Wide: FixedWidthInteger & UnsignedInteger>(
    _ rows: Range<Int>, to room: UnsafeMutablePointer<Wide>, _ turn: (UInt64) -> UInt64
  ) {
    write(rows, to: room, turn)
    let done = segments.prefix { $0.first + $0.count <= rows.upperBound }.count
    for segment in segments.prefix(done) { segment.memory.free() }
    segments.removeFirst(done)
  }

  @inline(__always)
  private static func write<
    Narrow: FixedWidthInteger & UnsignedInteger, Wide: FixedWidthInteger & UnsignedInteger
  >(
    _ values: UnsafePointer<Narrow>, _ range: Range<Int>, _ room: UnsafeMutablePointer<Wide>,
    _ turn: (UInt64) -> UInt64
  ) {
    for index in range {
      room[index &- range.lowerBound] = Wide(
        truncatingIfNeeded: turn(UInt64(truncatingIfNeeded: values[index])))
    }
  }
}
