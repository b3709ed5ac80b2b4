/// Many texts in one block of bytes. Texts are UTF-8; the empty text is a text like any other.
public struct ByteStrings: Sendable, Hashable {
  /// All texts, one behind the other.
  public private(set) var bytes: [UInt8] = []
  /// Where each text ends in ``bytes``.
  public private(set) var ends: [Int] = []

  /// No texts.
  public init() {}

  /// The texts given, in order.
  public init(_ texts: some Sequence<String>) {
    for text in texts {
      bytes.append(contentsOf: text.utf8)
      ends.append(bytes.count)
    }
  }

  /// The number of bytes of all texts together.
  public var byteCount: Int { bytes.count }

  /// The number of bytes of the text at `index`.
  @inlinable public func length(at index: Int) -> Int {
    ends[index] - start(index)
  }

  /// Gives the bytes of the text at `index`, without a copy.
  @inlinable
  public func withBytes<Value, Failure: Error>(
    at index: Int, _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let range = start(index)..<ends[index]
    return try bytes.withUnsafeBufferPointer { (all) throws(Failure) -> Value in
      try body(UnsafeBufferPointer(rebasing: all[range]))
    }
  }

  /// Adds a text at the end.
  mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  mutating func reserve(texts: Int, bytes room: Int) {
    ends.reserveCapacity(texts)
    bytes.reserveCapacity(room)
  }

  @inlinable func start(_ index: Int) -> Int {
    index == 0 ? 0 : ends[index - 1]
  }
}

extension ByteStrings: RandomAccessCollection {
  /// Position of the first text.
  @inlinable public var startIndex: Int { 0 }
  /// Position after the last text.
  @inlinable public var endIndex: Int { ends.count }
  /// The text at `index`.
  public subscript(index: Int) -> String {
    withBytes(at: index) { String(decoding: $0, as: UTF8.self) }
  }
}
