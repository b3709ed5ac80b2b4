/// A few hundred rows, as the places of their cells: what is found before columns are decoded, small
/// enough to stay in the nearest cache.
///
/// Offsets are 32 bits from `base`. A cell ends where `ends` says and begins one byte after the end of
/// the cell before it, the first cell where its row begins. Unsafe buffers, since three bounds
/// checks a cell are a fifth of the time of a whole read; indices come from the scanner alone.
final class RowBatch {
  /// Rows in a full batch.
  let rowCapacity: Int
  /// Room for cell ends that one block of 64 bytes may need, with slack for writing ahead.
  static let slack = 96

  let endCapacity: Int
  let ends: UnsafeMutablePointer<UInt32>
  /// For each row found by the scanner the position in `ends` of its last cell.
  let lastEnds: UnsafeMutablePointer<Int32>
  /// For each accepted row: where it begins, the position in `ends` of its first cell, its cells.
  let starts: UnsafeMutablePointer<UInt32>
  let firsts: UnsafeMutablePointer<Int32>
  let counts: UnsafeMutablePointer<Int32>

  /// The masks of the blocks at hand.
  let masks: UnsafeMutablePointer<ByteMasks.Found>

  /// Offset in the text from which the others count.
  var base = 0
  /// The number of accepted rows.
  var rows = 0
  /// The number of cell ends in use.
  var endCount = 0
  /// Whether an accepted row has fewer cells than the header.
  var hasShortRows = false

  init(width: Int) {
    // The text of a batch and its cells are gone through once for each column: they should stay in
    // 32 KB or not far beyond.
    rowCapacity = max(16, min(256, 65_536 / max(width, 1)))
    endCapacity = rowCapacity * (width + 1) + 4 * Self.slack
    ends = .allocate(capacity: endCapacity)
    lastEnds = .allocate(capacity: rowCapacity + Self.slack)
    starts = .allocate(capacity: rowCapacity + Self.slack)
    firsts = .allocate(capacity: rowCapacity + Self.slack)
    counts = .allocate(capacity: rowCapacity + Self.slack)
    masks = .allocate(capacity: BlockScanner.runBlocks)
  }

  deinit {
    ends.deallocate()
    lastEnds.deallocate()
    starts.deallocate()
    firsts.deallocate()
    counts.deallocate()
    masks.deallocate()
  }

  /// Empties the batch; offsets count from `base` now.
  func reset(base: Int) {
    self.base = base
    rows = 0
    endCount = 0
    hasShortRows = false
  }

  /// Whether another row of `width` cells, beginning at `position`, may not fit.
  func isFull(at position: Int, width: Int) -> Bool {
    rows >= rowCapacity || endCount + width + Self.slack > endCapacity
      || position - base > RowTokenizer.maximumRowBytes
  }

  /// The first byte and the end of the cell of row `row` in column `column`; empty if the row is short.
  @inline(__always)
  func cell(_ row: Int, _ column: Int) -> (start: Int, end: Int) {
    if column >= Int(counts[row]) { return (base, base) }
    let index = Int(firsts[row]) + column
    let start = column == 0 ? Int(starts[row]) : Int(ends[index - 1]) + 1
    return (base + start, base + Int(ends[index]))
  }
}
