import Dispatch
import Synchronization

extension DelimitedReader {
  /// Reads the columns asked for; others are passed over.
  ///
  /// The text is cut into chunks, which workers read in parallel. Where a chunk's first row begins can
  /// only be guessed before the chunk ahead of it is read (a line break may stand in quotes); each guess
  /// is checked afterwards, and a chunk begun at the wrong place is read again. So the table is the
  /// same for every number of threads and every chunk size.
  ///
  /// - Parameters:
  ///   - columns: the columns to decode; a column may be asked for twice.
  ///   - threads: how many workers read, at least 1.
  ///   - chunkBytes: how many bytes a worker takes at a time.
  public static func readColumns(
    _ source: SourceText, _ dialect: Dialect, columns: [ColumnRequest], threads: Int = 2,
    chunkBytes: Int = 4 << 20
  ) throws(DelimitedTextError) -> ColumnTable {
    let header = try readHeader(source, dialect)
    for request in columns where !(0..<header.width).contains(request.index) {
      throw .noColumn(index: request.index, width: header.width)
    }
    let read = ChunkedRead(
      source: source, dialect: dialect, header: header, requests: columns,
      threads: max(1, threads), chunkBytes: max(1, chunkBytes))
    return try withExtendedLifetime(source) { () throws(DelimitedTextError) in
      try read.table()
    }
  }
}

/// One read of a file by several workers.
private struct ChunkedRead {
  let source: SourceText
  let dialect: Dialect
  let header: Header
  let requests: [ColumnRequest]
  let threads: Int
  let chunkBytes: Int

  /// The first chunk is small: it fills the dictionaries that the other workers begin with, so that
  /// columns of few values get the same codes from all of them and need no translation.
  private static let firstChunkBytes = 1 << 20

  func table() throws(DelimitedTextError) -> ColumnTable {
    let borders = borders()
    let first = parser(0, seed: nil)
    var chunks = [first.parse(chunk: 0, from: borders[0], to: borders[1])]
    let seeded = first.encoders.map { $0.dictionary.count }
    var parsers = [first]
    var hasRepairs = false
    if threads == 1 || borders.count <= 3 {
      for index in 1..<(borders.count - 1) {
        chunks.append(
          first.parse(chunk: index, from: chunks[index - 1].next, to: borders[index + 1]))
        release(borders[index]..<borders[index + 1])
      }
    } else {
      for worker in 1..<min(threads, borders.count - 2) {
        parsers.append(parser(worker, seed: first))
      }
      let seed = parser(parsers.count, seed: first)
      chunks += parallel(borders, from: chunks[0].next, parsers)
      hasRepairs = repair(&chunks, borders, seed)
      if hasRepairs { parsers.append(seed) }
    }
    if source.wasCutShort { throw .cutShort }
    guard chunks.allSatisfy(\.isUTF8) else { throw .notUTF8 }
    let merge = ColumnMerge(
      source: source, header: header, requests: requests, chunks: chunks, parsers: parsers,
      seeded: seeded, hasRepairs: hasRepairs, threads: threads)
    return merge.table(dialect: dialect)
  }

  /// Where chunks begin, and the end of the text.
  private func borders() -> [Int] {
    let end = source.byteCount
    var borders = [header.dataOffset]
    var border = header.dataOffset + min(chunkBytes, Self.firstChunkBytes)
    while border < end {
      borders.append(border)
      border += chunkBytes
    }
    return borders + [end]
  }

  private func parser(_ worker: Int, seed: ChunkParser?) -> ChunkParser {
    ChunkParser(
      worker: worker, source: source, dialect: dialect, header: header, requests: requests,
      seed: seed)
  }

  /// Reads all chunks but the first, each from where its first row probably begins.
  private func parallel(_ borders: [Int], from second: Int, _ parsers: [ChunkParser])
    -> [ChunkResult]
  {
    let count = borders.count - 1
    let results = WorkerResults<ChunkResult>(count: count - 1)
    let next = Atomic(1)
    let start = ChunkStart(source: source, dialect: dialect, header: header)
    // Each parser is used by one worker.
    nonisolated(unsafe) let parsers = parsers
    DispatchQueue.concurrentPerform(iterations: parsers.count) { worker in
      while true {
        let chunk = next.wrappingAdd(1, ordering: .relaxed).oldValue
        guard chunk < count else { return }
        let first = chunk == 1 ? second : start.guess(at: borders[chunk])
        results.set(
          chunk - 1, parsers[worker].parse(chunk: chunk, from: first, to: borders[chunk + 1]))
        release(borders[chunk]..<borders[chunk + 1])
      }
    }
    return results.values
  }

  /// Lets a mapped file's pages go once they are read.
  private func release(_ range: Range<Int>) {
    source.storage.release((range.lowerBound + source.start)..<(range.upperBound + source.start))
  }

  /// Reads again the chunks that did not begin where the chunk before ended.
  private func repair(_ chunks: inout [ChunkResult], _ borders: [Int], _ parser: ChunkParser)
    -> Bool
  {
    var hasRepairs = false
    for index in 1..<chunks.count where chunks[index].start != chunks[index - 1].next {
      chunks[index] = parser.parse(
        chunk: index, from: chunks[index - 1].next, to: borders[index + 1])
      hasRepairs = true
    }
    return hasRepairs
  }
}
