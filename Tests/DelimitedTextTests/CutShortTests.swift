import Foundation
import Testing

@testable import DelimitedText

/// Files that are not what they seemed when they were opened.
@Suite struct CutShortTests {
  private func withFile(_ bytes: Data, _ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory
      .appending(path: "ashi-cut-\(UUID().uuidString).csv").path
    try bytes.write(to: URL(fileURLWithPath: path))
    defer { try? FileManager.default.removeItem(atPath: path) }
    try body(path)
  }

  private static let rows = Data(
    ("a,b\n" + (0..<400_000).map { "\($0),x\n" }.joined()).utf8)

  @Test(arguments: [0, 5_000, 1 << 20])
  func aFileThatIsCutShortIsAnErrorAndNotTheEnd(left: Int) throws {
    try withFile(Self.rows) { path in
      let source = try SourceText.load(path: path, checksAll: false)
      #expect(!source.wasCutShort)
      #expect(truncate(path, left) == 0)
      #expect(throws: DelimitedTextError.cutShort) {
        try DelimitedReader.readColumns(source, .rfc4180, columns: [ColumnRequest(index: 0)])
      }
      #expect(source.wasCutShort)
    }
  }

  @Test func anotherFileIsReadAsBefore() throws {
    try withFile(Self.rows) { path in
      let source = try SourceText.load(path: path)
      #expect(source.isChecked)
      let table = try DelimitedReader.readColumns(
        source, .rfc4180, columns: [ColumnRequest(index: 0)])
      #expect(table.rowCount == 400_000)
      #expect(!source.wasCutShort)
    }
  }

  @Test(arguments: [0xE9, 0x00, 0xC3] as [UInt8])
  func whatIsNoUTF8FarBehindIsFoundWhileReading(byte: UInt8) throws {
    var bytes = Self.rows
    bytes.append(contentsOf: [0x61, byte, 0x2C, 0x62, 0x0A])
    bytes.append(Self.rows.dropFirst(4))
    try withFile(bytes) { path in
      let source = try SourceText.load(path: path, checksAll: false)
      #expect(!source.isChecked)
      let columns = [ColumnRequest(index: 0)]
      if byte == 0 {
        let table = try DelimitedReader.readColumns(source, .rfc4180, columns: columns)
        #expect(table.containsNul)
        #expect(table.rowCount == 800_000)
        #expect(table.rejected.map(\.problem) == [.nulByte])
        #expect(table.rejected.map(\.line) == [400_002])
      } else {
        #expect(throws: DelimitedTextError.notUTF8) {
          try DelimitedReader.readColumns(source, .rfc4180, columns: columns)
        }
        #expect(try SourceText.load(path: path).encoding == .windows1252)
      }
    }
  }

  @Test func whatIsNoTextAtTheBeginningIsSeenAtOnce() throws {
    var bytes = Data([0x61, 0xE9, 0x0A])
    bytes.append(Self.rows)
    try withFile(bytes) { path in
      let source = try SourceText.load(path: path, checksAll: false)
      #expect(source.isChecked)
      #expect(source.encoding == .windows1252)
    }
  }
}
