import Glibc

/// The account of one chunk, and which rows of its worker's streams are its own.
struct ChunkResult: Sendable {
  /// Where the chunk's first row begins, as it was assumed.
  let start: Int
  /// Where the first row after the chunk begins.
  var next: Int
  /// Whose streams and dictionaries the rows are in.
  let worker: Int
  /// The chunk's first row in the worker's streams.
  let firstRow: Int
  /// For each column of texts: the bytes of the chunk's texts in the worker's stream.
  var texts: [Range<Int>] = []
  var account = ChunkAccount()
  /// Whether the chunk's bytes are valid UTF-8.
  var isUTF8 = true

  var rows: Range<Int> { firstRow..<(firstRow + account.rowCount) }
}

/// Reads chunks: finds rows, decodes the columns asked for. One worker uses one parser.
final class ChunkParser {
  let worker: Int
  let source: SourceText
  let dialect: Dialect
  let requests: [ColumnRequest]
  let encoders: [ColumnEncoder]
  private let check: RowCheck
  private let scanner: BlockScanner
  private var tokenizer: RowTokenizer
  private let batch: RowBatch
  private let usesBlocks: Bool
  private var rowsRead = 0

  /// A parser whose dictionaries begin as copies of those of `seed`.
  init(
    worker: Int, source: SourceText, dialect: Dialect, header: Header, requests: [ColumnRequest],
    seed: ChunkParser? = nil
  ) {
    self.worker = worker
    self.source = source
    self.dialect = dialect
    self.requests = requests
    check = RowCheck(header: header, source: source)
    tokenizer = source.tokenizer(dialect, keeps: header.width)
    scanner = BlockScanner(
      base: tokenizer.base, end: tokenizer.end, dialect: dialect, check: check)
    usesBlocks = BlockScanner.suits(dialect)
    let batch = RowBatch(width: header.width)
    self.batch = batch
    let text = CellText(base: tokenizer.base, dialect: dialect)
    encoders = requests.indices.map { index in
      let dictionary = seed.map { TextDictionary(copying: $0.encoders[index].dictionary) }
      return ColumnEncoder(
        request: requests[index], text: text, rowCapacity: batch.rowCapacity,
        dictionary: dictionary ?? TextDictionary())
    }
  }

  /// Reads the rows that begin in `start..<limit`.
  func parse(chunk: Int, from start: Int, to limit: Int) -> ChunkResult {
    let limit = min(limit, tokenizer.end)
    var account = ChunkAccount()
    var position = start
    let textStarts = encoders.map { $0.texts.count }
    batch.reset(base: position)
    while position < limit {
      var needsTokenizer = !usesBlocks
      if usesBlocks {
        let end = scanner.scan(from: position, limit: limit, into: batch, &account)
        (position, needsTokenizer) = (end.position, end.needsTokenizer)
      }
      if needsTokenizer, position < limit, !batch.isFull(at: position, width: check.width) {
        position = readOne(at: position, &account)
      }
      if position >= limit || batch.isFull(at: position, width: check.width) {
        encode(chunk)
        batch.reset(base: position)
      }
    }
    let firstRow = rowsRead
    rowsRead += account.rowCount
    // A chunk begins and ends with a row, and no character of a valid text goes over a line break.
    let isUTF8 =
      source.isChecked || !account.hasHighByte
      || UTF8Check.isValid(tokenizer.base, from: start, to: position, end: tokenizer.end)
    return ChunkResult(
      start: start, next: position, worker: worker, firstRow: firstRow,
      texts: zip(textStarts, encoders).map { $0..<$1.texts.count }, account: account,
      isUTF8: isUTF8)
  }

  /// Reads one row by the tokenizer; returns where the next begins.
  private func readOne(at start: Int, _ account: inout ChunkAccount) -> Int {
    let outcome = tokenizer.read(at: start)
    let next = tokenizer.next
    let lines = RowTokenizer.lineBreaks(tokenizer.base, start..<next)
    // The tokenizer looks for neither: it is asked for a row in a chunk, and where rows are strange.
    account.hasHighByte = true
    if memchr(tokenizer.base + start, 0, next - start) != nil { account.hasNul = true }
    switch outcome {
    case .nothing: account.skip(lines: lines)
    case .unterminatedQuote: account.reject(.unterminatedQuote, at: start, lines: lines)
    case .cellTooLarge:
      account.reject(.cellTooLarge(limit: dialect.maximumCellBytes), at: start, lines: lines)
    case .cells:
      if let problem = check.problem(of: tokenizer, at: start) {
        account.reject(problem, at: start, lines: lines)
      } else {
        batch.append(tokenizer.cells, from: start, width: check.width)
        account.accept(at: start, lines: lines)
      }
    }
    return next
  }

  private func encode(_ chunk: Int) {
    guard batch.rows > 0 else { return }
    for (index, encoder) in encoders.enumerated() {
      switch requests[index].form {
      case .coded: encoder.encode(batch, chunk: chunk)
      case .slices: encoder.slice(batch)
      case .texts: encoder.copy(batch)
      }
    }
  }
}

extension RowBatch {
  /// Adds a row that the tokenizer found; there is room for it.
  func append(_ cells: [RowTokenizer.Cell], from start: Int, width: Int) {
    starts[rows] = UInt32(truncatingIfNeeded: start - base)
    firsts[rows] = Int32(truncatingIfNeeded: endCount)
    counts[rows] = Int32(truncatingIfNeeded: cells.count)
    if cells.count < width { hasShortRows = true }
    for cell in cells {
      ends[endCount] = UInt32(truncatingIfNeeded: cell.end - base)
      endCount += 1
    }
    rows += 1
  }
}
