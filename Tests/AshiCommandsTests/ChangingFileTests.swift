import Foundation
import Intake
import OutcomeModel
import Store
import Testing

@testable import AshiCommands

/// Files that other programs work on while they are read.
@Suite struct ChangingFileTests {
  private let scratch: Scratch
  private let file: String

  init() throws {
    scratch = try Scratch()
    file = try scratch.write("visits.csv", ChangingFileTests.export(3))
  }

  /// An export with so many visits.
  private static func export(_ rows: Int, pain: Int = 7) -> String {
    (["session_id,patient_id,session_date,diagnosis,pain_before,pain_after"]
      + (0..<rows).map { "s\($0),p\($0),2026-10-0\(1 + $0),M54.50,\(pain),3" }).joined(
        separator: "\n")
      + "\n"
  }

  private var storePath: String { scratch.url.appending(path: "store.sqlite").path }

  /// Takes the file in while another program does something.
  private func ingest(
    while other: @escaping () throws -> Void = {}
  ) throws -> OutcomeModel.ExitStatus {
    var options = IntakeOptions(asOf: CalendarDay(iso: "2026-10-31"), timeZone: "UTC", threads: 1)
    options.forStore = true
    var ingest = try StoreIngest(
      storePath: storePath, keyPath: nil, profile: try ProfileFile.load(nil), options: options,
      wait: 5)
    ingest.didRead = { _ in
      do { try other() } catch { Issue.record(error) }
    }
    return try ingest.run([file], quiet: true)
  }

  private func pains() throws -> [Int64] {
    let store = try ClinicStore(path: storePath, mode: .readOnly)
    #expect(try store.totalAccount().isBalanced)
    let sessions = try store.sessions()
    return (0..<sessions.rowCount).compactMap { row in
      sessions.scores.first?.scores[row].map { $0.nano / Score.scale }
    }
  }

  @Test("A file that grows while it is read waits, and is read whole the next time")
  func growing() throws {
    let status = try ingest {
      let handle = try FileHandle(forWritingTo: URL(filePath: file))
      try handle.seekToEnd()
      try handle.write(
        contentsOf: Data("s3,p3,2026-10-04,M54.50,7,3\ns4,p4,2026-10-05,M54.50,7,3\n".utf8))
      try handle.close()
    }
    #expect(status == .leftOut)
    #expect(try pains() == [])
    let later = try ingest()
    #expect(later == .complete)
    #expect(try pains() == [7, 7, 7, 7, 7])
  }

  @Test("A file that another takes the place of while it is read waits; then the new one is read")
  func replaced() throws {
    let other = try scratch.write("other.part", ChangingFileTests.export(3, pain: 4))
    // As large and as old as the first, so that only the file's number tells.
    let age = try FileManager.default.attributesOfItem(atPath: file)[.modificationDate]
    try FileManager.default.setAttributes(
      [.modificationDate: try #require(age)], ofItemAtPath: other)
    let status = try ingest { #expect(rename(other, file) == 0) }
    #expect(status == .leftOut)
    #expect(try pains() == [])
    let later = try ingest()
    #expect(later == .complete)
    #expect(try pains() == [4, 4, 4])
  }

  @Test("A file that is taken away while it is read was read whole")
  func takenAway() throws {
    let status = try ingest { try FileManager.default.removeItem(atPath: file) }
    #expect(status == .complete)
    #expect(try pains() == [7, 7, 7])
  }
}
