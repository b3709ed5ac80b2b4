/// One code for each row, stored in one, two or four bytes, whichever holds the largest: ten million
/// rows of a pain score are 10 MB.
///
/// Inlinable, since callers go through every row of every column: a call a row would take three
/// times as long as the work.
public struct RowCodes: Sendable {
  /// The codes by width; for who wants to take them over without a copy.
  @frozen
  public enum Storage: Sendable {
    /// Codes of one byte.
    case narrow([UInt8])
    /// Codes of two bytes.
    case medium([UInt16])
    /// Codes of four bytes.
    case wide([UInt32])
  }

  /// The codes by width.
  public let storage: Storage

  /// Takes over codes.
  public init(_ storage: Storage) {
    self.storage = storage
  }

  /// The codes given.
  public init(_ codes: [UInt32]) {
    let largest = codes.max() ?? 0
    if largest <= UInt8.max {
      storage = .narrow(codes.map { UInt8(truncatingIfNeeded: $0) })
    } else if largest <= UInt16.max {
      storage = .medium(codes.map { UInt16(truncatingIfNeeded: $0) })
    } else {
      storage = .wide(codes)
    }
  }

  /// Calls `body` with each row of `rows` and its code, in order; the fast way over many rows.
  @inlinable
  @inline(__always)
  public func forEach(in rows: Range<Int>, _ body: (_ row: Int, _ code: UInt32) -> Void) {
    switch storage {
    case .narrow(let codes): Self.visit(codes, rows, body)
    case .medium(let codes): Self.visit(codes, rows, body)
    case .wide(let codes): Self.visit(codes, rows, body)
    }
  }

  @inlinable
  @inline(__always)
  static func visit<Code: FixedWidthInteger & UnsignedInteger>(
    _ codes: [Code], _ rows: Range<Int>, _ body: (_ row: Int, _ code: UInt32) -> Void
  ) {
    codes.withUnsafeBufferPointer { codes in
      precondition(rows.lowerBound >= 0 && rows.upperBound <= codes.count, "rows out of range")
      for row in rows { body(row, UInt32(truncatingIfNeeded: codes[row])) }
    }
  }

  /// Calls `body` with each position in `rows` and the code of the row there, in order.
  @inlinable
  @inline(__always)
  public func forEach(
    at rows: ArraySlice<UInt32>, _ body: (_ position: Int, _ code: UInt32) -> Void
  ) {
    switch storage {
    case .narrow(let codes): Self.visit(codes, rows, body)
    case .medium(let codes): Self.visit(codes, rows, body)
    case .wide(let codes): Self.visit(codes, rows, body)
    }
  }

  @inlinable
  @inline(__always)
  static func visit<Code: FixedWidthInteger & UnsignedInteger>(
    _ codes: [Code], _ rows: ArraySlice<UInt32>, _ body: (_ position: Int, _ code: UInt32) -> Void
  ) {
    codes.withUnsafeBufferPointer { codes in
      rows.withUnsafeBufferPointer { rows in
        for position in 0..<rows.count {
          let row = Int(rows[position])
          precondition(row < codes.count, "row out of range")
          body(position, UInt32(truncatingIfNeeded: codes[row]))
        }
      }
    }
  }

  /// Replaces the content of `block` by the codes of `rows`.
  public func copy(_ rows: Range<Int>, into block: inout [UInt32]) {
    if block.count != rows.count { block = Array(repeating: 0, count: rows.count) }
    block.withUnsafeMutableBufferPointer { block in
      forEach(in: rows) { row, code in block[row - rows.lowerBound] = code }
    }
  }
}

extension RowCodes: RandomAccessCollection {
  /// The first row.
  @inlinable public var startIndex: Int { 0 }
  /// The position after the last row.
  @inlinable public var endIndex: Int {
    switch storage {
    case .narrow(let codes): codes.count
    case .medium(let codes): codes.count
    case .wide(let codes): codes.count
    }
  }
  /// The code of row `row`.
  @inlinable public subscript(row: Int) -> UInt32 {
    switch storage {
    case .narrow(let codes): UInt32(codes[row])
    case .medium(let codes): UInt32(codes[row])
    case .wide(let codes): codes[row]
    }
  }
}

extension RowCodes: Equatable {
  /// Equal codes in equal order, in whatever width.
  public static func == (one: RowCodes, other: RowCodes) -> Bool {
    one.elementsEqual(other)
  }
}
