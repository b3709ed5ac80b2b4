import ParallelChunks

/// Puts the chunks of a file together in file order: rows, lines, rejects, and one dictionary for each
/// column, whose codes follow the first appearance in the file whichever worker saw it.
struct ColumnMerge {
  let source: SourceText
  let header: Header
  let requests: [ColumnRequest]
  let chunks: [ChunkResult]
  /// By worker number.
  let parsers: [ChunkParser]
  /// How many texts each worker's dictionary began with, for each column.
  let seeded: [Int]
  /// Whether a chunk was read again, so that dictionaries may hold texts of no row.
  let hasRepairs: Bool
  let threads: Int

  /// The first row of each chunk in the table.
  private let rowBases: [Int]
  private let rowCount: Int

  init(
    source: SourceText, header: Header, requests: [ColumnRequest], chunks: [ChunkResult],
    parsers: [ChunkParser], seeded: [Int], hasRepairs: Bool, threads: Int
  ) {
    self.source = source
    self.header = header
    self.requests = requests
    self.chunks = chunks
    self.parsers = parsers
    self.seeded = seeded
    self.hasRepairs = hasRepairs
    self.threads = threads
    var bases: [Int] = []
    var rows = 0
    for chunk in chunks {
      bases.append(rows)
      rows += chunk.account.rowCount
    }
    rowBases = bases
    rowCount = rows
  }

  func table(dialect: Dialect) -> ColumnTable {
    var lines = LineMap()
    var rejected: [RejectedRow] = []
    var checkpoints = RowCheckpoints()
    var line = header.dataLine
    for (index, chunk) in chunks.enumerated() {
      let row = rowBases[index]
      lines.append(chunk.account.lines, row: row, line: line)
      checkpoints.append(chunk.account.checkpoints, row: row)
      rejected.append(contentsOf: chunk.account.rejected.map { $0.moved(row: row, line: line) })
      line += chunk.account.lineCount
    }
    let columns = merged()
    return ColumnTable(
      header: header, rowCount: rowCount, columns: columns, lines: lines, rejected: rejected,
      containsNul: chunks.contains { $0.account.hasNul }, source: source, dialect: dialect,
      checkpoints: checkpoints)
  }

  /// The columns put together, several at a time: while one thread numbers the texts of a column anew,
  /// the others need not wait. A worker's part of a column is freed as the column grows whole.
  private func merged() -> [Column] {
    // Columns of many texts take longest.
    func texts(_ column: Int) -> Int {
      parsers.reduce(0) { $0 + $1.encoders[column].dictionary.count }
    }
    let coded = requests.indices.filter { requests[$0].form == .coded }
      .sorted { (texts($1), $0) < (texts($0), $1) }
    let order = coded + requests.indices.filter { requests[$0].form != .coded }
    // Columns have streams and dictionaries of their own.
    nonisolated(unsafe) let merge = self
    let found = ParallelChunks.map(count: order.count, threads: threads) { merge.column(order[$0]) }
    let columns = Dictionary(uniqueKeysWithValues: zip(order, found))
    return requests.indices.compactMap { columns[$0] }
  }

  private func column(_ index: Int) -> Column {
    switch requests[index].form {
    case .coded: .coded(coded(index))
    case .slices: .slices(slices(index))
    case .texts: .texts(texts(index))
    }
  }

  private func coded(_ column: Int) -> CodedColumn {
    let union = DictionaryUnion(
      dictionaries: parsers.map { $0.encoders[column].dictionary },
      orders: hasRepairs ? firstSeen(column) : nil, seeded: seeded[column])
    for parser in parsers { parser.encoders[column].dictionary.removeAll() }
    let codes: RowCodes
    switch RowStream.width(forValues: union.values.count) {
    case 1: codes = RowCodes(.narrow(collect(column, union)))
    case 2: codes = RowCodes(.medium(collect(column, union)))
    default: codes = RowCodes(.wide(collect(column, union)))
    }
    for parser in parsers { parser.encoders[column].free() }
    return CodedColumn(codes: codes, values: union.values)
  }

  private func collect<Wide: FixedWidthInteger & UnsignedInteger & Sendable>(
    _ column: Int, _ union: DictionaryUnion
  ) -> [Wide] {
    collect(column) { stream, index, room in
      let chunk = chunks[index]
      guard let map = union.maps[chunk.worker] else {
        stream.drain(chunk.rows, to: room) { $0 }
        return
      }
      map.withUnsafeBufferPointer { map in
        stream.drain(chunk.rows, to: room) { UInt64(map[Int(truncatingIfNeeded: $0)]) }
      }
    }
  }

  /// Has every chunk write its own rows.
  private func collect<Wide: FixedWidthInteger & UnsignedInteger & Sendable>(
    _ column: Int,
    _ write: (RowStream, _ chunk: Int, UnsafeMutablePointer<Wide>) -> Void
  ) -> [Wide] {
    [Wide](unsafeUninitializedCapacity: rowCount) { buffer, initialized in
      initialized = rowCount
      LargePages.advise(buffer)
      guard let start = buffer.baseAddress else { return }
      // Chunks write to rows of their own, and one thread drains a stream.
      nonisolated(unsafe) let (room, write) = (start, write)
      nonisolated(unsafe) let streams = parsers.map { $0.encoders[column].stream }
      let (chunks, rowBases) = (chunks, rowBases)
      forEachChunk { index in
        write(streams[chunks[index].worker], index, room + rowBases[index])
      }
    }
  }

