/// Many short texts of UTF-8 in one block of memory, for identifiers that hardly repeat.
public struct TextArena: Sendable {
  /// Where texts end: in four bytes each while the block is below 4 GB, beyond that in eight; of texts that
  /// are all as long, as identifiers mostly are, nothing is kept.
  private enum Ends: Sendable {
    case narrow([UInt32])
    case wide([Int])
    case equal(length: Int, count: Int)
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

  /// Takes over a block of `count` texts of `length` bytes each.
  public init(bytes: [UInt8], length: Int, count: Int) {
    precondition(bytes.count == length * count, "a block of \(count) texts of \(length) bytes")
    self.bytes = bytes
    ends = .equal(length: length, count: count)
  }

  /// The number of texts.
  public var count: Int {
    switch ends {
    case .narrow(let ends): ends.count
    case .wide(let ends): ends.count
    case .equal(_, let count): count
    }
  }

  /// Whether some text is empty.
  public var hasEmpty: Bool {
    switch ends {
    case .narrow(let ends): TextArena.repeats(ends)
    case .wide(let ends): TextArena.repeats(ends)
    case .equal(let length, let count): length == 0 && count > 0
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
    case .equal(let length, _): (index * length)..<((index + 1) * length)
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
      case .wide, .equal:
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
    case .equal(let length, let count):
      let list = (0..<count).map { ($0 + 1) * length } + [end]
      ends =
        UInt32(exactly: end) == nil
        ? .wide(list) : .narrow(list.map { UInt32(truncatingIfNeeded: $0) })
    }
  }

  /// Whether one text stands before another in byte order.
  public func precedes(_ left: Int, _ right: Int) -> Bool {
    bytes[range(left)].lexicographicallyPrecedes(bytes[range(right)])
  }
}

extension TextArena: Hashable {
  /// The same texts in the same order, however their ends are kept.
  public static func == (one: TextArena, other: TextArena) -> Bool {
    one.count == other.count && one.bytes == other.bytes
      && (0..<one.count).allSatisfy { one.range($0) == other.range($0) }
  }

  /// Feeds what equal arenas have in common.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    hasher.combine(bytes)
  }
}
