import Foundation
import OutcomeModel
import Testing

@testable import Intake

/// The invented exports in SampleData, each read with the profile that is shipped for it.
@Suite("Sample exports")
struct SampleDataTests {
  private static let folder = TestFiles.root.appending(path: "SampleData")

  private static func files(_ dialect: String) throws -> [String] {
    let folder = folder.appending(path: dialect).path
    return try FileManager.default.contentsOfDirectory(atPath: folder)
      .filter { $0.hasSuffix(".csv") }.sorted().map { folder + "/" + $0 }
  }

  @Test(
    "every file is read, every row has one fate, and no name is said",
    .enabled(if: TestFiles.exists(folder.path), "there is no SampleData here"),
    arguments: [
      "acuity", "canonical", "cliniko", "jane", "redcap-label", "redcap-raw", "simplepractice",
      "wide",
    ])
  func dialects(dialect: String) throws {
    let profile = dialect == "canonical" ? Profile.canonical : try TestFiles.profile(dialect)
    let files = try Self.files(dialect)
    #expect(!files.isEmpty)
    let batch = try BatchReader.read(
      files.map { ($0, profile) },
      options: IntakeOptions(
        asOf: CalendarDay(iso: "2026-10-31"), timeZone: "America/Los_Angeles", threads: 2))
    #expect(batch.files.compactMap(\.quarantine) == [])
    #expect(batch.files.allSatisfy { $0.account.isBalanced && $0.account.read > 0 })
    #expect(batch.account.isBalanced)
    #expect(batch.account.accepted > 100)
    #expect(batch.rejects.count == batch.account.rejectedTotal)
    let said =
      batch.notices.map(\.text) + batch.rejects.flatMap { [$0.column, $0.rule] }
    #expect(!said.contains { $0.contains("Canary") })
    let groups = batch.sessions.groups.flatMap { $0.values.values }
    #expect(!groups.contains { $0.lowercased().contains("canary") })
    #expect(batch.sessions.day.allSatisfy { !$0.isUnknown })
  }
}
