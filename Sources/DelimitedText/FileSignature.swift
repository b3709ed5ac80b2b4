/// Recognises files that are not text by their first bytes.
enum FileSignature {
  private static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  private static let oldOffice: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
  private static let pdf: [UInt8] = [0x25, 0x50, 0x44, 0x46, 0x2D]
  private static let archives: [[UInt8]] = [
    [0x50, 0x4B, 0x05, 0x06],  // an empty zip
    [0x1F, 0x8B],  // gzip
    [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C],  // 7z
    [0x52, 0x61, 0x72, 0x21, 0x1A, 0x07],  // rar
    [0x42, 0x5A, 0x68],  // bzip2, a digit follows
    [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00],  // xz
    [0x28, 0xB5, 0x2F, 0xFD],  // zstd
  ]
  /// Names found in the first entries of a zip that is really a workbook.
  private static let workbookMarks = ["[Content_Types].xml", "xl/", "spreadsheet", "Index/"]

  /// The reason to refuse a file that begins with `bytes`, nil for what may be text.
  static func problem(in bytes: UnsafeRawBufferPointer) -> SourceTextError? {
    if begins(bytes, with: zip) {
      let head = bytes.prefix(4096)
      let isWorkbook = workbookMarks.contains { contains(head, $0) }
      return isWorkbook ? .looksLikeSpreadsheet : .looksLikeArchive
    }
    if begins(bytes, with: oldOffice) { return .looksLikeSpreadsheet }
    if begins(bytes, with: pdf) { return .looksLikePDF }
    for archive in archives where begins(bytes, with: archive) {
      // "BZh" could begin a text; in bzip2 a digit and a block mark follow.
      let isText =
        archive.count == 3
        && !(bytes.count > 4 && (0x31...0x39).contains(bytes[3]) && bytes[4] == 0x31)
      if !isText { return .looksLikeArchive }
    }
    return nil
  }

  /// Whether so many of the first bytes are control characters that this is no text.
  static func looksBinary(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let head = bytes.prefix(65_536)
    let controls = head.count {
      $0 < 0x20 && !(0x09...0x0D).contains($0) && $0 != 0x1A && $0 != 0x1B
    }
    // A stray NUL is a bad row; a tenth of all bytes is another kind of file.
    return controls * 10 > head.count && controls > 1
  }

  private static func begins(_ bytes: UnsafeRawBufferPointer, with mark: [UInt8]) -> Bool {
    bytes.count >= mark.count && bytes.prefix(mark.count).elementsEqual(mark)
  }

  private static func contains(_ bytes: Slice<UnsafeRawBufferPointer>, _ text: String) -> Bool {
    let mark = Array(text.utf8)
    guard bytes.count >= mark.count else { return false }
    return (bytes.startIndex...(bytes.endIndex - mark.count)).contains { start in
      bytes[start..<(start + mark.count)].elementsEqual(mark)
    }
  }
}
