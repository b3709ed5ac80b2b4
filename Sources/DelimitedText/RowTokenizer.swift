/// Finds the cells of one row, byte by byte. This is the definition of how a table is read; the
/// block scanner is faster and must find the same cells.
///
/// - A row ends at LF, CR LF, CR, or the end of the text. A line without a byte is no row (with
///   `trimsWhitespace` a line of spaces and tabs too), and so is a line that begins with `comment`.
/// - A quote opens a quoted cell only as the first byte of the cell (with `trimsWhitespace` after
///   spaces and tabs); anywhere else it is an ordinary character. In a quoted cell two quotes are
///   one, delimiters and line breaks are text. What follows the closing quote is text, unquoted,
///   and is kept (as Python's csv module and most spreadsheets do).
/// - A quoted cell that the text ends in, and a cell over `maximumCellBytes`, spoil their row alone:
///   reading goes on in the line after the one in which the cell begins. One stray quote thus costs
///   one row, not the rest of the file.
struct RowTokenizer {
  /// What a line turned out to be.
  enum Outcome: Equatable {
    case cells
    case nothing
    case unterminatedQuote
    case cellTooLarge
  }

  /// Offsets of a cell's bytes in the text, quotes included.
  struct Cell: Equatable {
    var start: Int
    var end: Int
  }

  let base: UnsafePointer<UInt8>
  let end: Int
  let dialect: Dialect
  /// How many cells are remembered; a row of a million commas is counted, not stored.
  let keeps: Int

  /// The cells of the last row, at most `keeps`.
  private(set) var cells: [Cell] = []
  /// The number of cells of the last row.
  private(set) var found = 0
  /// Whether a cell beyond `keeps` had text.
  private(set) var hasTextBeyond = false
  /// The first byte of the line after the last row.
  private(set) var next = 0

  init(base: UnsafePointer<UInt8>, end: Int, dialect: Dialect, keeps: Int) {
    self.base = base
    self.end = end
    self.dialect = dialect
    self.keeps = keeps
  }

  /// Reads the row that begins at `start`, which is before the end of the text.
  mutating func read(at start: Int) -> Outcome {
    cells.removeAll(keepingCapacity: true)
    found = 0
    hasTextBeyond = false
    if let comment = dialect.comment, base[start] == comment {
      next = lineAfter(start)
      return .nothing
    }
    var position = start
    while true {
      let cell = position
      let quoted = openingQuote(at: cell)
      if let quoted {
        guard let close = closingQuote(from: quoted + 1, limit: cell + dialect.maximumCellBytes)
        else {
          next = lineAfter(cell)
          return cell + dialect.maximumCellBytes < end ? .cellTooLarge : .unterminatedQuote
        }
        position = close + 1
      }
      while position < end, base[position] != dialect.delimiter, !isBreak(base[position]) {
        position += 1
      }
      let isTooLarge = position - cell > dialect.maximumCellBytes
      if isTooLarge || position - start > Self.maximumRowBytes {
        next = lineAfter(cell)
        return .cellTooLarge
      }
      add(Cell(start: cell, end: position))
      guard position < end, base[position] == dialect.delimiter else { break }
      position += 1
    }
    next = afterBreak(position)
    return isBlank(start, position) ? .nothing : .cells
  }

  /// Offsets inside a row fit in 31 bits.
  static let maximumRowBytes = 1 << 30

  private mutating func add(_ cell: Cell) {
    found += 1
    if cells.count < keeps {
      cells.append(cell)
    } else if cell.end > cell.start, !isBlank(cell.start, cell.end) {
      hasTextBeyond = true
    }
  }

  private func openingQuote(at cell: Int) -> Int? {
    guard let quote = dialect.quote else { return nil }
    var position = cell
    if dialect.trimsWhitespace {
      while position < end, isSpace(base[position]) { position += 1 }
    }
    return position < end && base[position] == quote ? position : nil
  }

  /// The quote that ends the cell, nil if none comes before the limit or the end of the text.
  func closingQuote(from first: Int, limit: Int) -> Int? {
    let last = min(end, limit)
    var position = first
    while position < last {
      if base[position] == dialect.quote {
        if position + 1 < end, base[position + 1] == dialect.quote {
          position += 2
          continue
        }
        return position
      }
      position += 1
    }
    return nil
  }

  private func isBlank(_ from: Int, _ to: Int) -> Bool {
    guard dialect.trimsWhitespace else { return from == to }
    return (from..<to).allSatisfy { isSpace(base[$0]) }
  }

  @inline(__always)
  private func isSpace(_ byte: UInt8) -> Bool {
    (byte == 0x20 || byte == 0x09) && byte != dialect.delimiter
  }

  @inline(__always)
  private func isBreak(_ byte: UInt8) -> Bool {
    byte == 0x0A || byte == 0x0D
  }

  /// The byte after the line break at `position`.
  private func afterBreak(_ position: Int) -> Int {
    guard position < end else { return end }
    let isPair = base[position] == 0x0D && position + 1 < end && base[position + 1] == 0x0A
    return position + (isPair ? 2 : 1)
  }

  /// The first byte of the line after the one that `position` is in.
  func lineAfter(_ position: Int) -> Int {
    var position = position
    while position < end, !isBreak(base[position]) { position += 1 }
    return afterBreak(position)
  }

  /// How many line breaks, CR LF being one, end in `range`; the range does not split a pair.
  static func lineBreaks(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) -> Int {
    var breaks = 0
    var previous: UInt8 = 0
    for position in range {
      let byte = base[position]
      if byte == 0x0D || (byte == 0x0A && previous != 0x0D) { breaks += 1 }
      previous = byte
    }
    return breaks
  }
}
