/// The first row of a file: the names of its columns.
public struct Header: Sendable, Hashable {
  /// The names as they stand, duplicates and empty ones kept; none if the dialect has no header.
  public let cells: [String]
  /// The number of columns.
  public let width: Int
  /// The number of cells a row needs: up to the last named column.
  public let minimumWidth: Int
  /// The number of cells a row may have: more than ``width`` where the first row ends in empty cells
  /// beyond the header, as exports do that write a delimiter at the end of every row.
  public let maximumWidth: Int
  /// The physical line of the header, from 1; without a header that of the first row.
  public let line: Int

  /// Where the first row after the header begins.
  let dataOffset: Int
  /// The line of the first row after the header, or where it would be.
  public let dataLine: Int

  /// Positions of the columns named `name`, exactly as it stands.
  public func indices(of name: String) -> [Int] {
    cells.indices.filter { cells[$0] == name }
  }
}

/// Why a text gives no table. None of the cases holds a byte of the text.
public enum DelimitedTextError: Error, Sendable, Hashable {
  /// There is no line that could be a header.
  case noHeader
  /// The header itself is broken: a quote that does not close, a NUL, a cell that is too large.
  case badHeader(line: Int, problem: RejectedRow.Problem)
  /// More than 65,536 columns.
  case tooManyColumns(line: Int)
  /// A text that was taken for UTF-8 by its beginning is none.
  case notUTF8
  /// Another program cut the file short while it was read.
  case cutShort
  /// A request for a column that the file does not have.
  case noColumn(index: Int, width: Int)
}

extension DelimitedTextError: CustomStringConvertible {
  /// One sentence: what is wrong and where.
  public var description: String {
    switch self {
    case .noHeader: "there is no header line"
    case .badHeader(let line, .unterminatedQuote):
      "line \(line): a quote in the header never closes"
    case .badHeader(let line, .nulByte): "line \(line): the header holds a NUL byte"
    case .badHeader(let line, _): "line \(line): the header has a cell that is too large"
    case .tooManyColumns(let line): "line \(line): the header has more than 65536 columns"
    case .notUTF8: "the text is not UTF-8"
    case .cutShort: "the file was cut short while it was read"
    case .noColumn(let index, let width):
      "column \(index + 1) was asked for, the file has \(width)"
    }
  }
}
