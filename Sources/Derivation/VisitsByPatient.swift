import OutcomeModel
import ParallelChunks

/// The rows of a session table grouped by patient, each patient's in the order of DEFINITIONS 1:
/// day, time of day, visit id in byte order, input order.
struct VisitsByPatient: Sendable {
  /// Row positions, patient after patient.
  var rows: [UInt32]
  /// Where each patient's rows begin in ``rows``; one more entry than there are patients.
  var starts: [Int]

  /// Groups the rows whose day is not after `asOf`; rows of files without dates are all used.
  ///
  /// - Complexity: O(rows) to group, and O(v log v) for a patient of v visits that arrive unsorted.
  init(_ table: SessionTable, asOf: CalendarDay, threads: Int) {
    let allDated = table.isDated.codes.isEmpty && table.isDated.values == [true]
    if table.day.allSatisfy({ $0 <= asOf }) {
      (rows, starts) = VisitsByPatient.grouped(table) { _ in true }
    } else if allDated {
      (rows, starts) = VisitsByPatient.grouped(table) { table.day[$0] <= asOf }
    } else {
      (rows, starts) = VisitsByPatient.grouped(table) {
        table.day[$0] <= asOf || !table.isDated[$0]
      }
    }
  }

  /// The rows that `isUsed`, patient after patient, and where those of each begin.
  @inline(__always)
  private static func grouped(
    _ table: SessionTable, _ isUsed: (Int) -> Bool
  ) -> (rows: [UInt32], starts: [Int]) {
    let patients = table.patientCount
    // What is counted for a patient is where its rows end, and thus where those of the next begin: two places
    // further, so that filling moves each to its own begin.
    var starts = [Int](repeating: 0, count: patients + 2)
    for (row, patient) in table.patient.enumerated() where isUsed(row) {
      starts[Int(patient) + 2] += 1
    }
    for next in stride(from: 2, to: patients + 2, by: 1) { starts[next] += starts[next - 1] }
    let count = starts[patients + 1]
    let rows = [UInt32](unsafeUninitializedCapacity: count) { rows, filled in
      starts.withUnsafeMutableBufferPointer { starts in
        for (row, patient) in table.patient.enumerated() where isUsed(row) {
          let place = starts[Int(patient) + 1]
          rows[place] = UInt32(truncatingIfNeeded: row)
          starts[Int(patient) + 1] = place + 1
        }
      }
      filled = count
    }
    starts.removeLast()
    return (rows, starts)
  }

  /// The rows of a patient in visit order, written over `visits`.
  func collect(_ patient: Int, of table: SessionTable, into visits: inout [Int]) {
    visits.removeAll(keepingCapacity: true)
    for position in starts[patient]..<starts[patient + 1] {
      let row = Int(rows[position])
      visits.append(row)
      // Exports are mostly in time order already, so an insertion from the end is the cheapest
      // stable sort.
      var place = visits.count - 1
      while place > 0, VisitsByPatient.precedes(row, visits[place - 1], in: table) {
        visits[place] = visits[place - 1]
        place -= 1
      }
      visits[place] = row
    }
  }

  /// Whether one visit comes before another that stands earlier in the input.
  private static func precedes(_ row: Int, _ earlier: Int, in table: SessionTable) -> Bool {
    if table.day[row] != table.day[earlier] { return table.day[row] < table.day[earlier] }
    if table.minute[row] != table.minute[earlier] {
      return table.minute[row] < table.minute[earlier]
    }
    return table.precedesAtSameTime(row, earlier)
  }
}
