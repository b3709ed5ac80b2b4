import OutcomeModel
import TestSupport
import Testing

@testable import Store

/// Random histories of new rows, corrections, moves to other patients, cancellations and exports of a
/// period.
@Suite struct HistoryTests {
  /// One file of a random history, over a small set of visit ids so that they meet again.
  static func file(_ number: Int, _ random: inout SplitMix64) -> (FileReading, [[UInt8]]) {
    var visits: [Visit] = []
    for line in 0..<Int.random(in: 0...30, using: &random) {
      visits.append(
        Visit(
          "p\(Int.random(in: 0..<8, using: &random))",
          Int32.random(in: 0..<400, using: &random),
          Bool.random(using: &random) ? Int.random(in: 0...10, using: &random) : nil,
          after: Bool.random(using: &random) ? Int.random(in: 0...10, using: &random) : nil,
          id: "v\(Int.random(in: 0..<60, using: &random))",
          practitioner: ["", "Wu", "Li"].randomElement(using: &random) ?? "",
          type: Int.random(in: 0..<10, using: &random) == 0 ? .followUp : .treatment,
          line: 2 + 2 * line))
    }
    let cancelled = (0..<Int.random(in: 0...4, using: &random)).map { index in
      (3 + 2 * index, String?.some("v\(Int.random(in: 0..<60, using: &random))"))
    }
    return Readings.file("\(number)", visits, cancelled: cancelled)
  }

  /// What should stand after the files: the last word on each visit id, at the place of the first.
  struct Oracle {
    var standing: [(id: String, visit: Visit)] = []

    mutating func take(_ reading: FileReading, _ patients: [[UInt8]]) {
      struct Event {
        var line: Int
        var row: Int?
        var key: RowKey?
      }
      var events = (0..<reading.rows.rowCount).map {
        Event(line: Int(reading.lines[$0]), row: $0, key: reading.keys?[$0])
      }
      events += reading.ignored.map { Event(line: $0.line, row: nil, key: $0.key) }
      for event in events.sorted(by: { $0.line < $1.line }) {
        let place = standing.firstIndex { Readings.key($0.id) == event.key }
        guard let row = event.row else {
          if let place { standing.remove(at: place) }
          continue
        }
        let rows = reading.rows
        let visit = Visit(
          reading.patientID[Int(rows.patient[row])], rows.day[row].number,
          rows.scores[0].scores[row].map { Int($0.nano / Score.scale) },
          after: rows.scores[1].scores[row].map { Int($0.nano / Score.scale) },
          id: rows.sessionID.map { $0[row] }, practitioner: rows.groups[0].values[row],
          type: rows.visitType[row])
        let entry = (id: visit.id ?? "", visit: visit)
        if let place { standing[place] = entry } else { standing.append(entry) }
      }
    }
  }

  @Test(arguments: 1...40)
  func aHistoryEndsAsItsLastWordSays(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed))
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    var oracle = Oracle()
    // Every other history begins with files that are loaded with the indexes away.
    var limits = IngestLimits()
    if seed.isMultiple(of: 2) { limits.bulkRows = 0 }
    for number in 0..<8 {
      let file = HistoryTests.file(number, &random)
      let outcome = try store.take(file, limits: limits)
      #expect(outcome.account.isBalanced)
      oracle.take(file.0, file.1)
      try store.derive(asOf: Int32.random(in: 300...420, using: &random))
    }
    for file in try store.files() { #expect(file.account.isBalanced) }
    #expect(try store.totalAccount().accepted == oracle.standing.count)
    var (expected, _) = Readings.table(oracle.standing.map(\.visit))
    // A store has no visit ids; readings without ranks stand in input order.
    expected.sessionID = nil
    #expect(try store.sessions().lines == expected.lines)
    try store.derive(asOf: 350)
    let incremental = try store.episodes().lines
    try store.derive(asOf: 350, rebuild: true)
    #expect(try store.episodes().lines == incremental)
    #expect(
      GapDerivation.derive(expected, asOf: CalendarDay(number: 350)).episodes.lines == incremental)
    #expect(try store.integrityFindings().isEmpty)
  }

  @Test(arguments: 1...5)
  func takingTheSameRowsAgainChangesNothing(seed: Int) throws {
    var random = SplitMix64(seed: UInt64(seed) + 1000)
    let folder = try TemporaryFolder()
    let store = try ClinicStore(path: folder.store, mode: .readWrite)
    let visits = (0..<200).map { number in
      Visit(
        "p\(Int.random(in: 0..<20, using: &random))", Int32.random(in: 0..<400, using: &random),
        Int.random(in: 0...10, using: &random), id: "v\(number)")
    }
    _ = try store.take(Readings.file("a", visits))
    try store.derive()
    let before = try store.sessions().lines
    let outcome = try store.take(Readings.file("b", visits.shuffled(using: &random)))
    #expect(outcome.account.duplicate == visits.count)
    #expect(outcome.changedPatients == 0)
    #expect(try store.derive().patients == 0)
    #expect(try store.sessions().lines == before)
  }
}
