import Foundation

/// Reads tables of delimited text. How cells and rows are found is defined by `RowTokenizer`, which
/// rows belong in the table by `RowCheck`.
public enum DelimitedReader {
  static let maximumColumns = 65_536

  /// Reads the header, after the title lines of the dialect.
  public static func readHeader(
    _ source: SourceText, _ dialect: Dialect
  ) throws(DelimitedTextError) -> Header {
    var tokenizer = source.tokenizer(dialect, keeps: maximumColumns)
    var offset = 0
    // A `sep=` line is never the header, whether the profile counts it or not.
    let titleLines = max(dialect.titleLines, SeparatorLine.delimiter(of: source) == nil ? 0 : 1)
    for _ in 0..<titleLines where offset < tokenizer.end {
      offset = tokenizer.lineAfter(offset)
    }
    while offset < tokenizer.end {
      let outcome = tokenizer.read(at: offset)
      let line = 1 + RowTokenizer.lineBreaks(tokenizer.base, 0..<offset)
      switch outcome {
      case .nothing: break
      case .unterminatedQuote: throw .badHeader(line: line, problem: .unterminatedQuote)
      case .cellTooLarge:
        throw .badHeader(line: line, problem: .cellTooLarge(limit: dialect.maximumCellBytes))
      case .cells:
        guard tokenizer.found <= maximumColumns else { throw .tooManyColumns(line: line) }
        if memchr(tokenizer.base + offset, 0, tokenizer.next - offset) != nil {
          throw .badHeader(line: line, problem: .nulByte)
        }
        return header(tokenizer, dialect, offset, line)
      }
      offset = tokenizer.next
    }
    throw .noHeader
  }

  private static func header(
    _ tokenizer: RowTokenizer, _ dialect: Dialect, _ offset: Int, _ line: Int
  ) -> Header {
    guard dialect.hasHeader else {
      return Header(
        cells: [], width: tokenizer.found, minimumWidth: tokenizer.found,
        maximumWidth: tokenizer.found, line: line,
        dataOffset: offset, dataLine: line)
    }
    let text = CellText(base: tokenizer.base, dialect: dialect)
    let cells = tokenizer.cells.map { text.string($0.start, $0.end) }
    let lastNamed = cells.lastIndex { !$0.isEmpty } ?? 0
    let breaks = RowTokenizer.lineBreaks(tokenizer.base, offset..<tokenizer.next)
    return Header(
      cells: cells, width: cells.count, minimumWidth: lastNamed + 1,
      maximumWidth: cells.count + surplus(after: tokenizer, dialect, width: cells.count),
      line: line, dataOffset: tokenizer.next, dataLine: line + breaks)
  }

  /// How many empty cells the first row has beyond the header; 0 where one of them holds text.
  private static func surplus(
    after headerRow: RowTokenizer, _ dialect: Dialect, width: Int
  ) -> Int {
    var tokenizer = headerRow
    var offset = headerRow.next
    let text = CellText(base: tokenizer.base, dialect: dialect)
    while offset < tokenizer.end {
      switch tokenizer.read(at: offset) {
      case .nothing: offset = tokenizer.next
      case .unterminatedQuote, .cellTooLarge: return 0
      case .cells:
        let beyond = tokenizer.cells.dropFirst(width)
        return beyond.allSatisfy { text.string($0.start, $0.end).isEmpty } ? beyond.count : 0
      }
    }
    return 0
  }

  /// All rows as texts, for small tables: joins, explanations, tests.
  public static func rows(
    _ source: SourceText, _ dialect: Dialect
  ) throws(DelimitedTextError) -> TextRows {
    let header = try readHeader(source, dialect)
    var walk = RowWalk(source: source, dialect: dialect, header: header)
    let text = CellText(base: walk.tokenizer.base, dialect: dialect)
    var rows: [[String]] = []
    var lines: [Int] = []
    while walk.advance() {
      var cells = walk.tokenizer.cells.map { text.string($0.start, $0.end) }
      while cells.count < header.width { cells.append("") }
      rows.append(cells)
      lines.append(walk.line)
    }
    return TextRows(header: header, rows: rows, lines: lines, rejected: walk.rejected)
  }
}

/// A small table, all of it as texts.
public struct TextRows: Sendable, Hashable {
  /// The header of the file.
  public let header: Header
  /// The rows, each with as many cells as the header has columns.
  public let rows: [[String]]
  /// The line in which each row begins, from 1.
  public let lines: [Int]
  /// The rows that are not in `rows`, in file order.
  public let rejected: [RejectedRow]
}

extension SourceText {
  func tokenizer(_ dialect: Dialect, keeps: Int) -> RowTokenizer {
    RowTokenizer(base: storage.base + start, end: byteCount, dialect: dialect, keeps: keeps)
  }

  /// Keeps the bytes alive while `body` reads them.
  func tokenizing<Value>(
    _ dialect: Dialect, keeps: Int, _ body: (inout RowTokenizer) -> Value
  ) -> Value {
    withExtendedLifetime(storage) {
      var tokenizer = tokenizer(dialect, keeps: keeps)
      return body(&tokenizer)
    }
  }
}
