import DelimitedText

/// A column being dealt: its codes, and room for them in another order.
///
/// Unsafe by need: several threads write to places of their own. The room does not leave this file but
/// as the array that it becomes.
enum DealtColumn: @unchecked Sendable {  // places never overlap
  case narrow([UInt8], UnsafeMutablePointer<UInt8>)
  case medium([UInt16], UnsafeMutablePointer<UInt16>)
  case wide([UInt32], UnsafeMutablePointer<UInt32>)

  /// Makes room for all columns, has `fill` deal them, and gives them in the new order; a column without
  /// codes stays as it is.
  static func make(
    _ columns: ArraySlice<RowCodes>, count: Int, _ made: [DealtColumn] = [],
    _ fill: ([DealtColumn]) -> Void
  ) -> [RowCodes] {
    guard let column = columns.first else {
      fill(made)
      return []
    }
    let others = columns.dropFirst()
    guard !column.isEmpty else { return [column] + make(others, count: count, made, fill) }
    var rest: [RowCodes] = []
    func room<Code>(
      _ dealt: (UnsafeMutablePointer<Code>) -> DealtColumn
    ) -> [Code] {
      [Code](unsafeUninitializedCapacity: count) { buffer, filled in
        filled = count
        LargePages.advise(buffer)
        guard let base = buffer.baseAddress else { return }
        rest = make(others, count: count, made + [dealt(base)], fill)
      }
    }
    let codes: RowCodes
    switch column.storage {
    case .narrow(let old): codes = RowCodes(.narrow(room { .narrow(old, $0) }))
    case .medium(let old): codes = RowCodes(.medium(room { .medium(old, $0) }))
    case .wide(let old): codes = RowCodes(.wide(room { .wide(old, $0) }))
    }
    return [codes] + rest
  }

  /// Writes the codes of the rows at some positions to their places.
  ///
  /// - Parameters:
  ///   - rows: the row at each position; nil where positions are rows.
  ///   - places: the place of each of the positions.
  func deal(_ positions: Range<Int>, _ rows: [UInt32]?, to places: [UInt32]) {
    switch self {
    case .narrow(let codes, let room): Self.deal(codes, positions, rows, places, room)
    case .medium(let codes, let room): Self.deal(codes, positions, rows, places, room)
    case .wide(let codes, let room): Self.deal(codes, positions, rows, places, room)
    }
  }

  @inline(__always)
  private static func deal<Code>(
    _ codes: [Code], _ positions: Range<Int>, _ rows: [UInt32]?, _ places: [UInt32],
    _ room: UnsafeMutablePointer<Code>
  ) {
    codes.withUnsafeBufferPointer { codes in
      places.withUnsafeBufferPointer { places in
        let first = positions.lowerBound
        if let rows {
          for position in positions {
            room[Int(places[position - first])] = codes[Int(rows[position])]
          }
        } else {
          precondition(positions.upperBound <= codes.count, "rows out of range")
          for position in positions { room[Int(places[position - first])] = codes[position] }
        }
      }
    }
  }
}
