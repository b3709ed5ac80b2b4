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
    let patients = table.patientCount
    var starts = [Int](repeating: 0, count: patients + 1)
    let allDated = table.isDated.codes.isEmpty && table.isDated.values == [true]
    let used = (0..<table.rowCount).map { row in
      table.day[row] <= asOf || (!allDated && !table.isDated[row])
    }
    for (row, patient) in table.patient.enumerated() where used[row] {
      starts[Int(patient) + 1] += 1
    }
    for patient in 0..<patients { starts[patient + 1] += starts[patient] }
    var next = starts
    var rows = [UInt32](repeating: 0, count: starts[patients])
    for (row, patient) in table.patient.enumerated() where used[row] {
      rows[next[Int(patient)]] = UInt32(row)
      next[Int(patient)] += 1
    }
    self.rows = rows
    self.starts = starts
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
