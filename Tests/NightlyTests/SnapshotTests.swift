import Foundation
import OutcomeModel
import Store
import Testing

@testable import Nightly

/// Snapshots of clinics that share an id and a disk: each knows its own alone.
@Suite struct SnapshotTests {
  private struct Clinic {
    let folder: TemporaryFolder
    var pipeline: Pipeline
    let store: ClinicStore
    let fingerprint: String

    init(_ fingerprint: String, backup: String) throws {
      folder = try TemporaryFolder()
      pipeline = try folder.pipeline("backup: {to: \(backup), nights: 2, weeks: 0}")
      self.fingerprint = fingerprint
      try folder.write("endpoints: []", "plan.yaml")
      try folder.write(fingerprint, "store/patient.key", mode: 0o600)
      store = try ClinicStore(path: pipeline.store, mode: .readWrite)
      try store.checkKey(fingerprint: fingerprint)
    }

    func snapshot(_ day: CalendarDay) throws -> Snapshot? {
      let writer = try #require(SnapshotWriter(pipeline, version: "1", mails: "[]\n"))
      return try writer.write(store, asOf: day, now: SnapshotTests.now)
    }

    var copies: [String] {
      Restoring.copies(pipeline, fingerprint: fingerprint).map(\.path)
    }
  }

  private static let now = Date(timeIntervalSince1970: 1_790_870_400)  // 2026-10-01 16:00 UTC
  private let disk: TemporaryFolder
  private let day = CalendarDay(number: 20_727)  // 2026-10-01

  init() throws { disk = try TemporaryFolder() }

  private func clinics() throws -> (Clinic, Clinic) {
    (
      try Clinic("1111aaaa2222bbbb", backup: disk.path),
      try Clinic("9999cccc8888dddd", backup: disk.path)
    )
  }

  @Test func eachListsAndKeepsItsOwnNights() throws {
    let (one, other) = try clinics()
    let first = try #require(try one.snapshot(day))
    #expect(first.path == disk.path + "/main-1111aaaa/2026-10-01")
    // Six nights of the other clinic, which keeps two of its own.
    for night in 0..<6 { _ = try other.snapshot(day.advanced(by: night)) }
    #expect(one.copies == [first.path])
    #expect(other.copies.count == 2)
    #expect(other.copies.allSatisfy { $0.hasPrefix(disk.path + "/main-9999cccc/") })
    #expect(first.manifest?.keyFingerprint == one.fingerprint)
    #expect(StoreCopies(one.pipeline, fingerprint: one.fingerprint).copies.count == 1)
  }

  @Test func aStrangersCopyDoesNotContentTheDoctor() throws {
    let (one, other) = try clinics()
    _ = try other.snapshot(day)
    let found = BackupExamination(one.pipeline, fingerprint: one.fingerprint, now: Self.now)
      .findings
    #expect(found.map(\.text) == ["there is no copy"])
    _ = try one.snapshot(day)
    let own = BackupExamination(one.pipeline, fingerprint: one.fingerprint, now: Self.now).findings
    #expect(own.count == 1 && own[0].text.contains("/main-1111aaaa/"))
  }

  private func examined(_ clinic: Clinic, now: Date = Self.now) throws -> Doctor.Finding {
    let found = BackupExamination(clinic.pipeline, fingerprint: clinic.fingerprint, now: now)
    return try #require(found.findings.first)
  }

  @Test func theDoctorLooksIntoTheNewestCopy() throws {
    let (one, _) = try clinics()
    let snapshot = try #require(try one.snapshot(day))
    #expect(try examined(one).status == .complete)
    let bytes = try #require(FileManager.default.contents(atPath: snapshot.store))
    try Data(bytes.dropLast(1) + [bytes.last.map { $0 ^ 1 } ?? 0]).write(
      to: URL(filePath: snapshot.store))
    #expect(try examined(one).text.contains("store.sqlite is missing or was changed"))
    try FileManager.default.removeItem(atPath: snapshot.store)
    let missing = try examined(one)
    #expect(missing.status == .inputOutput)
    #expect(missing.text.contains("store.sqlite is missing or was changed"))
    #expect(missing.remedy.contains("delete it"))
    // A copy beside the store that is none.
    try FileManager.default.removeItem(atPath: snapshot.path)
    try one.folder.write("no store", "store/backup/store-2026-10-01.sqlite")
    #expect(try examined(one).text.hasSuffix("store-2026-10-01.sqlite, cannot be read"))
  }

  @Test func theDoctorTellsAnUnpluggedDiskAsTheNightDoes() throws {
    let gone = disk.path + "/unplugged"
    let clinic = try Clinic("1111aaaa2222bbbb", backup: gone)
    let finding = try examined(clinic)
    #expect(finding.status == .cannotCreate)
    #expect(finding.text.contains(gone))
    #expect(finding.remedy.contains("plug the disk in"))
  }

