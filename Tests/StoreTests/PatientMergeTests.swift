import OutcomeModel
import Testing

@testable import Store

@Suite struct PatientMergeTests {
  private static func pair(_ gone: String, _ stands: String) -> (gone: [UInt8], stands: [UInt8]) {
    (Readings.patientKey(gone), Readings.patientKey(stands))
  }

  @Test("stored visits move to the patient who stands, and both are derived again")
  func withIDs() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(
      Readings.file(
        "a", [Visit("old", 1, 7, id: "1"), Visit("new", 8, 5, id: "2"), Visit("x", 9, 5, id: "3")]))
    try store.derive()
    #expect(try store.mergePatients([Self.pair("old", "new"), Self.pair("gone", "x")]) == 1)
    #expect(try store.mergePatients([Self.pair("old", "new")]) == 0)
    #expect(try store.sessions().patient == [0, 0, 1])
    try store.derive()
    let episodes = try store.episodes()
    #expect(episodes.rowCount == 2)
    #expect(episodes.treatments == [2, 1])
    let again = try store.take(Readings.file("b", [Visit("new", 1, 7, id: "1")]))
    #expect(again.account.duplicate == 1)
    #expect(try store.integrityFindings().isEmpty)
  }

  @Test("visits without an id keep apart on one day")
  func withoutIDs() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(Readings.file("a", [Visit("old", 1, 7), Visit("new", 1, 5)]))
    #expect(try store.mergePatients([Self.pair("old", "new")]) == 1)
    #expect(try store.sessions().patient == [0, 0])
    let again = try store.take(Readings.file("b", [Visit("new", 1, 5)]))
    #expect(again.account.duplicate == 1)
    #expect(try store.sessions().rowCount == 2)
  }

  @Test("who stands need not be known yet")
  func intoNobody() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(Readings.file("a", [Visit("old", 1, 7, id: "1")]))
    #expect(try store.mergePatients([Self.pair("old", "new")]) == 1)
    let again = try store.take(Readings.file("b", [Visit("new", 1, 7, id: "1")]))
    #expect(again.account.duplicate == 1)
  }
}
