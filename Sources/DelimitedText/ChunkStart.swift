/// Guesses where the first row of a chunk begins, without having read what comes before.
///
/// A guess is only for speed: every one is compared with where the chunk before really ended, and a
/// chunk that was begun at the wrong place is read again. Either the chunk begins outside of quotes,
/// then a row begins after the next line break; or inside, then after the first line break behind
/// the closing quote. The assumption under which the next rows look more like the header wins.
struct ChunkStart {
  let source: SourceText
  let dialect: Dialect
  let header: Header

  private static let window = 1 << 18
  private static let sampleRows = 8

  /// The first byte of a row at or after `border`, probably.
  func guess(at border: Int) -> Int {
    var tokenizer = RowTokenizer(
      base: source.storage.base + source.start,
      end: min(source.byteCount, border + Self.window), dialect: dialect, keeps: header.width)
    let outside = tokenizer.lineAfter(border - 1)
    guard dialect.quote != nil else { return outside }
    let fitOutside = fit(&tokenizer, from: outside)
    if fitOutside.good == fitOutside.seen { return outside }
    guard let inside = tokenizer.lineAfterQuoted(from: border) else { return outside }
    let fitInside = fit(&tokenizer, from: inside)
    let isBetter = fitInside.good * fitOutside.seen > fitOutside.good * fitInside.seen
    return isBetter ? inside : outside
  }

  /// How many of the next rows have the cells that the header asks for.
  private func fit(_ tokenizer: inout RowTokenizer, from start: Int) -> (good: Int, seen: Int) {
    let check = RowCheck(header: header, source: source)
    var offset = start
    var fit = (good: 0, seen: 0)
    while offset < tokenizer.end, fit.seen < Self.sampleRows {
      let outcome = tokenizer.read(at: offset)
      // A row cut off by the window says nothing.
      if tokenizer.next == tokenizer.end, tokenizer.end < source.byteCount { break }
      if outcome != .nothing {
        fit.seen += 1
        let isGood = outcome == .cells && check.problem(of: tokenizer, at: offset) == nil
        fit.good += isGood ? 1 : 0
      }
      offset = tokenizer.next
    }
    return fit
  }
}

extension RowTokenizer {
  /// The line after the row in which a quoted cell ends that `position` is inside of; nil if no
  /// quote closes it.
  mutating func lineAfterQuoted(from position: Int) -> Int? {
    guard let close = closingQuote(from: position, limit: end), close + 1 < end else { return nil }
    // After the closing quote the rest of the row reads like any other row's rest.
    _ = read(at: close + 1)
    return next
  }
}
