import OutcomeModel
import Testing

@testable import Store

@Suite struct FileIngestTests {
  let folder: TemporaryFolder
  let store: ClinicStore

  init() throws {
    folder = try TemporaryFolder()
    store = try ClinicStore(path: folder.store, mode: .readWrite)
  }

  @Test func aFirstFileIsAccepted() throws {
    let outcome = try store.take(
      Readings.file("a", [Visit("p1", 100, 7, id: "1"), Visit("p2", 101, 6, id: "2")], rejects: 1))
    #expect(outcome.account.accepted == 2)
    #expect(outcome.account.rejected == [.unreadableDate: 1])
    #expect(outcome.account.read == 3)
    #expect(outcome.changedPatients == 2)
    #expect(try store.totalAccount() == outcome.account)
    #expect(try store.rejects().count == 1)
  }

  @Test func theSameRowInAnotherFileIsADuplicate() throws {
    let visit = Visit("p1", 100, 7, id: "1")
    _ = try store.take(Readings.file("a", [visit]))
    let outcome = try store.take(Readings.file("b", [visit, Visit("p1", 107, 5, id: "2")]))
    #expect(outcome.account.duplicate == 1)
    #expect(outcome.account.accepted == 1)
    #expect(try store.sessions().rowCount == 2)
  }

  @Test func otherContentUnderTheSameKeySupersedesInPlace() throws {
    _ = try store.take(
      Readings.file("a", [Visit("p1", 100, 7, id: "1"), Visit("p2", 100, 4, id: "2")]))
    let outcome = try store.take(Readings.file("b", [Visit("p1", 100, 8, id: "1")]))
    #expect(outcome.replacedVisits == 1)
    let files = try store.files()
    #expect(files[0].account.accepted == 1)
    #expect(files[0].account.superseded == 1)
    #expect(files[1].account.accepted == 1)
    #expect(files.allSatisfy { $0.account.isBalanced })
    let table = try store.sessions()
    #expect(table.scores[0].scores[0] == Score(8))
    #expect(table.patient == [0, 1])
  }

  @Test func aVisitThatMovesToAnotherPatientChangesBoth() throws {
    _ = try store.take(
      Readings.file("a", [Visit("p1", 100, 7, id: "1"), Visit("p2", 101, 4, id: "2")]))
    let outcome = try store.take(Readings.file("b", [Visit("p2", 100, 7, id: "1")]))
    #expect(outcome.changedPatients == 2)
    let table = try store.sessions()
    #expect(table.patient == [0, 0])
    #expect(table.patientCount == 1)
  }

  @Test func aCancelledRowWithdrawsTheStoredVisit() throws {
    _ = try store.take(
      Readings.file("a", [Visit("p1", 100, 7, id: "1"), Visit("p1", 107, 5, id: "2")]))
    let outcome = try store.take(Readings.file("b", [], cancelled: [(2, "1"), (3, "9")]))
    #expect(outcome.account.ignored == ["cancelled": 2])
    #expect(try store.files()[0].account.withdrawn == 1)
    #expect(try store.sessions().rowCount == 1)
    let again = try store.take(Readings.file("c", [Visit("p1", 100, 7, id: "1")]))
    #expect(again.account.accepted == 1)
    #expect(try store.totalAccount().isBalanced)
    #expect(try store.sessions().day.map(\.number) == [107, 100])
  }

  @Test(arguments: [(2, 5, 0), (5, 2, 1)])
  func withinAFileTheLaterLineDecides(visitLine: Int, cancelLine: Int, standing: Int) throws {
    let outcome = try store.take(
      Readings.file(
        "a", [Visit("p1", 100, 7, id: "1", line: visitLine)], cancelled: [(cancelLine, "1")]))
    #expect(outcome.account.isBalanced)
    #expect(outcome.account.accepted == standing)
    #expect(outcome.account.withdrawn == 1 - standing)
    #expect(try store.sessions().rowCount == standing)
  }

  @Test func twoRowsOfOneKeyInOneFile() throws {
    let outcome = try store.take(
      Readings.file(
        "a",
        [Visit("p1", 100, 7, id: "1"), Visit("p1", 100, 7, id: "1"), Visit("p1", 100, 6, id: "1")]
      ))
    #expect(outcome.account.duplicate == 1)
    #expect(outcome.account.superseded == 1)
    #expect(outcome.account.accepted == 1)
    #expect(try store.sessions().scores[0].scores[0] == Score(6))
  }

  @Test func withoutIdsTheKeyIsPatientDayAndOrdinal() throws {
    let day = [Visit("p1", 100, 7), Visit("p1", 100, 7), Visit("p2", 100, 3)]
    _ = try store.take(Readings.file("a", day))
    #expect(try store.sessions().rowCount == 3)
    let outcome = try store.take(
      Readings.file("b", day.dropLast() + [Visit("p2", 100, 2), Visit("p2", 108, 1)]))
    #expect(outcome.account.duplicate == 2)
    #expect(outcome.account.accepted == 2)
    #expect(try store.files()[0].account.superseded == 1)
  }

