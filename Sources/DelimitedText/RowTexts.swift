/// The text of each row, copied out of the file: for columns where almost every row has its own.
///
/// A row costs its bytes and where they end: four bytes more, or eight in a column of 4 GB, or none where
/// all texts are as long.
public struct RowTexts: Sendable {
  /// Where texts end among all bytes.
  @frozen
  public enum Ends: Sendable {
    /// In a column below 4 GB.
    case narrow([UInt32])
    /// In a larger one.
    case wide([UInt64])
    /// All texts are as long, as ids mostly are.
    case equal(length: Int, count: Int)
  }

  /// All texts, one behind the other.
  public let bytes: [UInt8]
  /// Where each text ends in ``bytes``.
  public let ends: Ends
  /// False where no text is empty.
  public let mayHaveEmpty: Bool
  /// False where no text that is not empty has a blank at one of its ends: where all begin with a byte above
  /// the space and end with such a byte of ASCII.
  public let mayHaveBlankEnds: Bool

  /// Where the text of a row stands in ``bytes``.
  @inlinable
  public func range(_ row: Int) -> Range<Int> {
    switch ends {
    case .narrow(let ends): (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])
    case .wide(let ends): (row == 0 ? 0 : Int(ends[row - 1]))..<Int(ends[row])
    case .equal(let length, _): (row * length)..<((row + 1) * length)
    }
  }

  /// Gives the bytes of row `row`'s text, without a copy.
  public func withBytes<Value, Failure: Error>(
    at row: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let range = range(row)
    return try bytes.withUnsafeBufferPointer { (all) throws(Failure) -> Value in
      try body(UnsafeBufferPointer(rebasing: all[range]))
    }
  }
}

extension RowTexts: RandomAccessCollection {
  /// The first row.
  public var startIndex: Int { 0 }
  /// The position after the last row.
  public var endIndex: Int {
    switch ends {
    case .narrow(let ends): ends.count
    case .wide(let ends): ends.count
    case .equal(_, let count): count
    }
  }
  /// The text of row `row`.
  public subscript(row: Int) -> String {
    withBytes(at: row) { String(decoding: $0, as: UTF8.self) }
  }
}
