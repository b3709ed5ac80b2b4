/// One text for each row, for columns where almost every row has its own (a session id): no
/// dictionary and no copy, but a place in the source; only cells with doubled quotes are copied.
///
/// Each row takes eight bytes: 24 bits of length, 1 bit for where, 39 bits of offset (512 GB).
/// Inlinable, since a caller asks for millions of rows one by one.
public struct CellSlices: @unchecked Sendable {  // the bytes never change
  /// Keeps the bytes alive.
  @usableFromInline let owner: AnyObject
  @usableFromInline let base: UnsafePointer<UInt8>
  @usableFromInline let places: [UInt64]
  @usableFromInline let copies: [UInt8]

  init(source: SourceText, places: [UInt64], copies: [UInt8]) {
    owner = source.storage
    base = source.storage.base + source.start
    self.places = places
    self.copies = copies
  }

  /// The bit of a place in `copies`; the 39 bits below it are the offset.
  static let isCopy: UInt64 = 0x80_0000_0000

  @inline(__always)
  static func place(offset: Int, length: Int) -> UInt64 {
    UInt64(truncatingIfNeeded: length) << 40 | UInt64(truncatingIfNeeded: offset)
  }

  /// The number of bytes of row `row`'s text.
  @inlinable public func length(at row: Int) -> Int {
    Int(places[row] >> 40)
  }

  /// Gives the bytes of row `row`'s text, without a copy.
  @inlinable
  public func withBytes<Value, Failure: Error>(
    at row: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let place = places[row]
    let length = Int(place >> 40)
    let offset = Int(place & 0x7F_FFFF_FFFF)
    if place & 0x80_0000_0000 == 0 {
      return try withExtendedLifetime(owner) { () throws(Failure) -> Value in
        try body(UnsafeBufferPointer(start: base + offset, count: length))
      }
    }
    return try copies.withUnsafeBufferPointer { (all) throws(Failure) -> Value in
      try body(UnsafeBufferPointer(rebasing: all[offset..<(offset + length)]))
    }
  }
}

extension CellSlices: RandomAccessCollection {
  /// The first row.
  @inlinable public var startIndex: Int { 0 }
  /// The position after the last row.
  @inlinable public var endIndex: Int { places.count }
  /// The text of row `row`.
  public subscript(row: Int) -> String {
    withBytes(at: row) { String(decoding: $0, as: UTF8.self) }
  }
}
