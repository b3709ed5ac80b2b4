import GRDB

/// The store of one clinic folder: visits, episodes and results, in one SQLite file.
///
/// Every writing method is one `BEGIN IMMEDIATE` transaction: done whole or not at all, at whatever
/// instant the process ends. All methods throw ``StoreError``.
public final class ClinicStore: Sendable {
  /// How a store is opened.
  public enum Mode: Hashable, Sendable {
    /// For reading; the store must be there.
    case readOnly
    /// For writing; made, and brought to the present schema, when needed.
    case readWrite
    /// For writing; the store must be there.
    case existing
  }

  /// The path of the SQLite file.
  public let path: String
  /// How it was opened.
  public let mode: Mode
  let queue: DatabaseQueue

  /// Opens a store, or makes it (mode 0600).
  ///
  /// - Parameter wait: how many seconds a stage waits for another writer before it is
  ///   ``StoreError/busy(path:)``.
  public init(path: String, mode: Mode, wait: Double = 5) throws(StoreError) {
    self.path = path
    self.mode = mode
    let isNew = try StoreFile.prepare(path: path, mode: mode)
    do {
      queue = try DatabaseQueue(
        path: path, configuration: ClinicStore.configuration(mode: mode, wait: wait))
      try ClinicStore.bringUpToDate(queue, path: path, mode: mode, isNew: isNew)
    } catch let error as StoreError {
      throw error
    } catch let error as DatabaseError {
      let mapped = StoreError(error, path: path)
      if case .cannotCreate = mapped, mode == .readOnly { throw .noPermission(path: path) }
      throw mapped
    } catch {
      throw .inputOutput(path: path, code: -1)
    }
  }

  /// How long the write-ahead log may grow, in pages, before it goes into the file: the stages of a
  /// night change the same pages, which are written once where the night closes the store.
  private static let pagesOfLog = 65_536

  private static func configuration(mode: Mode, wait: Double) -> Configuration {
    var configuration = Configuration()
    configuration.readonly = mode == .readOnly
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(wait)
    configuration.label = "store"
    configuration.prepareDatabase { db in
      // Visits are found by a range of numbers, for which SQLite would rather make an index of all visits
      // for the one statement; every index that is needed is there.
      try db.execute(
        sql: """
          PRAGMA automatic_index = OFF; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY;
          PRAGMA wal_autocheckpoint = \(ClinicStore.pagesOfLog)
          """)
      // A commit must survive a power cut: the input file may be moved away right after it.
      if mode != .readOnly {
        try db.execute(sql: "PRAGMA synchronous = FULL; PRAGMA journal_mode = WAL")
      }
    }
    return configuration
  }

  private static func bringUpToDate(
    _ queue: DatabaseQueue, path: String, mode: Mode, isNew: Bool
  ) throws {
    let migrator = Migrations.migrator
    let (identity, tables, applied, superseded) = try queue.read { db in
      (
        try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
        try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_master") ?? 0,
        try migrator.appliedIdentifiers(db), try migrator.hasBeenSuperseded(db)
      )
    }
    let isEmpty = tables == 0 && identity == 0
    guard isEmpty || identity == Migrations.applicationID else {
      throw StoreError.notAStore(path: path)
    }
    if superseded {
      let known = Set(migrator.migrations)
      let unknown = applied.filter { !known.contains($0) }.sorted()
      throw StoreError.newerVersion(path: path, migration: unknown.last ?? "")
    }
    guard applied.count < migrator.migrations.count else { return }
    guard mode != .readOnly else {
      throw isEmpty ? StoreError.notThere(path: path) : StoreError.olderVersion(path: path)
    }
    if !isEmpty {
      let number = applied.count
      try StoreBackup.write(queue, to: path + ".before-migration-\(number + 1)")
    }
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA application_id = \(Migrations.applicationID)")
    }
    do {
      try migrator.migrate(queue)
    } catch {
      // Another process may have migrated in between; only then is the error none.
      guard try queue.read({ try migrator.hasCompletedMigrations($0) }) else { throw error }
    }
  }

  /// Runs a body in one writing transaction.
  ///
  /// - Parameter checkingReferences: false where the body itself reads or makes every row that it
  ///   refers to, and deletes none that others refer to.
  func writing<Value>(
    checkingReferences: Bool = true, _ body: (Database) throws -> Value
  ) throws -> Value {
    try mapped {
      var value: Value?
      try queue.writeWithoutTransaction { db in
        // The setting is without effect inside a transaction.
        if !checkingReferences { try db.execute(sql: "PRAGMA foreign_keys = OFF") }
        let end = Result {
          try db.inTransaction(.immediate) {
            value = try body(db)
            return .commit
          }
        }
        if !checkingReferences { try db.execute(sql: "PRAGMA foreign_keys = ON") }
        try end.get()
      }
      guard let value else { throw StoreError.invariant(code: -1) }
      return value
    }
  }

  /// Runs a body in one reading transaction.
  func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try mapped { try queue.read(body) }
  }

  private func mapped<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError {
      throw StoreError(error, path: path)
    }
  }

  /// Closes the store; it cannot be used afterwards.
  public func close() throws {
    try mapped { try queue.close() }
  }
}
