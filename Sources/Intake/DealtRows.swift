import DelimitedText
import OutcomeModel
import ParallelChunks

/// Rows dealt into parts by the number of their patient, with some of their columns: a part has a range of
/// numbers, and its rows stand in input order, one behind the other.
///
/// A patient's visits are spread over the whole file, so a part that looked its rows up in the columns
/// would go through every column as a whole. Dealt once, each part's codes lie together.
///
/// Two passes over the numbers, both in parallel: how many rows each chunk has for each part, then
/// where they go. Unsafe by need, as in ``ParallelFill``: every place is written once, by one thread.
struct DealtRows: Sendable {
  private let rows: [UInt32]
  private let starts: [Int]
  private let numbersPerPart: Int
  private let numbers: Int
  /// The columns given, rows in the order of the parts.
  let columns: [RowCodes]

  private struct Target: @unchecked Sendable {  // places never overlap
    let base: UnsafeMutablePointer<UInt32>
  }

  /// More parts than this would be written to in too many places at once.
  private static let mostParts = 1 << 11
  private static let rowsPerChunk = 1 << 17

  /// - Parameters:
  ///   - codes: the number of each row of the file.
  ///   - rows: the rows to deal, ascending; nil for all.
  ///   - numbers: all numbers are below.
  ///   - columns: codes of each row of the file, or none where all rows have the same.
  init(
    _ codes: CodeList, rows: [UInt32]?, numbers: Int, rowsPerPart: Int, threads: Int,
    columns: [RowCodes] = []
  ) {
    let count = rows?.count ?? codes.count
    let wanted = max(1, min(count / max(1, rowsPerPart), Self.mostParts))
    // A power of two, so that a row's part is a shift and not a division.
    var shift = 0
    while numbers >> shift > wanted { shift += 1 }
    let bits = UInt32(shift)
    let parts = max(1, (numbers + (1 << shift) - 1) >> shift)
    let chunks = ParallelChunks.bounds(count: count, size: Self.rowsPerChunk)
    @Sendable @inline(__always)
    func visit(_ chunk: Int, _ body: (_ row: UInt32, _ part: Int) -> Void) {
      if let rows {
        for position in chunks[chunk] {
          body(rows[position], Int(codes[Int(rows[position])] &>> bits))
        }
      } else {
        codes.forEach(in: chunks[chunk]) { row, code in
          body(UInt32(truncatingIfNeeded: row), Int(code &>> bits))
        }
      }
    }
    let counts = ParallelChunks.map(count: chunks.count, threads: threads) { chunk in
      var counts = [Int](repeating: 0, count: parts)
      counts.withUnsafeMutableBufferPointer { counts in visit(chunk) { counts[$1] &+= 1 } }
      return counts
    }
    var starts = [0]
    var places = counts
    var next = 0
    for part in 0..<parts {
      for chunk in chunks.indices {
        places[chunk][part] = next
        next += counts[chunk][part]
      }
      starts.append(next)
    }
    let first = places
    var dealt: [RowCodes] = []
    self.rows = [UInt32](unsafeUninitializedCapacity: count) { buffer, filled in
      filled = count
      guard let base = buffer.baseAddress else { return }
      LargePages.advise(buffer)
      let target = Target(base: base)
      dealt = DealtColumn.make(columns[...], count: count) { dealt in
        _ = ParallelChunks.map(count: chunks.count, threads: threads) { chunk in
          var next = first[chunk]
          let room = chunks[chunk].count
          let places = [UInt32](unsafeUninitializedCapacity: room) { places, filled in
            next.withUnsafeMutableBufferPointer { next in
              visit(chunk) { row, part in
                let place = next[part]
                target.base[place] = row
                places[filled] = UInt32(truncatingIfNeeded: place)
                filled &+= 1
                next[part] = place &+ 1
              }
            }
          }
          for column in dealt { column.deal(chunks[chunk], rows, to: places) }
        }
      }
    }
    self.columns = count == 0 ? columns : dealt
    self.starts = starts
    self.numbers = numbers
    numbersPerPart = 1 << shift
  }

  /// The number of parts.
  var parts: Int { starts.count - 1 }

  /// Where the rows of a part stand in ``columns``.
  func places(_ part: Int) -> Range<Int> { starts[part]..<starts[part + 1] }

  /// The rows of a part, in input order.
  func rows(_ part: Int) -> ArraySlice<UInt32> { rows[starts[part]..<starts[part + 1]] }

  /// The patient numbers of a part.
  func numbers(_ part: Int) -> Range<Int> {
    let first = min(numbers, part * numbersPerPart)
    return first..<min(numbers, first + numbersPerPart)
  }
}
