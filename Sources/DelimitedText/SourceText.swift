/// The text of one file, as UTF-8 whatever the file holds: a UTF-8 file is mapped, not copied;
/// UTF-16 and Windows-1252 are converted once.
///
/// - Encoding: a byte order mark decides; without one, UTF-16 is recognised by its zero bytes (at
///   least 30 % of one byte position and few of the other, in the first 64 KB); otherwise valid
///   UTF-8 is UTF-8, and what is not valid is Windows-1252.
/// - Positions: byte offsets that the reader reports count from the first byte of `withBytes`, which
///   is the file without its byte order mark; in a converted file they are offsets in the
///   conversion.
public struct SourceText: Sendable {
  /// How the file stores its characters.
  public let encoding: TextEncoding
  /// Whether the file began with a byte order mark; it is no part of the text.
  public let hadByteOrderMark: Bool
  /// What a reader of the log should know about the text.
  public let notices: [SourceNotice]

  let original: SourceStorage
  let storage: SourceStorage
  let start: Int
  let census: ByteCensus
  /// Whether all bytes were looked at. If not, the text is taken for UTF-8 by its beginning, and
  /// ``DelimitedReader/readColumns(_:_:columns:threads:chunkBytes:)`` finds out as it reads.
  public let isChecked: Bool

  /// Maps the file at `path` and finds out its encoding.
  /// - Parameters:
  ///   - threads: how many threads check the bytes; the result is the same for any number.
  ///   - checksAll: whether all bytes are looked at before anything is read. Without it a large file
  ///     goes through memory once less, and reading it may end with ``DelimitedTextError/notUTF8``:
  ///     then it is to be loaded again, with this check.
  public static func load(
    path: String, threads: Int = 2, checksAll: Bool = true
  ) throws(SourceTextError) -> SourceText {
    try SourceText(SourceStorage(mapping: path), threads: threads, checksAll: checksAll)
  }

  /// A stretch of an open file as a text of its own: ``SpillFile`` writes them.
  init(
    descriptor: Int32, from offset: Int, size: Int, threads: Int
  ) throws(SourceTextError) {
    try self.init(
      SourceStorage(mapping: descriptor, from: offset, size: size), threads: threads,
      checksAll: false)
  }

  /// Tells the system that bytes of a mapped file need not stay in memory.
  func release(_ range: Range<Int>) {
    storage.release((range.lowerBound + start)..<(range.upperBound + start))
  }

  /// Calls `body` with all that stands above the first row: titles and the header.
  public func withBytes<Value, Failure: Error>(
    above header: Header, _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try withBytes { (all) throws(Failure) -> Value in
      try body(UnsafeRawBufferPointer(rebasing: all[..<header.dataOffset]))
    }
  }

  /// Whether another program cut the file short since it was opened: what was read is not what it
  /// held.
  public var wasCutShort: Bool { original.wasCutShort }

  /// The text of `bytes`, treated as the content of a file.
  public init(bytes: [UInt8]) throws(SourceTextError) {
    try self.init(bytes.withUnsafeBytes { SourceStorage(copying: $0) }, threads: 1, checksAll: true)
  }

  /// The number of bytes of the text as UTF-8, without a byte order mark.
  public var byteCount: Int { storage.count - start }

  /// The text as UTF-8.
  public func withBytes<Value, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try body(UnsafeRawBufferPointer(start: storage.base + start, count: byteCount))
  }

  /// The bytes as they stand in the file, byte order mark and encoding included; what a
  /// check sum is taken of.
  public func withOriginalBytes<Value, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    try body(UnsafeRawBufferPointer(start: original.base, count: original.count))
  }

  /// How much of a file is looked at where the rest is left to the reader.
  private static let beginning = 1 << 20

  private init(
    _ file: SourceStorage, threads: Int, checksAll: Bool
  ) throws(SourceTextError) {
    let bytes = UnsafeRawBufferPointer(start: file.base, count: file.count)
    if file.count == 0 { throw .empty }
    if let problem = FileSignature.problem(in: bytes) { throw problem }
    let mark = ByteOrderMark(of: bytes)
    if mark.length == file.count { throw .empty }
    let text = UnsafeRawBufferPointer(rebasing: bytes[mark.length...])

    var notices: [SourceNotice] = []
    original = file
    hadByteOrderMark = mark.length > 0
    let isLong = text.count > Self.beginning
    if let wide = mark.encoding == .utf8 ? nil : mark.encoding ?? Self.evidentUTF16(text) {
      let result = Transcoder.fromUTF16(text, bigEndian: wide == .utf16BigEndian)
      storage = result.bytes.withUnsafeBytes { SourceStorage(copying: $0) }
      start = 0
      encoding = wide
      notices.append(.converted(from: wide))
      if result.replaced > 0 { notices.append(.replacedCharacters(count: result.replaced)) }
      census = Self.census(of: storage, from: 0, threads: threads)
      isChecked = true
    } else if !checksAll, isLong, !FileSignature.looksBinary(text),
      Self.census(of: file, from: mark.length, count: Self.beginning, threads: 1).isUTF8
    {
      storage = file
      start = mark.length
      encoding = .utf8
      census = .unknown
      isChecked = false
    } else {
      isChecked = true
      if FileSignature.looksBinary(text) { throw .binary }
      let found = Self.census(of: file, from: mark.length, threads: threads)
      if found.isUTF8 {
        storage = file
        start = mark.length
        encoding = .utf8
        census = found
      } else {
        let result = Transcoder.fromWindows1252(text)
        storage = result.bytes.withUnsafeBytes { SourceStorage(copying: $0) }
        start = 0
        encoding = .windows1252
        notices.append(.converted(from: .windows1252))
        if result.replaced > 0 { notices.append(.replacedCharacters(count: result.replaced)) }
        census = Self.census(of: storage, from: 0, threads: threads)
      }
    }
    if storage.count == start { throw .empty }
    if isChecked, census.hasNul { notices.append(.containsNul) }
    self.notices = notices
  }

  private static func census(
    of file: SourceStorage, from start: Int, count: Int? = nil, threads: Int
  ) -> ByteCensus {
    ByteCensus.take(
      of: file.base + start, count: count ?? file.count - start, threads: threads
    ) { range in
      file.release((range.lowerBound + start)..<(range.upperBound + start))
    }
  }

  /// UTF-16 without a mark: most characters of a table are ASCII, so every second byte is zero.
  private static func evidentUTF16(_ bytes: UnsafeRawBufferPointer) -> TextEncoding? {
    let pairs = min(bytes.count, 65_536) / 2
    guard pairs >= 2, bytes.count % 2 == 0 else { return nil }
    var zeros = (even: 0, odd: 0)
    for pair in 0..<pairs {
      if bytes[2 * pair] == 0 { zeros.even += 1 }
      if bytes[2 * pair + 1] == 0 { zeros.odd += 1 }
    }
    if zeros.odd * 10 >= pairs * 3, zeros.even * 20 <= pairs { return .utf16LittleEndian }
    if zeros.even * 10 >= pairs * 3, zeros.odd * 20 <= pairs { return .utf16BigEndian }
    return nil
  }
}

/// The byte order mark at the beginning of a file.
private struct ByteOrderMark {
  var encoding: TextEncoding?
  var length = 0

  init(of bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      (encoding, length) = (.utf8, 3)
    } else if bytes.starts(with: [0xFF, 0xFE]) {
      (encoding, length) = (.utf16LittleEndian, 2)
    } else if bytes.starts(with: [0xFE, 0xFF]) {
      (encoding, length) = (.utf16BigEndian, 2)
    }
  }
}
