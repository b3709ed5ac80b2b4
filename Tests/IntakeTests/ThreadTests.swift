import OutcomeModel
import TestSupport
import Testing

@testable import Intake

@Suite("Any number of threads")
struct ThreadTests {
  /// An invented file with many kinds of mess.
  static func messyFile(rows: Int, seed: UInt64) -> String {
    var random = SplitMix64(seed: seed)
    func pick(_ texts: [String]) -> String { texts[Int(random.next() % UInt64(texts.count))] }
    var text = "session_id,patient_id,session_date,clinic_id,diagnosis,pain_before,pain_after,"
    text += "status,modalities,fee,notes\n"
    for row in 0..<rows {
      text += "s\(random.next() % UInt64(rows * 9 / 10)),p\(random.next() % 50),"
      text += pick([
        "2026-01-0\(1 + random.next() % 9)", "2026-02-1\(random.next() % 9)T1\(row % 10):30",
        "05/01/2026", "",
      ])
      text +=
        "," + pick(["main", "west", "main"]) + ","
        + pick(["M54.50", "sciatica", "wind", "", "M51.26;neck pain"])
      text +=
        "," + pick(["7", "6.5", "9/10", "none", "11", "", "7-8", "\u{FF17}"]) + ","
        + pick(["4", "", "x", "3/10"])
      text += "," + pick(["", "completed", "cancelled", "no show", "perhaps", ""])
      text += "," + pick(["", "cupping;electro", "Electro;Cupping", "moxa"])
      text += "," + pick(["85.00", "", "85", "free"]) + "," + pick(["", "\"a\nb\"", "c"]) + "\n"
      if row % 97 == 0 { text += "ragged,row\n" }
    }
    return text
  }

  @Test("1, 2 and 8 threads give the same reading and the same batch")
  func threads() throws {
    let text = Self.messyFile(rows: 6000, seed: 21)
    let one = try TestBatch.file(text, options: IntakeOptions(threads: 1))
    #expect(one.rejects.count > 1000 && one.rows.rowCount > 500)
    let fates = one.rows.rowCount + one.rejects.count + one.ignored.count
    #expect(fates == one.rowsRead)
    for threads in [2, 8] {
      let other = try TestBatch.file(text, options: IntakeOptions(threads: threads))
      #expect(other.rejects == one.rejects)
      #expect(other.contents == one.contents)
      #expect(other.keys == one.keys)
      #expect(other.ordinals == one.ordinals)
      #expect(other.lines == one.lines)
      #expect(other.ignored == one.ignored)
      #expect(other.patientID == one.patientID)
      #expect(other.notices == one.notices)
      #expect(other.rows.patient == one.rows.patient)
      #expect(other.rows.scores.map(\.scores.codes) == one.rows.scores.map(\.scores.codes))
      #expect(other.rows.groups.map(\.values) == one.rows.groups.map(\.values))
      #expect(other.rows.day == one.rows.day)
    }
    let limits = RejectLimits(all: RejectLimits.Limit(share: 1))
    let batches = try [1, 2, 8].map { threads in
      try TestBatch.read(
        [("a.csv", text), ("b.csv", Self.messyFile(rows: 3000, seed: 22))],
        options: IntakeOptions(threads: threads, rejectLimits: limits))
    }
    for batch in batches {
      #expect(batch.account.isBalanced)
      #expect(batch.account == batches[0].account)
      #expect(batch.account.superseded > 0)
      #expect(batch.sessions.patient == batches[0].sessions.patient)
      #expect(batch.sessions.day == batches[0].sessions.day)
      #expect(batch.sessions.sameTimeRanks == batches[0].sessions.sameTimeRanks)
      #expect(batch.rejects == batches[0].rejects)
    }
  }
}
