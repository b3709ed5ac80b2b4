/// How a file writes its table: what separates cells, what quotes them, where the header is.
public struct Dialect: Sendable, Hashable {
  /// The delimiters that are looked for: comma, semicolon, tab, vertical bar.
  public static let knownDelimiters: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]

  /// The byte between two cells; ASCII, neither quote nor line break.
  public var delimiter: UInt8
  /// The byte around a cell that holds delimiters or line breaks; nil: nothing is quoted.
  public var quote: UInt8?
  /// A line that begins with this byte is no row; nil: every line is.
  public var comment: UInt8?
  /// Spaces and tabs around a cell, outside its quotes, are no part of it. Without it (the default,
  /// and RFC 4180) they are, and a quote after a space is an ordinary character.
  public var trimsWhitespace: Bool
  /// Physical lines above the header (titles); they are never looked at. A `sep=` line in the first
  /// line is passed over without being counted here.
  public var titleLines: Int
  /// Whether the first row names the columns.
  public var hasHeader: Bool
  /// A larger cell (bytes, quotes included) makes its row a reject.
  public var maximumCellBytes: Int

  /// A dialect; all but the delimiter as RFC 4180 has it.
  public init(
    delimiter: UInt8 = 0x2C, quote: UInt8? = 0x22, comment: UInt8? = nil,
    trimsWhitespace: Bool = false, titleLines: Int = 0, hasHeader: Bool = true,
    maximumCellBytes: Int = 10 << 20
  ) {
    self.delimiter = delimiter
    self.quote = quote
    self.comment = comment
    self.trimsWhitespace = trimsWhitespace
    self.titleLines = titleLines
    self.hasHeader = hasHeader
    self.maximumCellBytes = min(max(maximumCellBytes, 1), 1 << 28)
  }

  /// Comma, double quote, header in the first line.
  public static let rfc4180 = Dialect()

  /// The delimiter in words: `comma`, `semicolon`, `tab`, `vertical bar`, or the character.
  public var delimiterName: String {
    switch delimiter {
    case 0x2C: "comma"
    case 0x3B: "semicolon"
    case 0x09: "tab"
    case 0x7C: "vertical bar"
    default: String(UnicodeScalar(delimiter))
    }
  }
}
