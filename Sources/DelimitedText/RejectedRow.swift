/// A row that could not be read as cells of the table; it is in no column.
public struct RejectedRow: Sendable, Hashable {
  /// What is wrong with the row.
  public enum Problem: Sendable, Hashable {
    /// The row has too few cells, or text in cells beyond the last column.
    case cells(expected: Int, found: Int)
    /// The row holds a NUL byte.
    case nulByte
    /// A quote opens in the row and never closes; reading went on in the line after it.
    case unterminatedQuote
    /// A cell is larger than the dialect allows, which mostly is a quote that never closes; reading
    /// went on in the line after the one in which the cell begins.
    case cellTooLarge(limit: Int)
  }

  /// The physical line in which the row begins, from 1.
  public let line: Int
  /// How many physical lines the row takes; more than 1 in a `cells` problem hints at a stray quote.
  public let lineCount: Int
  /// Offset of the row's first byte in the text.
  public let byteOffset: Int
  /// How many accepted rows come before it in the file.
  public let precedingRows: Int
  /// What is wrong.
  public let problem: Problem
}
