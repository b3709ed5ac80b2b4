/// Many short texts of UTF-8 in one block of memory, for identifiers that hardly repeat.
public struct TextArena: Hashable, Sendable {
  /// All texts, one behind the other.
  public private(set) var bytes: [UInt8]
  /// Where each text ends in ``bytes``.
  public private(set) var ends: [Int]

  /// Makes an empty arena.
  public init() {
    bytes = []
    ends = []
  }

  /// Takes over a block of texts and the positions at which they end.
  public init(bytes: [UInt8], ends: [Int]) {
    self.bytes = bytes
    self.ends = ends
  }

  /// The number of texts.
  public var count: Int { ends.count }

  /// Where a text stands in ``bytes``.
  public func range(_ index: Int) -> Range<Int> {
    (index == 0 ? 0 : ends[index - 1])..<ends[index]
  }

  /// A text.
  public subscript(index: Int) -> String {
    String(decoding: bytes[range(index)], as: UTF8.self)
  }

  /// Adds a text.
  public mutating func append(_ text: some Sequence<UInt8>) {
    bytes.append(contentsOf: text)
    ends.append(bytes.count)
  }

  /// Whether one text stands before another in byte order.
  public func precedes(_ left: Int, _ right: Int) -> Bool {
    bytes[range(left)].lexicographicallyPrecedes(bytes[range(right)])
  }
}
