import Foundation
import GRDB
import OutcomeModel
import Testing

@testable import Store

/// A store of the first schema, with visit ids in it, is brought up to date.
@Suite struct VisitIdentityTests {
  /// A store with three visits at one time, the first without an id of its own.
  static func oldStore(_ path: String) throws {
    let queue = try DatabaseQueue(path: path)
    var migrator = DatabaseMigrator()
    migrator.registerMigration(FirstSchema.name) { try FirstSchema.apply($0) }
    try queue.writeWithoutTransaction { db in
      try db.execute(sql: "PRAGMA application_id = \(Migrations.applicationID)")
    }
    try migrator.migrate(queue)
    try queue.write { db in
      try db.execute(
        sql: """
          INSERT INTO batch VALUES (1);
          INSERT INTO input_file VALUES (1, 1, '\(String(repeating: "a", count: 64))', 9, NULL, 'p',
            '', 'additions', 'ingested', '', '', NULL, 0, 3, 3, 0, 0, 0, 0);
          INSERT INTO text VALUES (7, 'main');
          INSERT INTO patient VALUES (5, x'000102030405060708090a0b0c0d0e0f', 1, 20000, 0, 0);
          """)
      for (id, key, name) in [
        (1, (Int64(5) << 32 | 7, Int64(20000) << 32), nil), (2, (11, 12), "MRN-77-b"),
        (3, (13, 14), "MRN-77-a"),
      ] as [(Int64, (Int64, Int64), String?)] {
        try db.execute(
          sql: """
            INSERT INTO session VALUES (?, ?, ?, 5, 7, ?, 20000, -1, 1, 0, 0, NULL, 0, 99, 1, ?)
            """, arguments: [id, key.0, key.1, name, id + 1])
      }
    }
    try queue.close()
  }

  @Test("ids leave the file, their order stays, and keys are keyed once")
  func migrated() throws {
    let folder = try TemporaryFolder()
    try Self.oldStore(folder.store)
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    let table = try store.sessions()
    #expect(table.sessionID == nil)
    #expect(table.sameTimeRanks == [1: 1, 2: 0])
    let keyed: (RowKey) -> RowKey = { RowKey(high: $0.high + 100, low: $0.low + 100) }
    try store.keyVisits(keyed, content: { $0 + 1 })
    try store.keyVisits(keyed, content: { $0 + 1 })
    let rows = try store.reading { db in
      try Row.fetchAll(db, sql: "SELECT key_high, key_low, content FROM session ORDER BY id")
        .map { row in [row[0], row[1], row[2]] as [Int64] }
    }
    #expect(
      rows == [[Int64(5) << 32 | 7, Int64(20000) << 32, 100], [111, 112, 100], [113, 114, 100]])
    try store.checkpointForTest()
    let bytes = try Data(contentsOf: URL(filePath: folder.store))
    #expect(bytes.range(of: Data("MRN-77".utf8)) == nil)
  }

  @Test("a new store has nothing to key")
  func new() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    try store.keyVisits({ _ in RowKey(high: 1, low: 1) }, content: { $0 })
    let state = try store.reading { try Meta.get($0, VisitIdentity.visitKeys) }
    #expect(state == "keyed")
  }
}

extension ClinicStore {
  fileprivate func checkpointForTest() throws {
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
  }
}