  @Test func theAgeOfACopyIsThatOfItsMaking() throws {
    let (one, _) = try clinics()
    // A night of a past day: the copy is from now, and on the disk of the store.
    _ = try one.snapshot(day.advanced(by: -300))
    let young = try examined(one)
    #expect(young.text.contains("is on the disk of the store"), "\(young)")
    #expect(young.remedy == "put backup.to on another disk")
    let old = try examined(one, now: Self.now.addingTimeInterval(9 * 86_400))
    #expect(old.text.contains("is 9 days old"), "\(old)")
    #expect(old.remedy.contains("ashi run"))
  }

  @Test func aStrangersCopyIsNotPutBack() throws {
    let (one, other) = try clinics()
    let strange = try #require(try other.snapshot(day))
    #expect(throws: Restoring.Failure.wrongKey(path: one.pipeline.key)) {
      try Restoring(one.pipeline).run(from: strange.path, fingerprint: one.fingerprint)
    }
    #expect(try one.store.keyFingerprint() == one.fingerprint)
    let own = try #require(try one.snapshot(day))
    let outcome = try Restoring(one.pipeline).run(from: own.path, fingerprint: one.fingerprint)
    #expect(outcome.source == own.path)
  }

  @Test func erasuresStandBesideTheirOwnSnapshots() throws {
    let (one, other) = try clinics()
    _ = try one.snapshot(day)
    let tombstone = Tombstone(key: Array(repeating: 7, count: 16), erased: day)
    _ = try other.store.erase([tombstone])
    _ = try other.snapshot(day)
    let own = try #require(Snapshot.folder(one.pipeline, fingerprint: one.fingerprint))
    let foreign = try #require(Snapshot.folder(other.pipeline, fingerprint: other.fingerprint))
    #expect(try TombstoneFile(folder: own).tombstones().isEmpty)
    #expect(try TombstoneFile(folder: foreign).tombstones() == [tombstone])
  }

  @Test func reportsThatACopyDoesNotKnowAreCounted() throws {
    let (one, _) = try clinics()
    let copy = try #require(try one.snapshot(day))
    try one.folder.write("<p>", "reports/2026-10-02/report.html")
    try one.folder.write("{}", "reports/2026-10-02/run.json")
    let outcome = try Restoring(one.pipeline).run(from: copy.path, fingerprint: one.fingerprint)
    #expect(outcome.unknownReports.map { "\($0)" } == ["2026-10-02"])
  }

  /// What was published since a copy is in the store that stands, and stays known after the restore.
  @Test func theLedgerSinceTheCopyIsTakenOver() throws {
    let (one, _) = try clinics()
    func publish(_ number: Int) throws {
      var mendings = Mendings()
      mendings.corrected = number
      let slot = PublicationLedger.Slot(
        population: "all/current", group: "all", endpoint: "course_change", window: "week6")
      let name = "\(day.advanced(by: number))"
      try one.store.saveDraft(
        PublicationDraft(
          release: PublicationLedger.Release(
            number: number, asOf: day.advanced(by: number), mendings: mendings, rules: "a=1",
            lastMailed: nil), replaces: nil,
          contents: [slot: PeopleTable(counted: [(PeopleTable.Kind(0), 10 + number)])],
          audiences: [
            "internal": PublicationDraft.Audience(
              versions: [slot], figures: "{\(number)}",
              changes: [
                PublicationLedger.Change(
                  figure: "f", old: "1", new: "2", cause: "c", isCorrection: false)
              ])
          ]))
      try one.store.record(
        Publication(
          id: name, asOf: day.advanced(by: number), content: "x", run: nil, mail: .none),
        publishesDraft: true)
      try one.folder.write("<p>", "reports/\(name)/report.html")
      try one.folder.write("{}", "reports/\(name)/run.json")
    }
    try publish(1)
    let copy = try #require(try one.snapshot(day.advanced(by: 1)))
    try publish(2)
    try publish(3)
    let known = try one.store.publicationLedger()
    #expect(known.releases.map(\.number) == [1, 2, 3])
    let restoring = Restoring(one.pipeline)
    let outcome = try restoring.run(from: copy.path, fingerprint: one.fingerprint)
    #expect(outcome.reportsTakenOver == 2)
    #expect(outcome.unknownReports.isEmpty)
    let restored = try ClinicStore(path: one.pipeline.store, mode: .readOnly)
    #expect(try restored.publicationLedger() == known)
    try restored.close()
    // Where the store that stands cannot be read the reports are told.
    try one.folder.write("no store", "store/store.sqlite", mode: 0o600)
    let poor = try restoring.run(from: copy.path, fingerprint: one.fingerprint)
    #expect(poor.reportsTakenOver == 0)
    #expect(poor.unknownReports.count == 2)
  }

  @Test func anIdThatIsNoFolderStaysOnTheDisk() throws {
    var (one, _) = try clinics()
    one.pipeline.clinic.id = "../../west/\u{E9}"
    #expect(
      Snapshot.folder(one.pipeline, fingerprint: one.fingerprint)
        == disk.path + "/______west__-1111aaaa")
    #expect(Snapshot.folder(one.pipeline, fingerprint: nil) == nil)
  }
}
