import DelimitedText
import OutcomeModel

/// Hashes of rejected rows, by which a store knows a reject again in the next export.
enum RejectHashes {
  private static let limit = 10_000

  /// One hash per reject in their order; 0 beyond the limit.
  static func all(_ rejects: [Reject], _ rows: SourceRows) -> [UInt64] {
    let before = rows.file.source.bytesBeforeText ?? 0
    return rejects.enumerated().map { position, reject in
      guard position < limit, let offset = reject.byteOffset else { return 0 }
      return hash(lineAt: offset - before, rows)
    }
  }

  /// The hash of the physical line in which a row begins.
  private static func hash(lineAt offset: Int, _ rows: SourceRows) -> UInt64 {
    rows.file.source.withBytes { bytes in
      let text = bytes.bindMemory(to: UInt8.self)
      var end = offset
      while end < text.count, text[end] != 0x0A, text[end] != 0x0D { end += 1 }
      let line = UnsafeBufferPointer(rebasing: text[offset..<end])
      return max(1, StableHash.key(line, seed: RowKey(high: 0, low: 0)).low)
    }
  }
}
