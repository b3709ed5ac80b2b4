import DelimitedText
import OutcomeModel

/// Which rows of a file become rows of a table, in which order: all, a stretch of them, or those listed.
///
/// A wide layout lists a row once for each of its visits.
struct RowSelection: Sendable {
  /// The rows in order; nil for a stretch.
  let rows: [UInt32]?
  /// The first row of a stretch.
  let first: Int
  /// The number of rows selected.
  let count: Int
  let threads: Int

  init(rows: [UInt32]?, of rowCount: Int, threads: Int) {
    self.rows = rows
    first = 0
    count = rows?.count ?? rowCount
    self.threads = threads
  }

  /// A stretch of rows.
  init(_ stretch: Range<Int>, threads: Int) {
    rows = nil
    first = stretch.lowerBound
    count = stretch.count
    self.threads = threads
  }

  /// Whether all rows of a file are selected in their order, given how many there are.
  func isWhole(of rowCount: Int) -> Bool { rows == nil && first == 0 && count == rowCount }

  /// The source row of a selected row.
  @inline(__always)
  func source(_ row: Int) -> Int { rows.map { Int($0[row]) } ?? first + row }

  /// What a table says of the code of each selected row.
  func lookUp<Element: Sendable>(
    _ codes: RowCodes, in table: [Element], filler: Element
  ) -> [Element] {
    guard !table.isEmpty else { return Array(repeating: filler, count: count) }
    return ParallelFill.array(count: count, threads: threads, filler: filler) { range, slice in
      if let rows {
        table.withUnsafeBufferPointer { table in
          codes.forEach(at: rows[range]) { slice[$0] = table[Int($1)] }
        }
        return
      }
      let stretch = (first + range.lowerBound)..<(first + range.upperBound)
      table.withUnsafeBufferPointer { table in
        codes.forEach(in: stretch) { row, code in
          slice[row - stretch.lowerBound] = table[Int(code)]
        }
      }
    }
  }

  /// The codes of the selected rows.
  func codes(_ codes: RowCodes, remap: [UInt32]?) -> [UInt32] {
    if let remap { return lookUp(codes, in: remap, filler: 0) }
    return ParallelFill.array(count: count, threads: threads, filler: 0) { range, slice in
      if let rows {
        codes.forEach(at: rows[range]) { slice[$0] = $1 }
        return
      }
      let stretch = (first + range.lowerBound)..<(first + range.upperBound)
      codes.forEach(in: stretch) { row, code in slice[row - stretch.lowerBound] = code }
    }
  }

  /// A part with the selected rows only.
  func coded<Value>(_ part: CodedPart<Value>) -> Coded<Value> {
    if part.values.count == 1, count > 0 { return Coded(constant: part.values[0]) }
    return Coded(codes: codeList(part), values: part.values)
  }

  /// The codes of a part's values, as narrow as there are values; those of the file itself where
  /// nothing changes, so that a column is in memory once.
  private func codeList<Value>(_ part: CodedPart<Value>) -> CodeList {
    if rows == nil, count == part.codes.count, part.remap == nil {
      switch part.codes.storage {
      case .narrow(let codes): return CodeList(narrow: codes)
      case .medium(let codes): return CodeList(medium: codes)
      case .wide(let codes): return CodeList(wide: codes)
      }
    }
    switch part.values.count {
    case ...(1 << 8): return CodeList(narrow: narrowed(part))
    case ...(1 << 16): return CodeList(medium: narrowed(part))
    default: return CodeList(wide: codes(part.codes, remap: part.remap))
    }
  }

  private func narrowed<Value, Code: FixedWidthInteger & Sendable>(
    _ part: CodedPart<Value>
  ) -> [Code] {
    let table = part.remap ?? Array(0..<UInt32(part.values.count))
    return lookUp(part.codes, in: table.map { Code(truncatingIfNeeded: $0) }, filler: 0)
  }
}
