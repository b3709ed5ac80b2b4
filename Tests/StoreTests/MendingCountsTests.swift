import OutcomeModel
import Testing

@testable import Store

/// What was mended is counted by the store itself, and the counts only grow.
@Suite struct MendingCountsTests {
  @Test func everyWayIsCounted() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(
      Readings.file("a", [Visit("p", 1, 7, id: "1"), Visit("q", 2, 6, id: "2")]))
    #expect(try store.mendings() == Mendings())

    _ = try store.take(Readings.file("b", [Visit("p", 1, 4, id: "1")]))
    var expected = Mendings()
    expected.corrected = 1
    #expect(try store.mendings() == expected)

    // An erasure takes the corrected rows out of the files' accounts, and not out of the counts.
    _ = try store.erase([
      Tombstone(key: Readings.patientKey("p"), erased: CalendarDay(number: 20_000))
    ])
    expected.erased = 1
    #expect(try store.mendings() == expected)
    #expect(try store.totalAccount().superseded == 0)

    _ = try store.take(Readings.file("c", [Visit("q", 2, 5, id: "2")]))
    expected.corrected = 2
    #expect(try store.mendings() == expected)
  }

  @Test func theSameRowsAgainMendNothing() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    let visits = (1...30).map { Visit("p\($0 % 4)", Int32($0), 7, id: "\($0)") }
    _ = try store.take(Readings.file("a", visits))
    _ = try store.take(Readings.file("b", visits + [Visit("new", 40, 3, id: "40")]))
    #expect(try store.mendings() == Mendings())
  }
}