  /// Calls `body` with each chunk: those of one worker in order on one thread, so that its streams can be
  /// drained.
  private func forEachChunk(_ body: @Sendable (Int) -> Void) {
    var byWorker = Array(repeating: [Int](), count: parsers.count)
    for (index, chunk) in chunks.enumerated() { byWorker[chunk.worker].append(index) }
    let lists = byWorker.filter { !$0.isEmpty }
    _ = ParallelChunks.map(count: lists.count, threads: threads) { lists[$0].forEach(body) }
  }

  /// For each worker when its texts were first seen in rows that count; `noRow` for those in none.
  private func firstSeen(_ column: Int) -> [[UInt64]] {
    var seen = parsers.map { parser in
      [UInt64](
        repeating: DictionaryUnion.noRow, count: parser.encoders[column].dictionary.count)
    }
    for (index, chunk) in chunks.enumerated() {
      let stream = parsers[chunk.worker].encoders[column].stream
      var codes = [UInt32](repeating: 0, count: chunk.rows.count)
      codes.withUnsafeMutableBufferPointer { buffer in
        if let room = buffer.baseAddress { stream.write(chunk.rows, to: room) { $0 } }
      }
      for (row, code) in codes.enumerated() {
        let order = UInt64(index) << 32 | UInt64(row)
        seen[chunk.worker][Int(code)] = min(seen[chunk.worker][Int(code)], order)
      }
    }
    return seen
  }

  private func slices(_ column: Int) -> CellSlices {
    // Where each worker's copies begin among all.
    var bases: [UInt64] = []
    var copies: [UInt8] = []
    for parser in parsers {
      bases.append(UInt64(copies.count))
      copies += parser.encoders[column].copies
    }
    let places: [UInt64] = collect(column) { stream, index, room in
      let chunk = chunks[index]
      let base = bases[chunk.worker]
      if base == 0 {
        stream.drain(chunk.rows, to: room) { $0 }
      } else {
        stream.drain(chunk.rows, to: room) { $0 & CellSlices.isCopy == 0 ? $0 : $0 + base }
      }
    }
    for parser in parsers { parser.encoders[column].free() }
    return CellSlices(source: source, places: places, copies: copies)
  }

  private func texts(_ column: Int) -> RowTexts {
    var starts: [Int] = []
    var total = 0
    for chunk in chunks {
      starts.append(total)
      total += chunk.texts[column].count
    }
    let bases = starts
    let bytes = [UInt8](unsafeUninitializedCapacity: total) { buffer, initialized in
      initialized = total
      LargePages.advise(buffer)
      guard let start = buffer.baseAddress else { return }
      // Chunks write to bytes of their own, and one thread drains a stream.
      nonisolated(unsafe) let room = start
      nonisolated(unsafe) let streams = parsers.map { $0.encoders[column].texts }
      let chunks = chunks
      forEachChunk { index in
        let chunk = chunks[index]
        streams[chunk.worker].drain(chunk.texts[column], to: room + bases[index])
      }
    }
    let lengths = parsers.map { $0.encoders[column].lengths }
    let shortest = lengths.map(\.shortest).min() ?? 0
    let ends: RowTexts.Ends =
      if rowCount > 0, lengths.allSatisfy({ $0.longest <= shortest }) {
        .equal(length: shortest, count: rowCount)
      } else if UInt32(exactly: total) == nil {
        .wide(self.ends(column, bases))
      } else {
        .narrow(self.ends(column, bases))
      }
    let mayHaveBlankEnds = parsers.contains { $0.encoders[column].mayHaveBlankEnds }
    for parser in parsers { parser.encoders[column].free() }
    return RowTexts(
      bytes: bytes, ends: ends, mayHaveEmpty: shortest == 0, mayHaveBlankEnds: mayHaveBlankEnds)
  }

  /// Where the text of each row ends: lengths summed up, from where each chunk's texts begin.
  private func ends<Wide: FixedWidthInteger & UnsignedInteger & Sendable>(
    _ column: Int, _ bases: [Int]
  ) -> [Wide] {
    collect(column) { stream, index, room in
      var end = UInt64(bases[index])
      stream.drain(chunks[index].rows, to: room) { length in
        end += length
        return end
      }
    }
  }
}

extension LineMap {
  mutating func append(_ chunk: LineMap, row: Int, line: Int) {
    for (first, start) in zip(chunk.firstRows, chunk.firstLines) {
      note(row: first + row, line: start + line)
    }
  }
}

extension RowCheckpoints {
  mutating func append(_ chunk: RowCheckpoints, row: Int) {
    rows.append(contentsOf: chunk.rows.map { $0 + row })
    offsets.append(contentsOf: chunk.offsets)
  }
}

extension RejectedRow {
  func moved(row: Int, line moved: Int) -> RejectedRow {
    RejectedRow(
      line: line + moved, lineCount: lineCount, byteOffset: byteOffset,
      precedingRows: precedingRows + row, problem: problem)
  }
}
