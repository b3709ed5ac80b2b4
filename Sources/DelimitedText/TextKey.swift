/// A text as the dictionary compares it: itself if it is short, its hash if it is long.
struct TextKey: Equatable {
  /// The first eight bytes, or the hash of a long text.
  var head: UInt64
  /// The next four bytes, or `isLong`.
  var tail: UInt32

  /// Marks a key as a hash. The byte FF does not occur in UTF-8, so no short text looks like this.
  static let isLong = UInt32.max
  /// Marks the key of a cell whose text has to be put together first.
  static let isUnknown = UInt32.max - 1
  /// The longest text that is its own key.
  static let shortLength = 12
}

/// Makes keys and places of them.
struct KeyHash: @unchecked Sendable {  // the masks never change
  private let first: UInt64
  private let second: UInt64
  /// For each length up to `shortLength` the bits of the head and of the tail that belong to a text.
  private let masks: UnsafePointer<TextKey>

  /// Seeds that nobody knows before the process runs, so that nobody can make a file whose texts all
  /// fall into one place.
  static let ofProcess = KeyHash(
    first: UInt64.random(in: 0...UInt64.max), second: UInt64.random(in: 0...UInt64.max) | 1)

  private init(first: UInt64, second: UInt64) {
    self.first = first
    self.second = second
    // Made once for the process.
    let masks = UnsafeMutablePointer<TextKey>.allocate(capacity: TextKey.shortLength + 1)
    for length in 0...TextKey.shortLength {
      // A shift by all bits gives zero.
      let mask = TextKey(
        head: ~(UInt64.max << UInt64(8 * length)),
        tail: ~(UInt32.max << UInt32(max(8 * length - 64, 0))))
      (masks + length).initialize(to: mask)
    }
    self.masks = UnsafePointer(masks)
  }

  /// The key of a text of `length` bytes at `start`; at least 16 bytes are readable there.
  @inline(__always)
  func key(_ start: UnsafeRawPointer, _ length: Int) -> TextKey {
    guard length <= TextKey.shortLength else {
      return TextKey(head: hash(start, length), tail: TextKey.isLong)
    }
    return shortKey(start, length)
  }

  /// The key of a cell as it stands, if it is short and does not begin with `quote`.
  @inline(__always)
  func plainKey(_ start: UnsafeRawPointer, _ length: Int, _ quote: UInt64) -> TextKey? {
    // The byte after an empty cell is a delimiter or a line break: no quote.
    guard length <= TextKey.shortLength, start.loadUnaligned(as: UInt64.self) & 0xFF != quote
    else { return nil }
    return shortKey(start, length)
  }

  @inline(__always)
  private func shortKey(_ start: UnsafeRawPointer, _ length: Int) -> TextKey {
    let head = start.loadUnaligned(as: UInt64.self)
    let tail = start.loadUnaligned(fromByteOffset: 8, as: UInt32.self)
    return TextKey(head: head & masks[length].head, tail: tail & masks[length].tail)
  }

  /// The key of a cell of `length` bytes at `start` that begins with `quote`, if it ends with one, is
  /// short and has none between; nil: the cell has to be looked at.
  @inline(__always)
  func quotedKey(_ start: UnsafeRawPointer, _ length: Int, _ quote: UInt8) -> TextKey? {
    let inner = length &- 2
    guard inner >= 0, inner <= TextKey.shortLength,
      start.load(fromByteOffset: length &- 1, as: UInt8.self) == quote
    else { return nil }
    let key = key(start + 1, inner)
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    // A byte that equals the quote is zero after the exclusive or, and only then borrows.
    let head = key.head ^ (UInt64(quote) &* ones)
    let tail = UInt64(key.tail) ^ (UInt64(quote) &* ones)
    let found = ((head &- ones) & ~head | (tail &- ones) & ~tail) & tops
    return found == 0 ? key : nil
  }

  /// The slot of `1 << slotBits` to look at first.
  @inline(__always)
  func place(_ key: TextKey, slotBits: Int) -> Int {
    let (high, low) = (key.head ^ first).multipliedFullWidth(by: UInt64(key.tail) ^ second)
    return Int(truncatingIfNeeded: (high ^ low) &>> UInt64(truncatingIfNeeded: 64 &- slotBits))
  }

  // Out of line, as are the other rare cases: the common one then stays in registers.
  @inline(never)
  private func hash(_ start: UnsafeRawPointer, _ length: Int) -> UInt64 {
    if length <= 16 {
      // Two words that overlap hold all of it.
      let head = start.loadUnaligned(as: UInt64.self)
      let tail = start.loadUnaligned(fromByteOffset: length &- 8, as: UInt64.self)
      let (high, low) = (head ^ first).multipliedFullWidth(by: tail ^ second)
      return (high ^ low) &+ UInt64(truncatingIfNeeded: length) &* 0x9E37_79B9_7F4A_7C15
    }
    var state = first ^ UInt64(truncatingIfNeeded: length)
    var offset = 0
    while offset < length {
      let rest = length &- offset
      var word = start.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      if rest < 8 { word &= ~(UInt64.max &<< UInt64(truncatingIfNeeded: 8 &* rest)) }
      let (high, low) = (state ^ word).multipliedFullWidth(by: second)
      state = (high ^ low) &+ 0x9E37_79B9_7F4A_7C15
      offset &+= 8
    }
    return state
  }
}
