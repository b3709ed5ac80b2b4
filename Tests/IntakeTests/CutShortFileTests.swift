import Foundation
import OutcomeModel
import Testing

@testable import Intake

@Suite("Files that change or turn out otherwise while they are read")
struct CutShortFileTests {
  /// More than is looked at before reading.
  private static let rows: String =
    TestBatch.header
    + (0..<30_000).map { "s\($0),p\($0 % 999),2026-01-05,caf\u{E9},7,4,\n" }.joined()

  @Test("a late byte that is no UTF-8 converts the file, as an early one does")
  func conversion() throws {
    let files = try TestBatch([])
    defer { files.remove() }
    let ascii = Self.rows.replacingOccurrences(of: "\u{E9}", with: "e")
    var bytes = Data(ascii.utf8)
    bytes.append(contentsOf: Array("late,p9,2026-01-06,caf".utf8) + [0xE9] + Array(",7,4,\n".utf8))
    let path = files.path("late.csv")
    try bytes.write(to: URL(fileURLWithPath: path))
    let outcome = try FileReader.readFile(
      path: path, number: 1, profile: .canonical, options: IntakeOptions(threads: 2))
    guard case .reading(let reading) = outcome else {
      Issue.record("the file is quarantined")
      return
    }
    #expect(reading.rows.rowCount == 30_001)
    #expect(reading.rows.diagnosis?[30_000] == "caf\u{E9}")
    #expect(reading.notices.map(\.text).contains("converted from Windows-1252"))
  }

  @Test("a file that is cut short while it is read is told, and is no crash")
  func cutShort() throws {
    let files = try TestBatch([("a.csv", Self.rows)])
    defer { files.remove() }
    let path = files.path("a.csv")
    #expect(throws: IntakeError.cutShort(path: path)) {
      _ = try FileReader.open(.file(path), .canonical, IntakeOptions(threads: 2)) { source in
        #expect(truncate(path, 100) == 0)
        return try FileReader.decode(source, 1, .canonical, IntakeOptions(threads: 2))
      }
    }
  }
}
