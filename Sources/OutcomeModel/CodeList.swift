/// The codes of a column's rows, stored in one, two or four bytes, whichever holds the largest: ten
/// million rows of a pain score are 10 MB.
///
/// Inlinable, since callers go through every row of every column.
public struct CodeList: Sendable {
  @usableFromInline
  enum Storage: Sendable {
    case narrow([UInt8])
    case medium([UInt16])
    case wide([UInt32])
  }

  @usableFromInline let storage: Storage

  /// The codes given, in as few bytes as hold the largest.
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

  /// Takes over codes of one byte.
  public init(narrow codes: [UInt8]) { storage = .narrow(codes) }

  /// Takes over codes of two bytes.
  public init(medium codes: [UInt16]) { storage = .medium(codes) }

  /// Takes over codes of four bytes, however small they are.
  public init(wide codes: [UInt32]) { storage = .wide(codes) }

  /// Calls `body` with each row of `rows` and its code, in order; the fast way over many rows.
  @inlinable
  @inline(__always)
  public func forEach(in rows: Range<Int>, _ body: (_ row: Int, _ code: UInt32) -> Void) {
    switch storage {
    case .narrow(let codes): for row in rows { body(row, UInt32(codes[row])) }
    case .medium(let codes): for row in rows { body(row, UInt32(codes[row])) }
    case .wide(let codes): for row in rows { body(row, codes[row]) }
    }
  }

  /// Calls `body` with each position in `rows` and the code of the row there, in order.
  @inlinable
  @inline(__always)
  public func forEach(
    at rows: UnsafeBufferPointer<UInt32>, _ body: (_ position: Int, _ code: UInt32) -> Void
  ) {
    switch storage {
    case .narrow(let codes):
      for place in 0..<rows.count { body(place, UInt32(codes[Int(rows[place])])) }
    case .medium(let codes):
      for place in 0..<rows.count { body(place, UInt32(codes[Int(rows[place])])) }
    case .wide(let codes): for place in 0..<rows.count { body(place, codes[Int(rows[place])]) }
    }
  }

  /// The codes of the rows at the given positions, in that order.
  public func selecting(_ rows: [Int]) -> CodeList {
    switch storage {
    case .narrow(let codes): CodeList(narrow: rows.map { codes[$0] })
    case .medium(let codes): CodeList(medium: rows.map { codes[$0] })
    case .wide(let codes): CodeList(wide: rows.map { codes[$0] })
    }
  }
}

extension CodeList: RandomAccessCollection {
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

extension CodeList: Equatable {
  /// Equal codes in equal order, in whatever width.
  public static func == (one: CodeList, other: CodeList) -> Bool {
    one.elementsEqual(other)
  }
}
