import Foundation
import Testing

@testable import DelimitedText

@Suite struct SourceTextTests {
  private func text(_ source: SourceText) -> String {
    source.withBytes { String(decoding: $0, as: UTF8.self) }
  }

  private static let sample = "id,note\n1,caf\u{E9} \u{20AC}5\n2,\u{75DB}\u{1F600}\n"

  @Test func utf8IsReadWithAndWithoutAMark() throws {
    let bytes = Array(Self.sample.utf8)
    let plain = try SourceText(bytes: bytes)
    #expect(plain.encoding == .utf8)
    #expect(!plain.hadByteOrderMark)
    #expect(plain.notices.isEmpty)
    #expect(text(plain) == Self.sample)
    let marked = try SourceText(bytes: [0xEF, 0xBB, 0xBF] + bytes)
    #expect(marked.hadByteOrderMark)
    #expect(text(marked) == Self.sample)
    #expect(marked.withOriginalBytes { $0.count } == bytes.count + 3)
  }

  @Test(arguments: [TextEncoding.utf16LittleEndian, .utf16BigEndian], [true, false])
  func utf16IsConverted(encoding: TextEncoding, marked: Bool) throws {
    var bytes: [UInt8] = []
    for unit in (marked ? "\u{FEFF}" + Self.sample : Self.sample).utf16 {
      let (high, low) = (UInt8(unit >> 8), UInt8(unit & 0xFF))
      bytes += encoding == .utf16BigEndian ? [high, low] : [low, high]
    }
    let source = try SourceText(bytes: bytes)
    #expect(source.encoding == encoding)
    #expect(source.hadByteOrderMark == marked)
    #expect(source.notices == [.converted(from: encoding)])
    #expect(text(source) == Self.sample)
    #expect(source.withOriginalBytes { Array($0) } == bytes)
  }

  @Test func brokenUTF16IsCounted() throws {
    let bytes: [UInt8] = [0xFF, 0xFE, 0x61, 0, 0x00, 0xD8, 0x62, 0, 0x00, 0xDC, 0x0A, 0, 0x31]
    let source = try SourceText(bytes: bytes)
    #expect(text(source) == "a\u{FFFD}b\u{FFFD}\n\u{FFFD}")
    #expect(source.notices.contains(.replacedCharacters(count: 3)))
  }

  @Test func whatIsNotUTF8IsWindows1252() throws {
    let source = try SourceText(bytes: Array("n\n".utf8) + [0x63, 0xE9, 0x80, 0x93, 0x81, 0x0A])
    #expect(source.encoding == .windows1252)
    #expect(text(source) == "n\nc\u{E9}\u{20AC}\u{201C}\u{FFFD}\n")
    #expect(
      source.notices == [.converted(from: .windows1252), .replacedCharacters(count: 1)])
  }

  @Test(
    arguments: [
      (
        [0x50, 0x4B, 0x03, 0x04] + Array("....[Content_Types].xml".utf8),
        SourceTextError.looksLikeSpreadsheet
      ),
      (
        [0x50, 0x4B, 0x03, 0x04]
          + Array("mimetypeapplication/vnd.oasis.opendocument.spreadsheet".utf8),
        .looksLikeSpreadsheet
      ),
      ([0x50, 0x4B, 0x03, 0x04] + Array("....export.csv".utf8), .looksLikeArchive),
      ([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], .looksLikeSpreadsheet),
      (Array("%PDF-1.7\n".utf8), .looksLikePDF),
      ([0x1F, 0x8B, 0x08, 0], .looksLikeArchive),
      (Array("BZh91AY".utf8), .looksLikeArchive),
      ([0x89, 0x50, 1, 2, 3, 4, 5, 6, 0x1F, 0x0E, 7, 8, 0, 2], .binary),
      ([], .empty), ([0xEF, 0xBB, 0xBF], .empty), ([0xFF, 0xFE], .empty),
    ] as [([UInt8], SourceTextError)])
  func whatIsNoTextIsNamed(bytes: [UInt8], error: SourceTextError) {
    #expect(throws: error) { try SourceText(bytes: bytes) }
  }

  @Test func textsThatLookALittleLikeArchivesAreTexts() throws {
    for text in ["BZhere,b\n1,2\n", "PK,b\n1,2\n", "%PD\n"] {
      #expect(try SourceText(bytes: Array(text.utf8)).encoding == .utf8)
    }
  }

  @Test func aNulIsNoticedAndNoReasonToRefuse() throws {
    let source = try SourceText(bytes: Array("a,b\n1,\u{0}2\n3,4\n5,6\n7,8\n".utf8))
    #expect(source.notices == [.containsNul])
  }

  @Test func filesAreMappedAndErrorsNamed() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "ashi-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // A page, a page less one byte, and one more: the scanner reads past the end of each.
    for size in [1, 63, 4095, 4096, 4097, 8192] {
      let file = folder.appending(path: "\(size).csv")
      let content = "a\n" + String(repeating: "7", count: max(0, size - 2))
      try Data(content.utf8.prefix(size)).write(to: file)
      let source = try SourceText.load(path: file.path)
      #expect(source.byteCount == size)
      let table = try DelimitedReader.readColumns(
        source, .rfc4180, columns: [ColumnRequest(index: 0)])
      #expect(table.rowCount == (size > 2 ? 1 : 0))
    }
    #expect(throws: SourceTextError.notFound) {
      try SourceText.load(path: folder.appending(path: "none.csv").path)
    }
    #expect(throws: SourceTextError.notAFile) { try SourceText.load(path: folder.path) }
    let empty = folder.appending(path: "empty.csv")
    try Data().write(to: empty)
    #expect(throws: SourceTextError.empty) { try SourceText.load(path: empty.path) }
  }
}
