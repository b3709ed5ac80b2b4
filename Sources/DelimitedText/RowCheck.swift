import Foundation

/// Decides whether a row of cells belongs in the table.
///
/// A row has at least as many cells as the header has columns up to its last named one, and none
/// beyond the header: a delimiter at the end of every row (the first row shows it), or of the header
/// alone, is tolerated; a missing or an extra cell is not. A single row with a blank cell too many is
/// a reject, since a comma that should have been quoted shifts its cells.
struct RowCheck {
  let width: Int
  let minimumWidth: Int
  let maximumWidth: Int
  /// Whether the bytes may hold a NUL; where they may, each row is looked through.
  var hasNul: Bool

  init(header: Header, source: SourceText) {
    width = header.width
    minimumWidth = header.minimumWidth
    maximumWidth = header.maximumWidth
    hasNul = source.census.hasNul
  }

  /// The problem of the row that `tokenizer` has just read at `start`, nil for a good one.
  func problem(of tokenizer: RowTokenizer, at start: Int) -> RejectedRow.Problem? {
    if hasNul, memchr(tokenizer.base + start, 0, tokenizer.next - start) != nil { return .nulByte }
    let fits =
      (minimumWidth...maximumWidth).contains(tokenizer.found) && !tokenizer.hasTextBeyond
    return fits ? nil : .cells(expected: width, found: tokenizer.found)
  }
}
