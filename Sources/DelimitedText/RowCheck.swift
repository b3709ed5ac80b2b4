import Foundation

/// Decides whether a row of cells belongs in the table.
///
/// A row has at least as many cells as the header has columns up to its last named one, and no text
/// in cells beyond the header: a delimiter at the end of every row, or of the header alone, is
/// tolerated; a missing or an extra cell is not.
struct RowCheck {
  let width: Int
  let minimumWidth: Int
  let hasNul: Bool

  init(header: Header, source: SourceText) {
    width = header.width
    minimumWidth = header.minimumWidth
    hasNul = source.census.hasNul
  }

  /// The problem of the row that `tokenizer` has just read at `start`, nil for a good one.
  func problem(of tokenizer: RowTokenizer, at start: Int) -> RejectedRow.Problem? {
    if hasNul, memchr(tokenizer.base + start, 0, tokenizer.next - start) != nil { return .nulByte }
    let fits = tokenizer.found >= minimumWidth && !tokenizer.hasTextBeyond
    return fits ? nil : .cells(expected: width, found: tokenizer.found)
  }
}
