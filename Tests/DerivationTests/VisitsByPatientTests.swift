import OutcomeModel
import TestSupport
import Testing

@testable import Derivation

@Suite struct VisitsByPatientTests {
  private func order(_ visits: [VisitRow], asOf: Int32 = 1_000) -> [[Int]] {
    let table = VisitRow.table(visits)
    let grouped = VisitsByPatient(table, asOf: CalendarDay(number: asOf), threads: 1)
    var rows: [Int] = []
    return (0..<table.patientCount).map { patient in
      grouped.collect(patient, of: table, into: &rows)
      return rows
    }
  }

  @Test func dayThenTimeThenIDThenInput() {
    func visit(_ day: Int, _ minute: Int16, _ id: String) -> VisitRow {
      VisitRow(day: day, minute: minute, id: id)
    }
    let visits = [
      visit(2, 60, "a"), visit(1, 90, "b"), visit(1, 60, "c"), visit(1, 60, "B"), visit(1, -1, "z"),
      visit(1, 60, "c"), visit(0, 900, "z"),
    ]
    // Ids go by bytes, capitals first; equal ids stay in input order; no time goes first.
    #expect(order(visits) == [[6, 4, 3, 2, 5, 1, 0]])
  }

  @Test func patientsAreKeptApart() {
    let visits = [
      VisitRow(patient: 1, day: 5), VisitRow(patient: 0, day: 4), VisitRow(patient: 1, day: 3),
    ]
    #expect(order(visits) == [[1], [2, 0]])
  }

  @Test func visitsAfterTheAsOfDateAreLeftOutUnlessTheyHaveNoDate() {
    var undated = VisitRow(patient: 1, day: 99)
    undated.isDated = false
    let visits = [VisitRow(day: 10), VisitRow(day: 11), undated]
    #expect(order(visits, asOf: 10) == [[0], [2]])
  }

  @Test(arguments: 1...5 as ClosedRange<UInt64>)
  func randomOrdersAreSorted(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let visits = (0..<200).map { _ in
      VisitRow(
        patient: Int.random(in: 0..<6, using: &random), day: Int.random(in: 0..<20, using: &random),
        minute: Int16.random(in: 0..<3, using: &random),
        id: String(Int.random(in: 0..<4, using: &random)))
    }
    let expected = (0..<6).map { patient in
      visits.indices.filter { visits[$0].patient == patient }.sorted { left, right in
        let (a, b) = (visits[left], visits[right])
        return (a.day, Int(a.minute), a.id, left) < (b.day, Int(b.minute), b.id, right)
      }
    }
    #expect(order(visits) == expected)
  }
}
