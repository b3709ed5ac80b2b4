import Foundation
import GRDB

/// Copies of a store, made while it may be in use, and the way back.
public enum StoreBackup {
  /// Copies a store into a new file (mode 0600) that is whole on the disk when this returns.
  ///
  /// The copy is written beside its name and renamed, so a file of that name is always whole.
  public static func write(from store: ClinicStore, to path: String) throws {
    do {
      try write(store.queue, to: path)
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    }
  }

  static func write(_ queue: DatabaseQueue, to path: String) throws {
    let temporary = path + ".part"
    unlink(temporary)
    let descriptor = open(temporary, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError.cannotCreate(path: path) }
    defer { close(descriptor) }
    do {
      try queue.vacuum(into: temporary)
    } catch {
      unlink(temporary)
      throw error
    }
    guard fsync(descriptor) == 0, rename(temporary, path) == 0 else {
      unlink(temporary)
      throw StoreError.inputOutput(path: path, code: errno)
    }
    StoreBackup.syncFolder(of: path)
  }

  /// Makes a rename in the folder of a path last through a power cut.
  static func syncFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    let descriptor = open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Puts a backup in the place of a store, after checking that the backup is whole.
  ///
  /// The store that stood there is kept beside it as `PATH.replaced`. No other process may use the
  /// store meanwhile: the caller holds the run's lock.
  public static func restore(_ backup: String, to path: String) throws {
    let checked = try ClinicStore(path: backup, mode: .readOnly)
    let findings = try checked.integrityFindings()
    try checked.close()
    guard findings.isEmpty else { throw StoreError.damaged(path: backup) }
    let temporary = path + ".restoring"
    unlink(temporary)
    do {
      try FileManager.default.copyItem(atPath: backup, toPath: temporary)
    } catch {
      throw StoreError.inputOutput(path: path, code: errno)
    }
    chmod(temporary, 0o600)
    let descriptor = open(temporary, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError.inputOutput(path: path, code: errno) }
    let synced = fsync(descriptor)
    close(descriptor)
    guard synced == 0 else { throw StoreError.inputOutput(path: path, code: errno) }
    if access(path, F_OK) == 0 {
      guard rename(path, path + ".replaced") == 0 else {
        throw StoreError.inputOutput(path: path, code: errno)
      }
    }
    // A write-ahead log of the replaced store must not be played into the restored one.
    for suffix in ["-wal", "-shm"] where access(path + suffix, F_OK) == 0 {
      guard rename(path + suffix, path + ".replaced" + suffix) == 0 else {
        throw StoreError.inputOutput(path: path, code: errno)
      }
    }
    guard rename(temporary, path) == 0 else {
      throw StoreError.inputOutput(path: path, code: errno)
    }
    syncFolder(of: path)
  }
}

extension ClinicStore {
  /// What SQLite finds wrong with the file: nothing in a sound store.
  public func integrityFindings() throws -> [String] {
    try reading { db in
      let findings = try String.fetchAll(db, sql: "PRAGMA quick_check(10)")
      let broken = try Int.fetchOne(db, sql: "SELECT count(*) FROM pragma_foreign_key_check") ?? 0
      return findings.filter { $0 != "ok" }
        + (broken > 0 ? ["\(broken) rows point to rows that are not there"] : [])
    }
  }
}

extension ClinicStore {
  /// How many migrations the store has gone through, and the last of them.
  public func schemaVersion() throws -> String {
    try reading { db in
      let applied = try Migrations.migrator.appliedMigrations(db)
      return "\(applied.count): \(applied.last ?? "none")"
    }
  }
}
