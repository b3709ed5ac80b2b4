import OutcomeModel
import Testing

@testable import Store

@Suite struct StoredSessionsTests {
  @Test func aStoredTableIsTheTableThatWentIn() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    let visits = [
      Visit("b", 100, 7, after: 5, id: "x1", practitioner: "Wu", fee: 80),
      Visit("a", 99, nil, id: "x2", practitioner: "Wu"),
      Visit("b", 107, 6, after: 6, id: "x3", practitioner: "Li", fee: 85),
      Visit("c", 100, 0, id: "x4", type: .followUp),
    ]
    let file = Readings.file("a", visits)
    _ = try store.take(file)
    let stored = try store.sessions()
    #expect(stored.lines == file.0.rows.lines)
    #expect(stored.scores.map(\.instrument) == [.pain, .pain])
    #expect(stored.patientCount == 3)
    // A reader that opens the store on its own sees the same.
    #expect(try ClinicStore(path: folder.store, mode: .readOnly).sessions().lines == stored.lines)
  }

  @Test func columnsOfSeveralFilesAreJoined() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(Readings.file("a", [Visit("p", 1, 5, id: "1", practitioner: "Wu")]))
    var second = Readings.file("b", [Visit("p", 2, 4, id: "2")])
    second.0.rows.groups = [
      SessionTable.GroupColumn(key: "arm", isList: true, values: Coded(constant: "x;y"))
    ]
    second.0.rows.scores.append(
      SessionTable.ScoreColumn(
        name: "odi",
        instrument: try #require(Instrument.shipped.first { $0.name == "odi" }),
        scores: Coded(constant: Score(40))))
    _ = try store.take(second)
    let table = try store.sessions()
    #expect(table.groups.map(\.key) == ["practitioner", "arm"])
    #expect(table.groupColumn("practitioner")?.values[1] == "")
    #expect(table.groupColumn("arm")?.values[0] == "")
    #expect(table.groupColumn("arm")?.isList == true)
    #expect(table.scoreColumn("odi")?.scores[0] == nil)
    #expect(table.scoreColumn("odi")?.scores[1] == Score(40))
  }

  @Test func ranksAtOneTimeAreKeptThroughCorrections() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    var first = Readings.file("a", [Visit("p", 5, 7, id: "z"), Visit("p", 5, 3, id: "a")])
    first.0.rows.sameTimeRanks = [0: 1, 1: 0]
    _ = try store.take(first)
    _ = try store.take(Readings.file("b", [Visit("p", 5, 8, id: "z")]))
    let table = try store.sessions()
    #expect(table.sessionID == nil)
    #expect(table.sameTimeRanks == [0: 1, 1: 0])
    #expect(table.precedesAtSameTime(1, 0))
    #expect(table.scores[0].scores[0] == Score(8))
  }

  @Test func anEmptyStoreGivesAnEmptyTable() throws {
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    #expect(try store.sessions().rowCount == 0)
    #expect(try store.latestVisitDay() == nil)
    #expect(try store.isEmpty())
    #expect(try store.episodes().rowCount == 0)
    #expect(try store.result() == nil)
  }
}
