import GRDB
import OutcomeModel
import Testing

@testable import Store

@Suite struct DeriveTests {
  let folder: TemporaryFolder
  let store: ClinicStore

  init() throws {
    folder = try TemporaryFolder()
    store = try ClinicStore(path: folder.store, mode: .readWrite)
  }

  @Test func storedEpisodesAreThoseThatWereDerived() throws {
    _ = try store.take(
      Readings.file(
        "a",
        [
          Visit("b", 100, 7, after: 5, id: "x1", practitioner: "Wu", fee: 80),
          Visit("a", 99, nil, id: "x2", practitioner: "Li"),
          Visit("b", 107, 6, after: 6, id: "x3", practitioner: "Li", fee: 85),
          Visit("c", 100, 0, id: "x4", type: .followUp),
          Visit("b", 300, 5, after: 1, id: "x5"),
          Visit("d", 100, 9, id: "x0"),
        ]))
    let expected = GapDerivation.derive(
      try store.sessions(), asOf: CalendarDay(number: 100_000))
    let outcome = try store.derive()
    #expect(outcome == DerivationOutcome(patients: 4, episodes: 4, isFull: true))
    let stored = try store.episodes()
    #expect(stored.lines == expected.episodes.lines)
    #expect(stored.parameters.map(\.name) == ["pain"])
    #expect(stored.parameters[0].readings.map(\.window) == [.last])
    #expect(try store.unusedFollowUps() == 1)
  }

  @Test func onlyChangedPatientsAreDerivedAgain() throws {
    _ = try store.take(
      Readings.file("a", (0..<50).map { Visit("p\($0)", 100 + Int32($0), 7, id: "v\($0)") }))
    try store.derive()
    #expect(try store.derive().patients == 0)
    _ = try store.take(
      Readings.file("b", [Visit("p3", 120, 4, id: "w"), Visit("p9", 109, 8, id: "v9")]))
    #expect(
      try store.derive() == DerivationOutcome(patients: 2, episodes: 2, isFull: false))
    let incremental = try store.episodes().lines
    #expect(try store.derive(rebuild: true).isFull)
    #expect(try store.episodes().lines == incremental)
  }

  @Test func whatStandsOfAPatientIsNotWrittenAgain() throws {
    func rows(_ table: String) throws -> [String] {
      try store.queue.read { db in
        try Row.fetchAll(db, sql: "SELECT * FROM \(table) ORDER BY 1, 2").map { "\($0)" }
      }
    }
    // Three episodes of one patient, one of another.
    _ = try store.take(
      Readings.file(
        "a",
        [
          Visit("p", 100, 7, id: "1"), Visit("p", 300, 6, id: "2"), Visit("p", 600, 5, id: "3"),
          Visit("q", 100, 4, id: "4"),
        ]))
    try store.derive()
    let (episodes, outcomes) = (try rows("episode"), try rows("outcome"))
    #expect(episodes.count == 4)
    #expect(outcomes.count == 4)
    func written(_ body: () throws -> Void) throws -> Int {
      let before = try store.queue.read { $0.totalChangesCount }
      try body()
      return try store.queue.read { $0.totalChangesCount } - before
    }
    _ = try store.take(Readings.file("b", [Visit("p", 610, 2, id: "5")]))
    let changes = try written { try store.derive() }
    // One episode, its outcome, the patient's mark, two entries of meta; no counts are kept here.
    #expect(changes <= 8, "\(changes)")
    #expect(try rows("episode").filter { !episodes.contains($0) }.count == 1)
    #expect(try rows("outcome").filter { !outcomes.contains($0) }.count == 1)
    // The second episode goes with its only visit: the third takes its place.
    _ = try store.take(Readings.file("c", [], cancelled: [(2, "2")]))
    try store.derive()
    #expect(try store.episodes().treatments.sorted() == [1, 1, 2])
    let incremental = try store.episodes().lines
    try store.derive(rebuild: true)
    #expect(try store.episodes().lines == incremental)
  }

  @Test func otherSettingsDeriveEverythingAgain() throws {
    _ = try store.take(Readings.file("a", [Visit("p", 100, 7, id: "1")]))
    try store.derive(settings: "one")
    #expect(try !store.needsDerivation(settings: "one", asOf: CalendarDay(number: 100_000)))
    #expect(try store.needsDerivation(settings: "two", asOf: CalendarDay(number: 100_000)))
    #expect(try store.derive(settings: "two").isFull)
  }

  @Test func anotherAsOfDateDerivesThePatientsInBetween() throws {
    _ = try store.take(
      Readings.file(
        "a",
        [Visit("p", 100, 7, id: "1"), Visit("p", 120, 5, id: "2"), Visit("q", 101, 7, id: "3")]))
    try store.derive(asOf: 110)
    #expect(try store.episodes().treatments == [1, 1])
    #expect(try store.analysisInput().facts.visitsAfterAsOf == 1)
    #expect(try store.derive(asOf: 130).patients == 1)
    #expect(try store.episodes().treatments == [2, 1])
    #expect(try store.analysisInput().facts.visitsAfterAsOf == 0)
    #expect(try store.derive(asOf: 105).patients == 1)
    #expect(try store.episodes().treatments == [1, 1])
  }

  @Test func aPatientWithoutVisitsLosesItsEpisodes() throws {
    _ = try store.take(
      Readings.file("a", [Visit("p", 100, 7, id: "1"), Visit("q", 101, 7, id: "2")]))
    try store.derive()
    _ = try store.take(Readings.file("b", [], cancelled: [(2, "1")]))
    try store.derive()
    let episodes = try store.episodes()
    #expect(episodes.rowCount == 1)
    #expect(episodes.patient == [0])
  }

  @Test func scoresThatComeAfterAnEmptyStart() throws {
    try store.derive()
    _ = try store.take(Readings.file("a", [Visit("p", 100, 7, id: "1")]))
    #expect(try store.derive().isFull)
    #expect(try store.episodes().parameters[0].base[0] == Score(7))
  }

  @Test func aFailedDerivationChangesNothing() throws {
    struct Failure: Error {}
    _ = try store.take(Readings.file("a", [Visit("p", 100, 7, id: "1")]))
    try store.derive()
    let before = try store.episodes().lines
    #expect(throws: Failure.self) {
      _ = try store.derive(settings: "other", asOf: CalendarDay(number: 1)) { _ in
        throw Failure()
      }
    }
    #expect(try store.episodes().lines == before)
  }
}
