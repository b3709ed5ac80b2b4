import Testing

@testable import DelimitedText

@Suite("SpillFile")
struct SpillFileTests {
  @Test("stretches are read as they were written, each by itself")
  func stretches() throws {
    let file = try SpillFile(bufferBytes: 16)
    try file.begin()
    for text in ["a,b\n", "1,2\n", String(repeating: "x", count: 9000) + ",3\n"] {
      try Array(text.utf8).withUnsafeBytes { try file.append($0) }
    }
    let first = try file.end()
    try file.begin()
    try Array("c\n4".utf8).withUnsafeBytes { try file.append($0) }
    try file.append(byte: 0x0A)
    let second = try file.end()
    #expect((first.count, second.count) == (4 + 4 + 9003, 4))
    let rows = try DelimitedReader.rows(try file.text(first, threads: 1), .rfc4180)
    #expect(rows.rows.map { $0[1] } == ["2", "3"])
    let other = try DelimitedReader.rows(try file.text(second, threads: 1), .rfc4180)
    #expect(other.header.cells == ["c"])
    #expect(other.rows == [["4"]])
  }

  @Test("numbers are read as they were written")
  func numbers() throws {
    let file = try SpillFile(bufferBytes: 16)
    try file.begin()
    try file.append(byte: 1)
    _ = try file.end()
    try file.begin()
    for number in 0..<UInt64(3000) { try file.append(number &* 0x9E37_79B9_7F4A_7C15) }
    let stretch = try file.end()
    let found = try file.withNumbers(stretch) { Array($0) }
    #expect(found == (0..<UInt64(3000)).map { $0 &* 0x9E37_79B9_7F4A_7C15 })
    try file.begin()
    let empty = try file.end()
    #expect(try file.withNumbers(empty) { $0.count } == 0)
  }

  @Test("rows are handed on as they stand, without cells beyond the header")
  func rowsAsTheyStand() throws {
    let text = "a,b\n1,\"x\ny\"\r\n\n5,6,\n7\n8,9"
    let source = try SourceText(bytes: Array(text.utf8))
    let header = try DelimitedReader.readHeader(source, .rfc4180)
    var rows: [String] = []
    let rejected = DelimitedReader.forEachRow(source, .rfc4180, header) { row in
      row.withBytes { bytes, hasBreak in
        rows.append(
          "\(row.line)+\(row.lineCount) \(hasBreak) " + String(decoding: bytes, as: UTF8.self))
      }
    }
    #expect(rows == ["2+2 true 1,\"x\ny\"\r\n", "7+1 false 8,9"])
    #expect(rejected.map(\.line) == [5, 6])
  }
}
