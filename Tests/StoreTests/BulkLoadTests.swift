import GRDB
import OutcomeModel
import TestSupport
import Testing

@testable import Store

/// A file that is loaded with the indexes away leaves what it leaves when taken in row by row.
@Suite struct BulkLoadTests {
  /// Every table as texts.
  private func tables(_ store: ClinicStore) throws -> [String: [String]] {
    try store.queue.read { db in
      let names = try String.fetchAll(
        db, sql: "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
      var tables: [String: [String]] = [:]
      for name in names {
        tables[name] = try Row.fetchAll(db, sql: "SELECT * FROM \(name)").map { "\($0)" }.sorted()
      }
      tables["indexes"] = try String.fetchAll(
        db, sql: "SELECT sql FROM sqlite_master WHERE type = 'index' AND sql NOTNULL ORDER BY 1")
      return tables
    }
  }

  @Test(arguments: 1...30)
  func aLoadedHistoryIsTheHistoryRowByRow(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed) + 500)
    let files = (0..<4).map { HistoryTests.file($0, &random) }
    let endings = try [0, Int.max].map { bulkRows in
      let folder = try TemporaryFolder()
      let store = try ClinicStore(path: folder.store, mode: .readWrite)
      var limits = IngestLimits()
      limits.bulkRows = bulkRows
      for file in files {
        let outcome = try store.take(file, limits: limits)
        #expect(outcome.account.isBalanced)
      }
      #expect(try store.integrityFindings() == [])
      return try tables(store)
    }
    for name in endings[1].keys.sorted() {
      #expect(endings[0][name] == endings[1][name], "\(name)")
    }
  }

  @Test func visitsWithoutIdsAreToldApartByPatientDayAndOrdinal() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    var limits = IngestLimits()
    limits.bulkRows = 0
    let visits = (0..<50).map { Visit("p\($0 % 7)", Int32($0 / 10), 5) }
    #expect(try store.take(Readings.file("a", visits), limits: limits).account.accepted == 50)
    let again = try store.take(Readings.file("b", visits + visits.prefix(10)), limits: limits)
    #expect(again.account.duplicate == 50)
    #expect(again.account.accepted == 10)
  }

  @Test func aFileFoundUnfitHalfWayLeavesTheIndexesInPlace() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(Readings.file("a", [Visit("p1", 1, 5, id: "v1")]))
    let before = try tables(store)["indexes"]
    var limits = IngestLimits(rejects: RejectLimits(all: RejectLimits.Limit(share: 0.01, count: 1)))
    limits.bulkRows = 0
    var (reading, patients) = Readings.file(
      "b", (0..<20).map { Visit("p\($0)", 2, 5, id: "w\($0)") })
    reading.rejects = [
      Reject(
        file: 2, line: 99, byteOffset: nil, column: "pain_before", reason: .scoreOutOfRange,
        rule: "")
    ]
    reading.rowsRead += 1
    let outcome = try store.take((reading, patients), limits: limits)
    #expect(outcome.quarantine?.code == "too_many_rejects")
    #expect(try tables(store)["indexes"] == before)
    #expect(try store.sessions().rowCount == 1)
    patients = []
  }
}
