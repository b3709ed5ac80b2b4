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

  /// Copies a store page by page into a new file (mode 0600): several times as fast as
  /// ``write(from:to:)``, which writes it anew without free pages.
  ///
  /// The caller makes the file last through a power cut, and names it when it is whole.
  public static func copy(from store: ClinicStore, to path: String) throws {
    let descriptor = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw StoreError.cannotCreate(path: path) }
    close(descriptor)
    do {
      var configuration = Configuration()
      // A copy that is not whole is thrown away, so nothing need be synced page by page.
      configuration.prepareDatabase { db in
        try db.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = OFF")
      }
      let target = try DatabaseQueue(path: path, configuration: configuration)
      try store.queue.backup(to: target)
      // A copy that says it has a write-ahead log would get one from whoever looks into it.
      _ = try target.writeWithoutTransaction { db in
        try String.fetchOne(db, sql: "PRAGMA journal_mode = DELETE")
      }
      try target.close()
    } catch let error as DatabaseError {
      unlink(path)
      throw StoreError(error, path: path)
    }
  }

  /// Copies the file of a store and its write-ahead log byte by byte (mode 0600), without opening them:
  /// nothing beside them changes, and a store of an older version stays one.
  ///
  /// No other process may write to the store meanwhile: the caller holds the run's lock.
  public static func copyFiles(of path: String, to target: String) throws {
    for suffix in ["", "-wal"] where access(path + suffix, F_OK) == 0 {
      do {
        try FileManager.default.copyItem(atPath: path + suffix, toPath: target + suffix)
      } catch {
        throw StoreError.inputOutput(path: target, code: errno)
      }
      chmod(target + suffix, 0o600)
    }
  }

  /// Whether a copy of a store holds any of these patients; nil where it cannot be read.
  public static func holds(_ path: String, keys: [[UInt8]]) -> Bool? {
    var configuration = Configuration()
    configuration.readonly = true
    guard let copy = try? DatabaseQueue(path: path, configuration: configuration) else {
      return nil
    }
    defer { try? copy.close() }
    return try? copy.read { db in
      try keys.contains { key in
        try Bool.fetchOne(
          db, sql: "SELECT EXISTS (SELECT 1 FROM patient WHERE key = ?)",
          arguments: [ClinicStore.blob(key)]) ?? false
      }
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
  /// The store that stood there is kept beside it as `PATH.replaced`, `PATH.replaced.2` and so on. No
  /// other process may use the store meanwhile: the caller holds the run's lock.
  public static func restore(_ backup: String, to path: String) throws {
    let temporary = path + ".restoring"
    defer { remove(temporary) }
    try prepare(backup, at: temporary)
    try replace(path, by: temporary)
  }

  /// Checks a backup and copies it to a path, whole on the disk when this returns.
  public static func prepare(_ backup: String, at path: String) throws {
    guard FileManager.default.fileExists(atPath: backup) else {
      throw StoreError.notThere(path: backup)
    }
    remove(path)
    do {
      try FileManager.default.copyItem(atPath: backup, toPath: path)
    } catch {
      throw StoreError.inputOutput(path: path, code: errno)
    }
    chmod(path, 0o600)
    // Checked where it stands now: a backup on a disk that cannot be written is opened by nobody.
    do {
      let checked = try ClinicStore(path: path, mode: .existing)
      let findings = try checked.integrityFindings()
      try checked.close()
      guard findings.isEmpty else { throw StoreError.damaged(path: backup) }
      try sync(path)
    } catch {
      remove(path)
      throw (error as? StoreError)?.of(backup) ?? error
    }
  }

  /// Puts a prepared store in the place of one that stands, in one rename; returns the path at which
  /// the old one is kept, nil where none stood. One that an earlier restore put aside stays too.
  @discardableResult
  public static func replace(_ path: String, by prepared: String) throws -> String? {
    try sync(prepared)
    var kept: String?
    if access(path, F_OK) == 0 {
      let replaced = placeAside(path)
      // A write-ahead log of the old store must not be played into the new one: it is emptied into
      // the old store, or, where that cannot be opened any more, put aside with it.
      if let old = try? DatabaseQueue(path: path) {
        _ = try? old.writeWithoutTransaction { db in
          try Row.fetchOne(db, sql: "PRAGMA wal_checkpoint(TRUNCATE)")
        }
        try? old.close()
      }
      for suffix in ["-wal", "-shm"] where access(path + suffix, F_OK) == 0 {
        guard rename(path + suffix, replaced + suffix) == 0 else {
          throw StoreError.inputOutput(path: path, code: errno)
        }
      }
      // A link, so that a store stands under the name at every instant.
      guard isSameFile(path, replaced) || link(path, replaced) == 0 else {
        throw StoreError.inputOutput(path: path, code: errno)
      }
      chmod(replaced, 0o600)
      // The day of replacing decides how long it is kept.
      utimes(replaced, nil)
      kept = replaced
    }
    guard rename(prepared, path) == 0 else {
      throw StoreError.inputOutput(path: path, code: errno)
    }
    syncFolder(of: path)
    return kept
  }

  /// Where a store is put aside: beside it, under a name that is free, or that a restore which was cut
  /// short has given it already.
  private static func placeAside(_ path: String) -> String {
    var number = 1
    while true {
      let place = path + ".replaced" + (number == 1 ? "" : ".\(number)")
      if access(place, F_OK) != 0 || isSameFile(path, place) { return place }
      number += 1
    }
  }

  private static func isSameFile(_ path: String, _ other: String) -> Bool {
    var (one, two) = (stat(), stat())
    return stat(path, &one) == 0 && stat(other, &two) == 0 && one.st_dev == two.st_dev
      && one.st_ino == two.st_ino
  }

  /// Removes a store and what stands beside it.
  public static func remove(_ path: String) {
    for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) }
  }

  private static func sync(_ path: String) throws {
    let descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw StoreError.inputOutput(path: path, code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw StoreError.inputOutput(path: path, code: errno) }
  }
}

extension StoreError {
  /// What is wrong with a copy, told of the file that it was copied from.
  public func of(_ backup: String) -> StoreError {
    switch self {
    case .notAStore: .notAStore(path: backup)
    case .newerVersion(_, let migration): .newerVersion(path: backup, migration: migration)
    case .damaged: .damaged(path: backup)
    default: self
    }
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
