/// Many short texts of UTF-8 in one block of memory, for identifiers that hardly repeat.
public struct TextArena: Hashable, Sendable {
  /// Where texts end: in four bytes each while the block is below 4 GB, beyond that in eight.
  private enum Ends: Hashable, Sendable {
    case narrow([UInt32])
    case wide([Int])
  }

  /// All texts, one behind the other.
  public private(set) var bytes: [UInt8]
  private var ends: Ends

  /// Makes an empty arena.
  public init() {
    bytes = []
    ends = .narrow([])
  }

  /// Takes over a block of texts and the positions at which they end.
  public init(bytes: [UInt8], ends: [Int]) {
    self.bytes = bytes
    self.ends =
      UInt32(exactly: bytes.count) == nil
      ? .wide(ends) : .narrow(ends.map { UInt32(truncatingIfNeeded: $0) })
  }

  /// Takes over a block of texts below 4 GB and the positions at which they end.
  public init(bytes: [UInt8], narrowEnds ends: [UInt32]) {
    self.bytes = bytes
    self.ends = .narrow(ends)
  }

  /// The number of texts.
  public var count: Int {
    switch ends {
    case .narrow(let ends): ends.count
    case .wide(let ends): ends.count
    }
  }

  /// Whether some text is empty.
  public var hasEmpty: Bool {
    switch ends {
    case .narrow(let ends): TextArena.repeats(ends)
    case .wide(let ends): TextArena.repeats(ends)
    }
  }

  private static func repeats<End: BinaryInteger>(_ ends: [End]) -> Bool {
    var last: End = 0
    for end in ends {
      if end == last { return true }
      last = end
    }
    return false
  }

  /// Where a text stands in ``bytes``.
  public func range(_ index: Int) -> Range<Int> {
    switch ends {
    case .narrow(let ends): (index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])
    case .wide(let ends): (index == 0 ? 0 : ends[index - 1])..<ends[index]
    }
  }

  /// A text.
  public subscript(index: Int) -> String {
    String(decoding: bytes[range(index)], as: UTF8.self)
  }

  /// Calls `body` with each index of `indices` and the bytes of its text, in order: the fast way
  /// over many texts.
  public func forEach(
    in indices: Range<Int>, _ body: (_ index: Int, _ text: UnsafeBufferPointer<UInt8>) -> Void
  ) {
    bytes.withUnsafeBufferPointer { all in
      switch ends {
      case .narrow(let ends):
        for index in indices {
          let start = index == 0 ? 0 : Int(ends[index - 1])
          body(index, UnsafeBufferPointer(rebasing: all[start..<Int(ends[index])]))
        }
      case .wide:
        for index in indices {
          body(index, UnsafeBufferPointer(rebasing: all[range(index)]))
        }
      }
    }
  }

  /// Adds a text.
  public mutating func append(_ text: some Sequence<UInt8>) {
    bytes.append(contentsOf: text)
    appendEnd(bytes.count)
  }

  private mutating func appendEnd(_ end: Int) {
    switch ends {
    case .narrow(var list):
      // The list is taken out for the change, so that it is not copied.
      ends = .wide([])
      if let narrow = UInt32(exactly: end) {
        list.append(narrow)
        ends = .narrow(list)
      } else {
        ends = .wide(list.map { Int($0) } + [end])
      }
    case .wide(var list):
      ends = .narrow([])
      list.append(end)
      ends = .wide(list)
    }
  }

  /// Whether one text stands before another in byte order.
  public func precedes(_ left: Int, _ right: Int) -> Bool {
    bytes[range(left)].lexicographicallyPrecedes(bytes[range(right)])
  }
}
