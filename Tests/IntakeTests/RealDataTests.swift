import Foundation
import OutcomeModel
import StrictYAML
import Testing

@testable import Intake

/// Where the tests find files outside of their own folder.
enum TestFiles {
  /// The root of the package.
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// A file of the real data sets, which are not part of the package.
  static func shared(_ path: String) -> String {
    root.appending(path: "../shared/data/" + path).standardizedFileURL.path
  }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  static func profile(_ name: String) throws -> Profile {
    try ProfileReader.load(path: root.appending(path: "Pipelines/profiles/\(name).yaml").path)
  }
}

@Suite("Real data sets")
struct RealDataTests {
  static let diariesFile = TestFiles.shared("nw-backpain-diaries/ldopa_ratings.csv")
  static let trialFile = TestFiles.shared("vickers-acupuncture/acupuncture.csv")

  @Test(
    "the back-pain diaries balance to the last row",
    .enabled(if: TestFiles.exists(diariesFile), "the real data sets are not here"))
  func diaries() throws {
    let profile = try TestFiles.profile("nw-backpain")
    let batch = try BatchReader.read(
      [(Self.diariesFile, profile)], options: IntakeOptions())
    #expect(batch.account.read == 7631)
    #expect(batch.account.accepted == 7583)
    #expect(batch.account.rejected == [.unreadableDate: 48])
    #expect(batch.account.isBalanced)
    #expect(batch.sessions.patientCount == 48)
    #expect(batch.sessions.rowCount == 7583)
    let pain = try #require(batch.sessions.scoreColumn("pain_before"))
    let scored = (0..<7583).count { pain.scores[$0] != nil }
    // 978 ratings are NA, 48 of them on the rows without a date.
    #expect(scored == 7631 - 978)
    #expect(Set(batch.sessions.conditions) == [ConditionSet(.nonspecificLowBack)])
    #expect(Set(batch.sessions.givenEpisode).count == 48)
    let reject = try #require(batch.rejects.first)
    #expect(reject.line == 160)
    #expect(reject.column == "session_date")
  }

  @Test(
    "the headache trial is one episode per patient on undated days",
    .enabled(if: TestFiles.exists(trialFile), "the real data sets are not here"))
  func trial() throws {
    let profile = try TestFiles.profile("vickers")
    let batch = try BatchReader.read(
      [(Self.trialFile, profile)], options: IntakeOptions())
    #expect(batch.account.read == 401)
    #expect(batch.account.accepted == 401)
    #expect(batch.account.isBalanced)
    let table = batch.sessions
    #expect(table.patientCount == 401)
    #expect(table.isDated[0] == false)
    // 75 and 100 patients have no score at three months and one year.
    #expect(table.rowCount == 401 + (401 - 75) + (401 - 100))
    let scores = try #require(table.scoreColumn("headache_score"))
    #expect(scores.instrument.maximum == Score(150))
    #expect(scores.scores[0] == Score(nano: 10_750_000_000))
    let arm = try #require(table.groupColumn("arm"))
    let treated = (0..<table.rowCount).count {
      arm.values[$0] == "acupuncture" && table.visitType[$0] == .treatment
    }
    #expect(treated == 205)
    #expect(Set(table.givenEpisode) == [1])
    let lastDays = Set(table.day.map(\.number))
    #expect(lastDays == [0, 91, 365])
  }
}
