import Foundation
import GRDB
import OutcomeModel
import Store
import Testing

/// `ashi forget` while another program has the store open, cut short, and finished later.
@Suite struct ForgetTests {
  private let scratch: Scratch
  private var clinic: String { scratch.url.path + "/clinic" }
  private var pipeline: String { clinic + "/nightly.yaml" }
  private var store: String { clinic + "/store/store.sqlite" }

  /// A clinic of thirty patients, two visits each, after its first night.
  init() throws {
    scratch = try Scratch()
    let made = try ProgramRun(
      "ashi", ["init", clinic, "--name", "Test Clinic", "--zone", "America/New_York"])
    try #require(made.status == 0, "\(made.error)")
    try FileManager.default.createDirectory(
      atPath: scratch.url.path + "/backup", withIntermediateDirectories: true)
    let text = try String(contentsOfFile: pipeline, encoding: .utf8)
    try Data(
      (text.replacing("settle_seconds: 5 ", with: "settle_seconds: 0 ")
        + "\nbackup: {to: ../backup}\n").utf8
    ).write(to: URL(filePath: pipeline))
    let rows = (1...30).map { "P\($0),2026-08-03,M54.50,7,5\nP\($0),2026-09-14,M54.50,4,3\n" }
    try scratch.write(
      "clinic/inbox/a.csv",
      "patient_id,session_date,diagnosis,pain_before,pain_after\n" + rows.joined())
    let night = try ProgramRun("ashi", ["run", pipeline, "--as-of", "2026-10-31"])
    try #require(night.status == 0, "\(night.error)")
  }

  private func forget() throws -> ProgramRun {
    try ProgramRun("ashi", ["forget", pipeline, "--wait", "0.1"], input: "P7\n")
  }

  private var receipts: [String] {
    let folder = clinic + "/store/receipts"
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.sorted().map {
      (try? String(contentsOfFile: "\(folder)/\($0)", encoding: .utf8)) ?? ""
    }
  }

  private func visits(_ path: String? = nil) throws -> Int {
    var configuration = Configuration()
    configuration.readonly = true
    return try DatabaseQueue(path: path ?? store, configuration: configuration).read {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM session") ?? -1
    }
  }

  @Test(
    "While a program reads the store nothing is erased, and it is said; afterwards all of it is")
  func aReaderHinders() throws {
    var configuration = Configuration()
    configuration.readonly = true
    let reader = try DatabaseQueue(path: store, configuration: configuration)
    try reader.read { db in
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM session") == 60)
      let hindered = try forget()
      #expect(hindered.status == 75)
      #expect(hindered.error.contains("reads or writes"), "\(hindered.error)")
      #expect(hindered.error.contains("Nothing was erased"), "\(hindered.error)")
    }
    #expect(try visits() == 60)
    #expect(receipts.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: clinic + "/store/erased.txt"))
    // A connection that is open and in no transaction hinders nothing.
    let done = try forget()
    #expect(done.status == 0, "\(done.error)")
    #expect(try visits() == 58)
    #expect(receipts.count == 1)
    #expect(receipts[0].contains("erased from the store: 2 visits, 0 former visits, 1 episodes"))
    try reader.close()
  }

  /// Erases P7 as a command does that ends right after its transaction.
  private func eraseHalfway() throws {
    let standing = try ClinicStore(path: store, mode: .existing)
    let keys = try DatabaseQueue(path: store).read { db in
      // The patients are numbered as they came.
      try Data.fetchAll(db, sql: "SELECT key FROM patient ORDER BY id").map { [UInt8]($0) }
    }
    let day = try #require(CalendarDay(iso: "2026-11-02"))
    let begun = try standing.begin(
      PendingErasure(
        keys: [keys[6]], day: day, receipt: "erasure-2026-11-02.txt",
        originals: ["  file 1: lines 14"]),
      [Tombstone(key: keys[6], erased: day)], rejects: [])
    #expect(begun.outcome.visits == 2)
    try standing.close()
  }

