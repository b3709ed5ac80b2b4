import GRDB
import OutcomeModel
import TestSupport
import Testing

@testable import Store

@Suite struct KeptCountsTests {
  private static let sections: [StoredCounts.Section] = [("a", [1, 2, 3]), ("b", [])]
  private let day = CalendarDay(number: 400)

  /// The episodes as texts, without the numbers of their patients.
  private func episodes(_ table: EpisodeTable) -> [String] {
    table.lines.map { $0.split(separator: " ").dropFirst().joined(separator: " ") }.sorted()
  }

  /// What `before` plus `after` makes of all the episodes that were counted.
  private func replaced(_ all: [String], _ before: [String], _ after: [String]) -> [String]? {
    var all = all
    for episode in before {
      guard let place = all.firstIndex(of: episode) else { return nil }
      all.remove(at: place)
    }
    return (all + after).sorted()
  }

  @Test(arguments: 1...12 as ClosedRange<UInt64>)
  func whatChangedMakesWhatWasCountedIntoWhatStands(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    // Enough patients that a few do not make all of them be counted anew.
    _ = try store.take(
      Readings.file("ground", (0..<60).map { Visit("q\($0)", Int32($0 * 5), 5, id: "g\($0)") }))
    var counted: [String] = []
    for night in 0..<8 {
      for file in 0..<Int.random(in: 0...2, using: &random) {
        _ = try store.take(HistoryTests.file(night * 10 + file, &random))
        // Deriving twice before counting must keep what was counted, not what came between.
        if Bool.random(using: &random) { try store.derive() }
      }
      try store.derive()
      let crossed = CalendarDay(number: Int32.random(in: 0..<400, using: &random))
      var boundaries = DayBoundaries()
      boundaries.firstDay = [crossed...crossed.advanced(by: 3)]
      boundaries.baseDay = boundaries.firstDay
      _ = try store.analyze { source in
        let all = episodes(try source.episodes())
        let known = try source.counts(identity: "plan")
        if known != nil, let changed = try source.changedEpisodes(boundaries) {
          #expect(
            replaced(counted, episodes(changed.before), episodes(changed.after)) == all)
          let firstDays = Set((0..<changed.after.rowCount).map { changed.after.firstDay[$0] })
          let table = try source.episodes()
          for row in 0..<table.rowCount
          where boundaries.firstDay[0].contains(table.firstDay[row]) {
            #expect(firstDays.contains(table.firstDay[row]), "crossed episodes are among them")
          }
        }
        counted = all
        try source.keepCounts(identity: "plan", asOf: day, Self.sections, over: known)
        return AnalysisResult(asOf: day)
      }
    }
  }

  private func store(_ folder: TemporaryFolder) throws -> ClinicStore {
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    _ = try store.take(
      Readings.file("one", (0..<30).map { Visit("p\($0)", Int32($0), 5, id: "v\($0)") }))
    try store.derive()
    return store
  }

  private func keep(_ store: ClinicStore, over known: StoredCounts? = nil) throws {
    _ = try store.analyze { source in
      try source.keepCounts(identity: "plan", asOf: day, Self.sections, over: known)
      return AnalysisResult(asOf: day)
    }
  }

  private func counts(_ store: ClinicStore, _ identity: String = "plan") throws -> StoredCounts? {
    var found: StoredCounts?
    _ = try store.analyze { source in
      found = try source.counts(identity: identity)
      return AnalysisResult(asOf: day)
    }
    return found
  }

  @Test func countsComeBackForTheirIdentityAlone() throws {
    let folder = try TemporaryFolder()
    let store = try store(folder)
    #expect(try counts(store) == nil)
    try keep(store)
    let found = try #require(try counts(store))
    #expect(found.asOf == day)
    #expect(found.sections.map(\.name) == ["a", "b"])
    #expect(found.sections.map(\.bytes) == [[1, 2, 3], []])
    #expect(try counts(store, "another plan") == nil)
  }

  @Test func aNewColumnOrARebuildDropsTheCounts() throws {
    let folder = try TemporaryFolder()
    let store = try store(folder)
    try keep(store)
    // What `ashi-ingest` does when a file brings a column that no file had.
    try store.queue.write { _ = try VisitColumn.add($0, kind: .group, name: "modality") }
    #expect(try counts(store) == nil)
    try keep(store)
    #expect(try counts(store) != nil)
    try store.derive(rebuild: true)
    #expect(try counts(store) == nil)
  }

  @Test func anErasedPatientLeavesNoCountsAndNoFormerEpisodes() throws {
    let folder = try TemporaryFolder()
    let store = try store(folder)
    try keep(store)
    _ = try store.take(Readings.file("two", [Visit("p1", 50, 4, id: "w1")]))
    try store.derive()
    try store.queue.write { db in
      let patient = try Int64.fetchOne(db, sql: "SELECT patient FROM former_episode")
      #expect(patient != nil)
      for table in ["former_episode", "episode", "session"] {
        try db.execute(sql: "DELETE FROM \(table) WHERE patient = ?", arguments: [patient])
      }
      try db.execute(sql: "DELETE FROM patient WHERE id = ?", arguments: [patient])
      #expect(try Int.fetchOne(db, sql: "SELECT count(*) FROM former_outcome") == 0)
    }
    #expect(try counts(store) == nil)
  }

  @Test func aStoreWithoutCountsKeepsNoFormerEpisodes() throws {
    let folder = try TemporaryFolder()
    let store = try store(folder)
    _ = try store.take(Readings.file("two", [Visit("p1", 50, 4, id: "w1")]))
    try store.derive()
    let former = try store.queue.read { db in
      try Int.fetchOne(db, sql: "SELECT count(*) FROM former_patient")
    }
    #expect(former == 0)
  }
}
