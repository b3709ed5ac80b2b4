import Foundation
import OutcomeModel
import Testing

@testable import Store

@Suite struct StoreBackupTests {
  @Test func aBackupPutBackIsTheStoreAsItWas() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(Readings.file("a", [Visit("p", 1, 5, id: "1")]))
    let before = try store.sessions().lines
    try StoreBackup.write(from: store, to: folder.path + "/backup.sqlite")
    _ = try store.take(Readings.file("b", [Visit("p", 2, 5, id: "2")]))
    try store.close()
    try StoreBackup.restore(folder.path + "/backup.sqlite", to: folder.store)
    let restored = try ClinicStore(path: folder.store, mode: .existing)
    #expect(try restored.sessions().lines == before)
    let kept = try ClinicStore(path: folder.store + ".replaced", mode: .readOnly)
    #expect(try kept.sessions().rowCount == 2)
    let mode = try FileManager.default.attributesOfItem(
      atPath: folder.path + "/backup.sqlite")[.posixPermissions]
    #expect(mode as? Int == 0o600)
  }

  /// A second restore keeps what the first one put aside; one that was cut short is gone on with.
  @Test func whatWasPutAsideStays() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(Readings.file("a", [Visit("p", 1, 5, id: "1")]))
    let backup = folder.path + "/backup.sqlite"
    try StoreBackup.write(from: store, to: backup)
    _ = try store.take(Readings.file("b", [Visit("p", 2, 5, id: "2")]))
    try store.close()
    // Cut short between putting aside and taking the place.
    #expect(link(folder.store, folder.store + ".replaced") == 0)
    try StoreBackup.restore(backup, to: folder.store)
    try StoreBackup.restore(backup, to: folder.store)
    let kept = try [".replaced", ".replaced.2"].map {
      try ClinicStore(path: folder.store + $0, mode: .readOnly).sessions().rowCount
    }
    #expect(kept == [2, 1])
    #expect(!FileManager.default.fileExists(atPath: folder.store + ".replaced.3"))
  }

  @Test func adamagedBackupIsNotPutBack() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(Readings.file("a", [Visit("p", 1, 5, id: "1")]))
    let backup = folder.path + "/backup.sqlite"
    try "no store".write(toFile: backup, atomically: true, encoding: .utf8)
    #expect(throws: StoreError.notAStore(path: backup)) {
      try StoreBackup.restore(backup, to: folder.store)
    }
    #expect(try store.sessions().rowCount == 1)
  }
}
