import DelimitedText
import ParallelChunks

/// The 32-bit marks of many rows' keys, row by row and again dealt into partitions by their first bits, so
/// that equal marks can be looked for in memory that fits the cache.
///
/// Unsafe by need, as in ``ParallelFill``: every place is written once, by one thread.
struct DealtMarks: Sendable {
  static let partitionBits = 8
  /// The number of partitions.
  static let partitions = 1 << partitionBits
  /// A chunk's marks are dealt where they are still in the cache.
  private static let chunkSize = 1 << 16

  /// The mark of each row.
  let byRow: [UInt32]
  /// Chunk by chunk the same marks, partition by partition.
  private let dealt: [UInt32]
  /// For each chunk where its partitions begin in `dealt`; one more entry than there are partitions.
  private let starts: [[Int]]

  private struct Target: @unchecked Sendable {  // chunks never overlap
    let byRow: UnsafeMutablePointer<UInt32>
    let dealt: UnsafeMutablePointer<UInt32>
  }

  init(_ keys: RowKeySource, threads: Int) {
    let chunks = ParallelChunks.bounds(count: keys.count, size: Self.chunkSize)
    var starts: [[Int]] = []
    var dealt: [UInt32] = []
    byRow = [UInt32](unsafeUninitializedCapacity: keys.count) { rows, rowCount in
      rowCount = keys.count
      dealt = [UInt32](unsafeUninitializedCapacity: keys.count) { places, placeCount in
        placeCount = keys.count
        guard let rows = rows.baseAddress, let places = places.baseAddress else { return }
        LargePages.advise(UnsafeMutableBufferPointer(start: rows, count: keys.count))
        LargePages.advise(UnsafeMutableBufferPointer(start: places, count: keys.count))
        let target = Target(byRow: rows, dealt: places)
        starts = ParallelChunks.map(count: chunks.count, threads: threads) {
          Self.fill(target, chunks[$0], keys)
        }
      }
    }
    self.dealt = dealt
    self.starts = starts
  }

  /// Fills the places of some rows; returns where the partitions begin.
  private static func fill(_ target: Target, _ rows: Range<Int>, _ keys: RowKeySource) -> [Int] {
    var next = [Int](repeating: 0, count: partitions)
    next.withUnsafeMutableBufferPointer { counts in
      keys.forEachMark(in: rows) { row, mark in
        target.byRow[row] = mark
        counts[partition(mark)] &+= 1
      }
    }
    var starts = [rows.lowerBound]
    for partition in 0..<partitions {
      let count = next[partition]
      next[partition] = starts[partition]
      starts.append(starts[partition] + count)
    }
    next.withUnsafeMutableBufferPointer { next in
      for row in rows {
        let mark = target.byRow[row]
        let place = next[partition(mark)]
        target.dealt[place] = mark
        next[partition(mark)] = place &+ 1
      }
    }
    return starts
  }

  /// The partition of a mark.
  @inline(__always)
  static func partition(_ mark: UInt32) -> Int {
    Int(truncatingIfNeeded: mark >> UInt32(32 - partitionBits))
  }

  /// The number of marks in a partition.
  func count(_ partition: Int) -> Int {
    starts.reduce(0) { $0 + $1[partition + 1] - $1[partition] }
  }

  /// Calls `body` with each mark of a partition, in row order.
  @inline(__always)
  func forEach(in partition: Int, _ body: (UInt32) -> Void) {
    dealt.withUnsafeBufferPointer { dealt in
      for chunk in starts {
        for place in chunk[partition]..<chunk[partition + 1] { body(dealt[place]) }
      }
    }
  }
}