  @Test("An erasure that was cut short is told, and the next night finishes it with a true receipt")
  func theNightFinishes() throws {
    try eraseHalfway()
    let status = try ProgramRun("ashi", ["status", pipeline])
    #expect(status.output.contains("asked for on 2026-11-02 is not finished"), "\(status.output)")
    let doctor = try ProgramRun("ashi", ["doctor", pipeline])
    #expect(doctor.output.contains("MEND erasure"), "\(doctor.output)")
    #expect(doctor.status == 75)
    let night = try ProgramRun("ashi", ["run", pipeline, "--as-of", "2026-11-03"])
    #expect(night.status == 0, "\(night.error)")
    #expect(night.error.contains("2026-11-02 is finished"), "\(night.error)")
    #expect(receipts.count == 1)
    #expect(receipts[0].contains("erased from the store: 2 visits"))
    #expect(receipts[0].contains("  file 1: lines 14\n"))
    #expect(!(try ProgramRun("ashi", ["status", pipeline])).output.contains("not finished"))
    // The copy beside the store that retention keeps longest is one without the person.
    #expect(try visits(clinic + "/store/backup/store-2026-11-02.sqlite") == 58)
  }

  @Test("Asking again finishes an erasure that was cut short, with the counts of the whole")
  func askingAgainFinishes() throws {
    try eraseHalfway()
    let again = try forget()
    #expect(again.status == 0, "\(again.error)")
    #expect(again.output.contains("erased from the store: 2 visits"), "\(again.output)")
    #expect(receipts.count == 1)
    #expect(receipts[0].contains("erased from the store: 2 visits"))
    #expect(receipts[0].contains("date: 2026-11-02"))
    #expect(!(try ProgramRun("ashi", ["status", pipeline])).output.contains("not finished"))
  }

  @Test("A night goes on while a program hinders the end of an erasure, and says so")
  func aNightWaitsForTheReader() throws {
    try eraseHalfway()
    var configuration = Configuration()
    configuration.readonly = true
    let reader = try DatabaseQueue(path: store, configuration: configuration)
    try reader.read { db in
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM session") == 58)
      let night = try ProgramRun(
        "ashi", ["run", pipeline, "--as-of", "2026-11-03", "--wait", "0.1"])
      #expect(night.status == 75, "\(night.error)")
      #expect(night.error.contains("an erasure is not finished"), "\(night.error)")
    }
    #expect(receipts.isEmpty)
    try reader.close()
    #expect(try ProgramRun("ashi", ["run", pipeline, "--as-of", "2026-11-03"]).status == 0)
    #expect(receipts.count == 1)
  }

  @Test("A tombstone that stands beside the store alone is applied by the next night")
  func aTombstoneBesideTheStore() throws {
    let copy = scratch.url.path + "/kept.sqlite"
    try FileManager.default.copyItem(
      atPath: clinic + "/store/backup/store-2026-10-31.sqlite", toPath: copy)
    #expect(try forget().status == 0)
    // Somebody puts an older copy in its place by hand.
    for suffix in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: store + suffix)
    }
    try FileManager.default.copyItem(atPath: copy, toPath: store)
    #expect(try visits() == 60)
    let night = try ProgramRun("ashi", ["run", pipeline, "--as-of", "2026-11-03"])
    #expect(night.status == 0, "\(night.error)")
    #expect(try visits() == 58)
    #expect(receipts.count == 2)
  }

  @Test("Receipts are in the snapshot and come back with it, and the erasure stays finished")
  func receiptsAreInTheBackup() throws {
    #expect(try forget().status == 0)
    let kept = try #require(receipts.first)
    try FileManager.default.removeItem(atPath: clinic + "/store/receipts")
    let restored = try ProgramRun("ashi", ["restore", pipeline])
    #expect(restored.status == 0, "\(restored.error)")
    let back = try #require(receipts.first)
    #expect(back.hasPrefix(kept.prefix(120)))
    #expect(try visits() == 58)
    #expect(!(try ProgramRun("ashi", ["status", pipeline])).output.contains("not finished"))
  }
}
