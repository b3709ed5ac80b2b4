import Foundation
import GRDB
import OutcomeModel
import Testing

@testable import Store

@Suite struct ClinicStoreTests {
  let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private func open(_ mode: ClinicStore.Mode, wait: Double = 0.1) throws(StoreError) -> ClinicStore
  {
    try ClinicStore(path: folder.store, mode: mode, wait: wait)
  }

  @Test func aReaderNeedsAStore() {
    #expect(throws: StoreError.notThere(path: folder.store)) { _ = try open(.readOnly) }
    #expect(throws: StoreError.notThere(path: folder.store)) { _ = try open(.existing) }
    #expect(!FileManager.default.fileExists(atPath: folder.store))
    #expect(StoreError.notThere(path: "").exitStatus == .noInput)
  }

  @Test func aNewStoreIsForItsOwnerOnly() throws {
    _ = try open(.readWrite)
    let mode = try FileManager.default.attributesOfItem(atPath: folder.store)[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  @Test func aFolderThatIsNotThereCannotHoldAStore() {
    let path = folder.path + "/none/store.sqlite"
    #expect(throws: StoreError.self) { _ = try ClinicStore(path: path, mode: .readWrite) }
  }

  @Test func anotherFileIsNoStore() throws {
    try "some text that is long enough to be read as a header of a database".write(
      toFile: folder.store, atomically: true, encoding: .utf8)
    #expect(throws: StoreError.notAStore(path: folder.store)) { _ = try open(.readWrite) }
    #expect(throws: StoreError.notAStore(path: folder.store)) { _ = try open(.readOnly) }
  }

  @Test func anotherDatabaseIsNoStore() throws {
    let store = try open(.readWrite)
    try store.writing { try $0.execute(sql: "PRAGMA application_id = 7") }
    try store.close()
    #expect(throws: StoreError.notAStore(path: folder.store)) { _ = try open(.existing) }
  }

  @Test func aStoreOfANewerVersionIsRefused() throws {
    let store = try open(.readWrite)
    try store.writing {
      try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('9 from the future')")
    }
    try store.close()
    let expected = StoreError.newerVersion(path: folder.store, migration: "9 from the future")
    #expect(throws: expected) { _ = try open(.readWrite) }
    #expect(throws: expected) { _ = try open(.readOnly) }
    #expect(expected.exitStatus == .configuration)
  }

  @Test func aStoreThatAnotherWriterHoldsIsBusy() throws {
    let holder = try open(.readWrite)
    let other = try open(.existing)
    try holder.writing { _ in
      #expect(throws: StoreError.busy(path: folder.store)) { _ = try other.beginBatch() }
      // Readers are not held up.
      let files = try other.files()
      #expect(files.isEmpty)
    }
    #expect(try other.beginBatch() == 1)
    #expect(StoreError.busy(path: "").exitStatus == .tryAgain)
  }

  @Test func aDamagedStoreIsSaidToBe() throws {
    let store = try open(.readWrite)
    _ = try store.take(
      Readings.file("a", (0..<2000).map { Visit("p\($0)", Int32($0), 5, id: "v\($0)") }))
    try store.close()
    let size = try #require(
      FileManager.default.attributesOfItem(atPath: folder.store)[.size] as? Int)
    let handle = try #require(FileHandle(forUpdatingAtPath: folder.store))
    try handle.truncate(atOffset: UInt64(size / 2))
    try handle.close()
    #expect(throws: StoreError.damaged(path: folder.store)) {
      _ = try open(.readOnly).sessions()
    }
    #expect(StoreError.damaged(path: "").exitStatus == .inputOutput)
  }

  @Test func aStoreBelongsToItsKey() throws {
    let store = try open(.readWrite)
    #expect(try store.keyFingerprint() == nil)
    try store.checkKey(fingerprint: "one")
    try store.checkKey(fingerprint: "one")
    #expect(throws: StoreError.wrongKey(path: folder.store)) {
      try store.checkKey(fingerprint: "two")
    }
  }

  @Test func errorsNeverQuoteARow() throws {
    let store = try open(.readWrite)
    do {
      try store.writing {
        try $0.execute(
          sql: "INSERT INTO meta VALUES (?, ?), (?, ?)",
          arguments: ["Mrs Example", "x", "Mrs Example", "y"])
      }
      Issue.record("the rule of the schema was not kept")
    } catch {
      #expect(!"\(error)".contains("Example"))
    }
  }

  @Test func runsAndPublicationsAreKept() throws {
    let store = try open(.readWrite)
    let first = try store.beginRun(at: "2026-10-31T02:00:00Z", asOf: CalendarDay(number: 100))
    let second = try store.beginRun(at: "2026-11-01T02:00:00Z", asOf: CalendarDay(number: 101))
    var runs = try store.runs(last: 5)
    #expect(runs.map(\.id) == [second, first])
    #expect(runs.map(\.state) == [.running, .interrupted])
    runs[0].state = .finished
    runs[0].status = .leftOut
    runs[0].report = "2026-11-01"
    runs[0].ended = "2026-11-01T02:00:09Z"
    try store.finishRun(runs[0], lastFile: 7)
    #expect(try store.lastToldFile() == 7)
    #expect(try store.runs(last: 1) == [runs[0]])
    var publication = Publication(
      id: "2026-11-01", asOf: CalendarDay(number: 101), content: "c", run: second, mail: .due)
    try store.record(publication)
    publication.mail = .settled
    publication.run = nil
    try store.record(publication)
    publication.run = second
    #expect(try store.publications() == [publication])
  }
}
