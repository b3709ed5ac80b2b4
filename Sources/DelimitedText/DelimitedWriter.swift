/// Writes rows as delimited text: RFC 4180 quoting where a cell needs it, LF at the end of each row.
///
/// What is written reads back equal: a cell is quoted if it holds the delimiter, a quote, CR or LF, if
/// it begins with the comment byte as the first of its row, if the dialect trims and it begins or
/// ends with a space or tab, and if it is the empty only cell of its row (a line without a byte is no
/// row). A cell with a NUL cannot be read back; `append` refuses none.
public struct DelimitedWriter: Sendable {
  /// When cells are quoted.
  public enum Quoting: Sendable, Hashable, CaseIterable {
    /// Only where it is needed.
    case minimal
    /// Every cell.
    case all
  }

  /// What separates and quotes cells.
  public let dialect: Dialect
  /// When cells are quoted.
  public let quoting: Quoting
  /// The text written so far, UTF-8.
  public private(set) var bytes: [UInt8] = []

  /// A writer that has written nothing.
  /// - Parameter dialect: without a quote (`quote` nil) cells are written as they stand, and only
  ///   tables without delimiters and line breaks in cells read back equal.
  public init(dialect: Dialect = .rfc4180, quoting: Quoting = .minimal) {
    self.dialect = dialect
    self.quoting = quoting
  }

  /// Writes one row.
  public mutating func append(_ cells: some Collection<String>) {
    var isFirst = true
    for cell in cells {
      if !isFirst { bytes.append(dialect.delimiter) }
      append(cell, isFirst: isFirst, isOnly: cells.count == 1)
      isFirst = false
    }
    bytes.append(0x0A)
  }

  /// The text of one table.
  public static func text(
    header: [String], rows: some Sequence<[String]>, dialect: Dialect = .rfc4180
  ) -> String {
    var writer = DelimitedWriter(dialect: dialect)
    writer.append(header)
    for row in rows { writer.append(row) }
    return writer.text
  }

  /// The text written so far.
  public var text: String { String(decoding: bytes, as: UTF8.self) }

  private mutating func append(_ cell: String, isFirst: Bool, isOnly: Bool) {
    guard let quote = dialect.quote,
      quoting == .all || needsQuotes(cell.utf8, quote, isFirst: isFirst, isOnly: isOnly)
    else {
      bytes.append(contentsOf: cell.utf8)
      return
    }
    bytes.append(quote)
    for byte in cell.utf8 {
      if byte == quote { bytes.append(quote) }
      bytes.append(byte)
    }
    bytes.append(quote)
  }

  private func needsQuotes(
    _ cell: String.UTF8View, _ quote: UInt8, isFirst: Bool, isOnly: Bool
  ) -> Bool {
    guard let first = cell.first, let last = cell.last else { return isOnly }
    if isFirst, first == dialect.comment { return true }
    // A text that begins with the mark would lose it as the first cell of a file.
    if isFirst, bytes.isEmpty, first == 0xEF { return true }
    if dialect.trimsWhitespace, isSpace(first) || isSpace(last) { return true }
    return cell.contains { $0 == dialect.delimiter || $0 == quote || $0 == 0x0A || $0 == 0x0D }
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09
  }
}
