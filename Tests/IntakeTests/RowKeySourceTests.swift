import DelimitedText
import OutcomeModel
import Testing

@testable import Intake

@Suite("RowKeySource")
struct RowKeySourceTests {
  @Test("keys made from visit ids are those that a reading lists")
  func idsAndList() throws {
    let text = """
      session_id,patient_id,session_date,clinic_id,pain_before,pain_after,diagnosis
       s1 ,p1,2026-01-01,nw,5,4,
      s2,p2,2026-01-02,se,5,4,
      "s""3",p1,2026-01-03,nw,5,4,

      """
    let outcome = FileReader.readFile(
      bytes: Array(text.utf8), number: 1, profile: .canonical, options: IntakeOptions())
    guard case .reading(let reading) = outcome else {
      Issue.record("the file is quarantined")
      return
    }
    let listed = try #require(reading.keys)
    let ids = try #require(reading.rows.sessionID)
    let extra = RowKey(high: 7, low: 8)
    let made = RowKeySource(ids, clinics: reading.rows.clinic, extra: [extra])
    #expect(made.count == 4)
    #expect((0..<4).map { made[$0] } == listed + [extra])
    var rows: [Int] = []
    RowKeySource(listed, extra: [extra]).forEach(in: 1..<4) { row, key in
      rows.append(row)
      #expect(key == made[row])
    }
    #expect(rows == [1, 2, 3])
  }

  @Test("a batch tells rows apart by ids without keys being kept")
  func duplicates() {
    let header = "session_id,patient_id,session_date,pain_before,pain_after,diagnosis\n"
    let rows = (0..<2_000).map { "s\($0 % 1_500),p\($0 % 1_500 % 40),2026-01-01,5,4,\n" }
    var options = IntakeOptions(forStore: false)
    var accounts: [RowAccount] = []
    for makesKeys in [true, false] {
      options.makesKeys = makesKeys
      let outcome = FileReader.readFile(
        bytes: Array((header + rows.joined()).utf8), number: 1, profile: .canonical,
        options: options)
      guard case .reading(let reading) = outcome else { continue }
      #expect((reading.keys == nil) == !makesKeys)
      var accumulator = SessionAccumulator(threads: 2)
      accumulator.add(reading)
      accounts += accumulator.finish().accounts.map(\.account)
    }
    #expect(accounts.map(\.accepted) == [1_500, 1_500])
    #expect(accounts.map(\.duplicate) == [500, 500])
  }

  @Test(
    "ids of any length that are the same in one clinic have the same mark, and hardly any others")
  func marks() throws {
    // Ids of 1 to 20 bytes; each twice in each clinic.
    let ids = (0..<2_000).map {
      String("\($0)" + String(repeating: "x", count: 17)).prefix(1 + $0 % 20)
    }
    let names = Set(ids).sorted()
    var text = "session_id,patient_id,session_date,clinic_id,pain_before,pain_after,diagnosis\n"
    for name in names + names {
      for clinic in ["east", "west"] { text += "\(name),p\(clinic),2026-01-01,\(clinic),5,4,\n" }
    }
    let file = try OpenedFile(try OpenedFile.load(bytes: Array(text.utf8)), .canonical)
    let rows = try SourceRows(file, .canonical, threads: 1)
    let columns = try DecodedRows(
      rows, IntakeOptions(), fates: RowFates(rowCount: rows.rowCount))
    let source = RowKeySource(
      try #require(rows.sessionIDs), clinics: columns.clinic, rows: nil)
    var arena = TextArena()
    for row in 0..<rows.rowCount { arena.append(Array((rows.sessionIDs?[row] ?? "").utf8)) }
    let clinics = RowSelection(rows: nil, of: rows.rowCount, threads: 1).coded(columns.clinic)
    let half = 2 * names.count
    for source in [source, RowKeySource(arena, clinics: clinics)] {
      var marks: [UInt32] = []
      source.forEachMark(in: 0..<source.count) { marks.append($1) }
      #expect(Array(marks[..<half]) == Array(marks[half...]))
      #expect(Set(marks).count >= half - 1)
      #expect(RepeatFinder.repeatedRows(source, threads: 2) == Array(0..<(2 * half)))
    }
  }
}
