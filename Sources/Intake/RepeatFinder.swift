import DelimitedText
import OutcomeModel
import ParallelChunks

/// Finds the rows whose key stands on more than one row.
///
/// Almost every visit of a batch is there once. So what is looked for first are 32-bit marks that occur
/// twice, of ten million different keys some ten thousand; only the keys of their rows are compared. The
/// result does not depend on the number of threads.
enum RepeatFinder {
  private static let chunkSize = 1 << 17

  /// The rows whose key occurs twice or more, ascending.
  static func repeatedRows(_ keys: [RowKey], threads: Int) -> [Int] {
    repeatedRows(RowKeySource(keys), threads: threads)
  }

  /// The rows whose key occurs twice or more, ascending.
  static func repeatedRows(_ keys: RowKeySource, threads: Int) -> [Int] {
    guard keys.count > 1 else { return [] }
    let marks = DealtMarks(keys, threads: threads)
    let repeated = ParallelChunks.map(count: DealtMarks.partitions, threads: threads) {
      repeatedMarks(marks, partition: $0)
    }
    if repeated.allSatisfy(\.isEmpty) { return [] }
    let found = rows(marks.byRow, repeated, threads: threads)
    // Rows of one mark have the same first bits.
    let groups = 16
    let rows = ParallelChunks.map(count: groups, threads: threads) { group in
      repeatedRows(found.flatMap { $0.filter { $0 >> 60 == group } }, keys)
    }
    return rows.joined().sorted()
  }

  /// Marks of a partition among which are all that occur twice or more, ascending.
  private static func repeatedMarks(_ marks: DealtMarks, partition: Int) -> [UInt32] {
    let count = marks.count(partition)
    guard count > 1 else { return [] }
    // A bit for each remainder of a mark, thirty-two for each mark there is: few different marks then meet
    // at one, and the bits fit the cache.
    let remainderBits = 32 - DealtMarks.partitionBits
    var bits = 10
    while bits < remainderBits, 1 << bits < 32 * count { bits += 1 }
    let mask = UInt32(1) << UInt32(bits) - 1
    var seen = [UInt64](repeating: 0, count: 1 << (bits - 6))
    let candidates = [UInt32](unsafeUninitializedCapacity: count) { list, listed in
      seen.withUnsafeMutableBufferPointer { seen in
        var found = 0
        marks.forEach(in: partition) { mark in
          let bit = mark & mask
          let (word, place) = (Int(bit >> 6), UInt64(bit & 63))
          // Without a branch: listed first, and taken back unless the bit was set.
          list[found] = mark
          found &+= Int(truncatingIfNeeded: seen[word] &>> place & 1)
          seen[word] |= 1 &<< place
        }
        listed = found
      }
    }
    // Where much is repeated, nothing is won by being exact here.
    if candidates.count * 8 > count { return distinct(candidates) }
    return occurringTwice(distinct(candidates), marks, partition: partition)
  }

  /// Those of the listed marks that occur twice or more in a partition.
  private static func occurringTwice(
    _ listed: [UInt32], _ marks: DealtMarks, partition: Int
  ) -> [UInt32] {
    if listed.isEmpty { return [] }
    var counts = [Int](repeating: 0, count: listed.count)
    let filter = MarkFilter(listed, bits: 15)
    marks.forEach(in: partition) { mark in
      if filter.mayContain(mark), let place = position(mark, in: listed) { counts[place] += 1 }
    }
    return listed.indices.filter { counts[$0] > 1 }.map { listed[$0] }
  }

  /// Each chunk's rows of the marks listed by partition: the mark in the upper half, the row in the lower.
  private static func rows(
    _ marks: [UInt32], _ listed: [[UInt32]], threads: Int
  ) -> [[UInt64]] {
    let filter = MarkFilter(Array(listed.joined()), bits: 20)
    let bounds = ParallelChunks.bounds(count: marks.count, size: chunkSize)
    return ParallelChunks.map(count: bounds.count, threads: threads) { chunk in
      var found: [UInt64] = []
      marks.withUnsafeBufferPointer { marks in
        for row in bounds[chunk] {
          let mark = marks[row]
          if filter.mayContain(mark),
            position(mark, in: listed[DealtMarks.partition(mark)]) != nil
          {
            found.append(UInt64(mark) << 32 | UInt64(row))
          }
        }
      }
      return found
    }
  }

  /// The rows whose key another has, among rows given with their marks.
  private static func repeatedRows(_ markedRows: [UInt64], _ keys: RowKeySource) -> [Int] {
    var repeated: [Int] = []
    /// The first row of each key of the mark at hand, and whether it is told.
    var first: [RowKey: (row: Int, isTold: Bool)] = [:]
    var mark: UInt64?
    for markedRow in markedRows.sorted() {
      if markedRow >> 32 != mark {
        mark = markedRow >> 32
        first.removeAll(keepingCapacity: true)
      }
      let row = Int(markedRow & 0xFFFF_FFFF)
      let key = keys[row]
      guard let known = first[key] else {
        first[key] = (row, false)
        continue
      }
      if !known.isTold {
        repeated.append(known.row)
        first[key] = (known.row, true)
      }
      repeated.append(row)
    }
    return repeated
  }

  /// The same marks, each once, ascending.
  private static func distinct(_ marks: [UInt32]) -> [UInt32] {
    var distinct: [UInt32] = []
    for mark in marks.sorted() where mark != distinct.last { distinct.append(mark) }
    return distinct
  }

  /// The position of a mark in an ascending list.
  private static func position(_ mark: UInt32, in listed: [UInt32]) -> Int? {
    var (low, high) = (0, listed.count)
    while low < high {
      let middle = (low + high) / 2
      if listed[middle] < mark { low = middle + 1 } else { high = middle }
    }
    return low < listed.count && listed[low] == mark ? low : nil
  }
}

/// Bits that tell of most marks that they are not in a list.
private struct MarkFilter: Sendable {
  private let words: [UInt64]
  private let shift: UInt32

  /// - Parameter bits: 1 << `bits` bits, many times as many as there are marks.
  init(_ marks: [UInt32], bits: Int) {
    shift = UInt32(32 - bits)
    var words = [UInt64](repeating: 0, count: 1 << (bits - 6))
    for mark in marks {
      let bit = Self.bit(mark, shift)
      words[bit >> 6] |= 1 << UInt64(bit & 63)
    }
    self.words = words
  }

  /// False for a mark that is not in the list.
  @inline(__always)
  func mayContain(_ mark: UInt32) -> Bool {
    let bit = Self.bit(mark, shift)
    return words[bit >> 6] &>> UInt64(bit & 63) & 1 != 0
  }

  @inline(__always)
  private static func bit(_ mark: UInt32, _ shift: UInt32) -> Int {
    Int(truncatingIfNeeded: (mark &* 0x9E37_79B9) &>> shift)
  }
}
