/// What the bytes of a cell say: quotes and, where the dialect trims, spaces taken off.
struct CellText {
  let base: UnsafePointer<UInt8>
  let dialect: Dialect

  /// Where the text of a cell is.
  enum Place: Equatable {
    /// In the source, unchanged.
    case slice(start: Int, end: Int)
    /// In the scratch buffer, since doubled quotes had to be made single.
    case scratch
  }

  /// Finds the text of the cell `start..<end`; writes to `scratch` only what is no slice.
  func text(_ start: Int, _ end: Int, _ scratch: inout [UInt8]) -> Place {
    var (start, end) = (start, end)
    if dialect.trimsWhitespace {
      while start < end, isSpace(base[start]) { start += 1 }
      while start < end, isSpace(base[end - 1]) { end -= 1 }
    }
    guard let quote = dialect.quote, start < end, base[start] == quote else {
      return .slice(start: start, end: end)
    }
    var position = start + 1
    while position < end, base[position] != quote { position += 1 }
    if position == end - 1 { return .slice(start: start + 1, end: position) }

    scratch.removeAll(keepingCapacity: true)
    position = start + 1
    while position < end {
      let byte = base[position]
      position += 1
      if byte == quote {
        guard position < end, base[position] == quote else { break }
        position += 1
      }
      scratch.append(byte)
    }
    // What follows the closing quote is kept as it stands.
    scratch.append(contentsOf: UnsafeBufferPointer(start: base + position, count: end - position))
    return .scratch
  }

  /// The text of a cell as a string.
  func string(_ start: Int, _ end: Int) -> String {
    var scratch: [UInt8] = []
    switch text(start, end, &scratch) {
    case .slice(let start, let end):
      return String(
        decoding: UnsafeBufferPointer(start: base + start, count: end - start), as: UTF8.self)
    case .scratch:
      return String(decoding: scratch, as: UTF8.self)
    }
  }

  @inline(__always)
  private func isSpace(_ byte: UInt8) -> Bool {
    (byte == 0x20 || byte == 0x09) && byte != dialect.delimiter
  }
}
