import DelimitedText
import OutcomeModel
import ParallelChunks

/// Finds the rows whose key stands on more than one row.
///
/// Almost every visit of a batch is there once. Keys are dealt into partitions by the first bits of a hash
/// and each partition is looked through in a table that fits the cache, so that ten million rows
/// need no table of ten million keys. The result does not depend on the number of threads, since
/// all rows of a key are in one partition.
enum RepeatFinder {
  private static let partitionBits = 8
  private static let chunkSize = 1 << 17

  /// The rows whose key occurs twice or more, ascending.
  static func repeatedRows(_ keys: [RowKey], threads: Int) -> [Int] {
    repeatedRows(RowKeySource(keys), threads: threads)
  }

  /// The rows whose key occurs twice or more, ascending.
  static func repeatedRows(_ keys: RowKeySource, threads: Int) -> [Int] {
    guard keys.count > 1 else { return [] }
    let partitions = 1 << partitionBits
    let bounds = ParallelChunks.bounds(count: keys.count, size: chunkSize)
    // What is kept of each key are 32 bits: keys with other marks differ, those with the same are compared.
    var counts: [[Int]] = []
    let marks = [UInt32](unsafeUninitializedCapacity: keys.count) { buffer, count in
      LargePages.advise(buffer)
      count = keys.count
      guard let base = buffer.baseAddress else { return }
      let target = Scatter.Target(rows: base, marks: base)
      counts = ParallelChunks.map(count: bounds.count, threads: threads) { chunk in
        var counts = [Int](repeating: 0, count: partitions)
        keys.forEachMark(in: bounds[chunk]) { row, mark in
          target.marks[row] = mark
          counts[partition(mark)] += 1
        }
        return counts
      }
    }
    // Where each chunk's rows of each partition begin: partition by partition, chunk by chunk.
    var starts = counts
    var partitionStarts: [Int] = []
    var next = 0
    for partition in 0..<partitions {
      partitionStarts.append(next)
      for chunk in bounds.indices {
        starts[chunk][partition] = next
        next += counts[chunk][partition]
      }
    }
    partitionStarts.append(next)
    let places = starts
    let dealt = Scatter.rows(count: keys.count) { target in
      _ = ParallelChunks.map(count: bounds.count, threads: threads) { chunk in
        var next = places[chunk]
        marks.withUnsafeBufferPointer { marks in
          for row in bounds[chunk] {
            let partition = partition(marks[row])
            target.set(next[partition], UInt32(truncatingIfNeeded: row), marks[row])
            next[partition] += 1
          }
        }
      }
    }
    let limits = partitionStarts
    let found = ParallelChunks.map(count: partitions, threads: threads) { partition in
      repeats(dealt, limits[partition]..<limits[partition + 1], keys)
    }
    return found.joined().sorted()
  }

  @inline(__always)
  private static func partition(_ mark: UInt32) -> Int {
    Int(truncatingIfNeeded: mark >> UInt32(32 - partitionBits))
  }

  private static func repeats(
    _ dealt: Scatter, _ range: Range<Int>, _ keys: RowKeySource
  ) -> [Int] {
    guard range.count > 1 else { return [] }
    var size = 16
    while size < range.count * 2 { size *= 2 }
    let mask = size - 1
    // Slots hold a position in `dealt` plus 1; 0 is free.
    var slots = [UInt32](repeating: 0, count: size)
    var repeated: [Int] = []
    var isTold: Set<Int> = []
    dealt.marks.withUnsafeBufferPointer { marks in
      for position in range {
        let mark = marks[position]
        var slot = Int(truncatingIfNeeded: mark) & mask
        while true {
          let held = slots[slot]
          if held == 0 {
            slots[slot] = UInt32(position - range.lowerBound + 1)
            break
          }
          let other = range.lowerBound + Int(held) - 1
          if marks[other] == mark {
            let row = Int(dealt.rows[position])
            let first = Int(dealt.rows[other])
            if keys[row] == keys[first] {
              repeated.append(row)
              if isTold.insert(first).inserted { repeated.append(first) }
              break
            }
          }
          slot = (slot + 1) & mask
        }
      }
    }
    return repeated
  }
}

/// Rows and the marks of their keys, written by several threads to places of their own.
///
/// Unsafe by need, as in ``ParallelFill``: every place is written once, by one thread.
struct Scatter: Sendable {
  let rows: [UInt32]
  let marks: [UInt32]

  struct Target: @unchecked Sendable {
    let rows: UnsafeMutablePointer<UInt32>
    let marks: UnsafeMutablePointer<UInt32>

    @inline(__always)
    func set(_ place: Int, _ row: UInt32, _ mark: UInt32) {
      rows[place] = row
      marks[place] = mark
    }
  }

  /// Arrays of `count` places; `fill` must write each of them.
  static func rows(count: Int, _ fill: (Target) -> Void) -> Scatter {
    var marks: [UInt32] = []
    let rows = [UInt32](unsafeUninitializedCapacity: count) { rowBuffer, rowCount in
      marks = [UInt32](unsafeUninitializedCapacity: count) { markBuffer, markCount in
        LargePages.advise(rowBuffer)
        LargePages.advise(markBuffer)
        if let rows = rowBuffer.baseAddress, let marks = markBuffer.baseAddress {
          fill(Target(rows: rows, marks: marks))
        }
        markCount = count
      }
      rowCount = count
    }
    return Scatter(rows: rows, marks: marks)
  }
}
