import OutcomeModel
import TestSupport
import Testing

@testable import Intake

/// Files of random pieces: whatever stands in a file, intake ends, and every row has one fate.
@Suite("Random files")
struct RandomFileTests {
  private static let pieces = [
    "patient_id", "session_date", "diagnosis", "pain_before", "pain_after", "session_id", ",", ",",
    ",", ";", "\t", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "2026-01-05", "05/06/2026", "7", "9/10",
    "5-Oct", "7-8", "none", "M54.5", "M54.50;", "sciatica", "\0", "\u{FEFF}", "\u{FF19}", "\u{A0}",
    "-", "1e999", "99999999999999999999", "-0", "2026-01-05T25:61Z", "0001-01-01", "sep=;",
  ]

  @Test("two thousand files of random pieces", arguments: [UInt64(1), 2, 3, 4])
  func pieces(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let header = "session_id,patient_id,session_date,diagnosis,pain_before,pain_after\n"
    let wide = try TestBatch.profile(
      """
      name: w
      layout: wide
      delimiter: comma
      columns: {patient_id: {from: [1]}, session_date: {from: [2]}}
      wide: {pain_before: [{column: 3, day: 0, midpoint: true, recover: true}, {column: 4, day: 9}]}

      """)
    var canonical = Profile.canonical
    canonical.delimiter = UInt8(ascii: ",")
    var readings = 0
    for round in 0..<500 {
      var text = round % 4 == 0 ? "" : header
      for _ in 0..<(random.next() % 60) {
        text += Self.pieces[Int(random.next() % UInt64(Self.pieces.count))]
      }
      for profile in [Profile.canonical, canonical, wide] {
        let outcome = FileReader.readFile(
          bytes: Array(text.utf8), number: 1, profile: profile, options: IntakeOptions(threads: 1))
        guard case .reading(let reading) = outcome else { continue }
        readings += 1
        let rows = Set(reading.lines).count
        #expect(
          reading.rowsRead
            == rows + reading.rejects.count + reading.ignored.count + reading.merged)
        #expect(reading.contents.count == reading.rows.rowCount)
        var accumulator = SessionAccumulator(threads: 1)
        accumulator.add(reading)
        #expect(accumulator.finish().accounts.first?.account.isBalanced == true)
      }
    }
    #expect(readings > 400)
  }
}
