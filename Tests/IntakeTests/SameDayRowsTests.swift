import OutcomeModel
import TestSupport
import Testing

@testable import Intake

@Suite("SameDayRows")
struct SameDayRowsTests {
  private func rows(_ patients: [UInt32], _ days: [Int32]) -> [Int] {
    SameDayRows.rows(
      patients: patients, days: days.map { CalendarDay(number: $0) }, patientCount: 4)
  }

  @Test("days that ascend have no rows in common")
  func ascending() {
    #expect(rows([0, 1, 0, 1], [1, 1, 2, 3]) == [])
    #expect(rows([], []) == [])
  }

  @Test("rows of one day that follow each other are found, and each once")
  func together() {
    #expect(rows([0, 1, 0, 0, 2], [1, 1, 1, 1, 1]) == [0, 2, 3])
  }

  @Test("of a patient whose days go back all rows are meant")
  func goingBack() {
    #expect(rows([0, 1, 0, 1, 0], [5, 1, 4, 1, 6]) == [0, 1, 2, 3, 4])
    #expect(rows([0, 1, 0, 1, 0], [5, 1, 4, 2, 6]) == [0, 2, 4])
  }

  @Test("every row that shares its patient and day is found, for random visits", arguments: 1...20)
  func random(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let patients = (0..<60).map { _ in UInt32(random.next() % 4) }
    let spread = 3 + seed * 7
    var days = (0..<60).map { _ in Int32(random.next() % spread) }
    if seed % 2 == 0 { days.sort() }
    let found = rows(patients, days)
    #expect(found == Set(found).sorted())
    for row in 0..<60 {
      let isShared = (0..<60).contains {
        $0 != row && patients[$0] == patients[row] && days[$0] == days[row]
      }
      if isShared { #expect(found.contains(row)) }
    }
  }
}