  @Test func aRowThatHoldsSeveralVisitsIsOneRow() throws {
    let wide = [
      Visit("p1", 0, 7, line: 2), Visit("p1", 91, 5, line: 2), Visit("p1", 365, 4, line: 2),
      Visit("p2", 0, 6, line: 3),
    ]
    let outcome = try store.take(Readings.file("a", wide))
    #expect(outcome.account.read == 2)
    #expect(outcome.account.accepted == 2)
    _ = try store.take(Readings.file("b", [Visit("p1", 91, 4, line: 2)]))
    #expect(try store.files()[0].account.accepted == 2)
    _ = try store.take(
      Readings.file("c", [Visit("p1", 0, 8, line: 2), Visit("p1", 365, 5, line: 2)]))
    #expect(try store.files()[0].account.accepted == 1)
    #expect(try store.files()[0].account.superseded == 1)
    #expect(try store.totalAccount().isBalanced)
  }

  @Test(arguments: [(5, true), (6, false)])
  func anExportOfAPeriodWithdrawsWhatItLacks(lacking: Int, fits: Bool) throws {
    let visits = (0..<100).map { Visit("p\($0 % 7)", Int32(100 + $0), 5, id: "v\($0)") }
    _ = try store.take(Readings.file("a", visits))
    // The first and the last visit span the period.
    let kept = visits.enumerated().filter { !(1...lacking).contains($0.offset) }.map(\.element)
    let outcome = try store.take(Readings.file("b", kept, coverage: .period))
    #expect((outcome.quarantine == nil) == fits)
    #expect(try store.sessions().rowCount == (fits ? 100 - lacking : 100))
    #expect(try store.files()[0].account.withdrawn == (fits ? lacking : 0))
    if !fits { #expect(outcome.quarantine?.code == "too_many_withdrawn") }
  }

  @Test func whatAnExportCannotReadIsNotAbsent() throws {
    let visits = (0..<100).map { Visit("p", Int32(100 + $0), 5, id: "v\($0)") }
    _ = try store.take(Readings.file("a", visits))
    let kept = visits.enumerated().filter { !(1...9).contains($0.offset) }.map(\.element)
    var file = Readings.file("b", kept, rejects: 9, coverage: .full)
    file.0.rejectedKeys = (1...9).map { Readings.key("v\($0)") }
    #expect(try store.take(file).quarantine == nil)
    #expect(try store.sessions().rowCount == 100)
  }

  /// A sheet that holds all of its own visits says nothing of those that another export brings.
  @Test func anExportLacksOnlyVisitsOfItsOwnKind() throws {
    _ = try store.take(
      Readings.file("a", (0..<50).map { Visit("p", Int32(100 + $0), 5, id: "v\($0)") }))
    let sheet = (0..<40).map { Visit("q", Int32(100 + $0), 6, id: "s\($0)") }
    for (name, rows) in [("b", sheet), ("c", Array(sheet.dropFirst()))] {
      var file = Readings.file(name, rows, coverage: .full)
      file.0.profile = "sheet"
      #expect(try store.take(file).quarantine == nil)
    }
    #expect(try store.sessions().rowCount == 50 + 39)
  }

  @Test func theBestFateOfARowsVisitsIsTheRows() throws {
    _ = try store.take(
      Readings.file(
        "a", [Visit("p1", 0, 7, id: "1", line: 2), Visit("p1", 91, 5, id: "2", line: 2)]))
    _ = try store.take(Readings.file("b", [Visit("p1", 0, 8, id: "1")]))
    #expect(try store.files()[0].account.accepted == 1)
    _ = try store.take(Readings.file("c", [], cancelled: [(2, "2")]))
    let account = try store.files()[0].account
    #expect(account.superseded == 1 && account.withdrawn == 0)
  }

  @Test func aPeriodLeavesVisitsOutsideItAlone() throws {
    let visits = (0..<30).map { Visit("p", Int32(100 + $0), 5, id: "v\($0)") }
    _ = try store.take(Readings.file("a", visits))
    let outcome = try store.take(Readings.file("b", Array(visits[10..<20]), coverage: .period))
    #expect(outcome.account.duplicate == 10)
    #expect(outcome.replacedVisits == 0)
  }

  @Test func tooManyRejectsLeaveTheFileOut() throws {
    let visits = (0..<100).map { Visit("p", Int32($0), 5, id: "v\($0)") }
    let outcome = try store.take(Readings.file("a", visits, rejects: 10))
    #expect(outcome.quarantine?.code == "too_many_rejects")
    #expect(outcome.account.accepted == 0)
    #expect(try store.sessions().rowCount == 0)
    #expect(try store.totalAccount().read == 0)
    #expect(try store.rejects().isEmpty)
    #expect(try store.rejects(includingQuarantined: true).count == 10)
    #expect(
      try store.knowledge(sha256: Readings.sha("a"), profileHash: Readings.sha("canonical"))
        == .quarantined(file: 1, try #require(outcome.quarantine)))
    #expect(
      try store.knowledge(sha256: Readings.sha("a"), profileHash: Readings.sha("other"))
        == .unknown)
  }

  @Test func aFileLeftOutForItsRejectsIsReadAgainUnderOtherLimits() throws {
    let facts = FileFacts(
      pathKey: Array(repeating: 1, count: 16), size: 10, modified: 5, inode: 7)
    let visits = (0..<100).map { Visit("p", Int32($0), 5, id: "v\($0)") }
    let keys = (0..<10).map { UInt64($0 + 1) }
    let file = Readings.file("a", visits, rejects: 10)
    let outcome = try store.take(file, rejectKeys: keys, facts: facts)
    #expect(outcome.quarantine?.detail.contains("ashi-ingest --explain FILE") == true)
    let (sha, hash) = (Readings.sha("a"), Readings.sha("canonical"))
    #expect(try store.isUnchanged(facts, profileHash: hash))
    let raised = RejectLimits(all: RejectLimits.Limit(share: 0.2, count: 10))
    #expect(try !store.isUnchanged(facts, profileHash: hash, limits: raised))
    #expect(try store.knowledge(sha256: sha, profileHash: hash, limits: raised) == .unknown)
    // Rejects of a file that was left out are not known rows: under a limit that is still passed it
    // stays out.
    let strict = RejectLimits(all: RejectLimits.Limit(share: 0.01, count: 5))
    let again = try store.take(
      file, rejectKeys: keys, facts: facts, limits: IngestLimits(rejects: strict))
    #expect(again.quarantine?.code == "too_many_rejects")
    let third = try store.take(
      file, rejectKeys: keys, facts: facts, limits: IngestLimits(rejects: raised))
    #expect(third.quarantine == nil && third.account.accepted == 100)
    #expect(try store.files().filter { $0.quarantine != nil }.allSatisfy(\.isResolved))
  }

  @Test func rejectsCountAgainstNewRowsOnly() throws {
    let visits = (0..<1000).map { Visit("p", Int32($0), 5, id: "v\($0)") }
    let keys = (0..<20).map { UInt64($0 + 1) }
    #expect(
      try store.take(Readings.file("a", visits, rejects: 20), rejectKeys: keys).quarantine == nil)
    let more = visits + [Visit("p", 2000, 5, id: "new")]
    // Old rejects among old rows: one new row, no new reject.
    #expect(
      try store.take(Readings.file("b", more, rejects: 20), rejectKeys: keys).quarantine == nil)
    // New rejects among old rows: 20 of 21 new rows.
    let others = keys.map { $0 + 100 }
    #expect(
      try store.take(
        Readings.file("c", more + [Visit("p", 2001, 5, id: "x")], rejects: 20), rejectKeys: others
      ).quarantine?.code == "too_many_rejects")
  }

  @Test func anotherScaleUnderTheSameNameLeavesTheFileOut() throws {
    _ = try store.take(Readings.file("a", [Visit("p", 1, 5, id: "1")]))
    var file = Readings.file("b", [Visit("p", 2, 5, id: "2")])
    file.0.rows.scores[0].instrument.maximum = Score(100)
    #expect(try store.take(file).quarantine?.code == "column_differs")
  }

  @Test func anImbalanceStoresNothing() throws {
    var file = Readings.file("a", [Visit("p", 1, 5, id: "1")])
    file.0.rowsRead = 2
    #expect(throws: StoreError.imbalance(file: 1, read: 2, accounted: 1)) {
      _ = try store.take(file)
    }
    #expect(try store.files().isEmpty)
    #expect(try store.sessions().rowCount == 0)
  }

  @Test func aFileIsKnownByItsBytesAndItsPlace() throws {
    let facts = FileFacts(
      pathKey: Array(repeating: 1, count: 16), size: 10, modified: 5, inode: 7)
    let hash = Readings.sha("canonical")
    #expect(try !store.isUnchanged(facts, profileHash: hash))
    _ = try store.take(Readings.file("a", [Visit("p", 1, 5, id: "1")]), facts: facts)
    #expect(try store.isUnchanged(facts, profileHash: "another"))
    var touched = facts
    touched.modified = 6
    #expect(try !store.isUnchanged(touched, profileHash: hash))
    #expect(
      try store.knowledge(sha256: Readings.sha("a"), profileHash: hash) == .ingested(file: 1))
    try store.notePath(touched, file: 1)
    #expect(try store.isUnchanged(touched, profileHash: hash))
  }

  @Test func aLaterFileAnswersAQuarantine() throws {
    let facts = FileFacts(
      pathKey: Array(repeating: 1, count: 16), size: 10, modified: 5, inode: 7)
    _ = try store.take(Readings.file("a", [Visit("p", 1, 5, id: "1")], rejects: 30), facts: facts)
    #expect(try store.files()[0].isResolved == false)
    _ = try store.take(Readings.file("b", [Visit("p", 1, 5, id: "1")]), facts: facts)
    #expect(try store.files()[0].isResolved)
  }
}
