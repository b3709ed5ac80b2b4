/// The bytes of one cell, with the blanks at its ends taken off, as the grammars read them.
///
/// Grammars run once per distinct text of a column, so a copy per text costs little.
struct CellBytes {
  /// The text without blanks at its ends; full-width forms are kept.
  let trimmed: [UInt8]

  init(_ text: UnsafeBufferPointer<UInt8>) {
    trimmed = Array(CellBytes.trim(text))
  }

  init(_ text: String) {
    var text = text
    trimmed = text.withUTF8 { Array(CellBytes.trim($0)) }
  }

  /// The text in lower case (ASCII), with full-width digits and signs as their ASCII forms, other
  /// blanks as spaces, and dashes of any length as `-`.
  var plain: [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(trimmed.count)
    var position = 0
    while position < trimmed.count {
      let byte = trimmed[position]
      if byte < 0x80 {
        result.append(CellBytes.lower(byte))
        position += 1
        continue
      }
      let rest = trimmed[position...]
      if let (width, replacement) = CellBytes.plainForm(rest) {
        result.append(replacement)
        position += width
      } else {
        result.append(byte)
        position += 1
      }
    }
    return CellBytes.trim(result)
  }

  /// The plain form of bytes that are trimmed already.
  static func plain(_ trimmed: [UInt8]) -> [UInt8] {
    trimmed.isEmpty ? [] : trimmed.withUnsafeBufferPointer { CellBytes($0).plain }
  }

  /// An ASCII letter in lower case; any other byte as it is.
  static func lower(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }

  /// The ASCII form of the multi-byte character that begins here, and its width.
  private static func plainForm(_ bytes: ArraySlice<UInt8>) -> (width: Int, replacement: UInt8)? {
    let first = bytes[bytes.startIndex]
    guard bytes.count >= 2 else { return nil }
    let second = bytes[bytes.startIndex + 1]
    if first == 0xC2, second == 0xA0 { return (2, 0x20) }  // no-break space
    guard bytes.count >= 3 else { return nil }
    let third = bytes[bytes.startIndex + 2]
    switch (first, second) {
    // Full-width forms U+FF01 ... U+FF5E stand 0xFEE0 above ASCII.
    case (0xEF, 0xBC) where third >= 0x81: return (3, lower(third - 0x60))
    case (0xEF, 0xBD) where third <= 0x9E: return (3, lower(third - 0x20))
    case (0xE2, 0x80) where third <= 0x8A || third == 0xAF: return (3, 0x20)
    case (0xE2, 0x80) where (0x90...0x95).contains(third): return (3, 0x2D)
    case (0xE2, 0x88) where third == 0x92: return (3, 0x2D)  // minus sign
    case (0xE3, 0x80) where third == 0x80: return (3, 0x20)  // ideographic space
    default: return nil
    }
  }

  /// The bytes without ASCII blanks, no-break spaces and byte order marks at the ends.
  static func trim<Bytes: RandomAccessCollection>(_ bytes: Bytes) -> Bytes.SubSequence
  where Bytes.Element == UInt8 {
    var start = bytes.startIndex
    var end = bytes.endIndex
    while start < end {
      let width = blankWidth(bytes[start..<end])
      guard width > 0 else { break }
      start = bytes.index(start, offsetBy: width)
    }
    while start < end {
      let width = trailingBlankWidth(bytes[start..<end])
      guard width > 0 else { break }
      end = bytes.index(end, offsetBy: -width)
    }
    return bytes[start..<end]
  }

  static func trim(_ bytes: [UInt8]) -> [UInt8] {
    guard let first = bytes.first, let last = bytes.last else { return bytes }
    let isPlain = first > 0x20 && first < 0x80 && last > 0x20 && last < 0x80
    return isPlain ? bytes : Array(trim(bytes[...]))
  }

  private static let wideBlanks: [[UInt8]] = [
    [0xC2, 0xA0], [0xE2, 0x80, 0xAF], [0xE3, 0x80, 0x80], [0xEF, 0xBB, 0xBF],
  ]

  private static func blankWidth<Bytes: Collection>(_ bytes: Bytes) -> Int
  where Bytes.Element == UInt8 {
    guard let first = bytes.first else { return 0 }
    if first <= 0x20 { return 1 }
    guard first >= 0xC2 else { return 0 }
    return wideBlanks.first { bytes.starts(with: $0) }?.count ?? 0
  }

  private static func trailingBlankWidth<Bytes: BidirectionalCollection>(_ bytes: Bytes) -> Int
  where Bytes.Element == UInt8 {
    guard let last = bytes.last else { return 0 }
    if last <= 0x20 { return 1 }
    guard last >= 0x80 else { return 0 }
    return wideBlanks.first { bytes.suffix($0.count).elementsEqual($0) }?.count ?? 0
  }
}
