import OutcomeModel

/// Finds the visit that opened each episode, which settles the order of episodes that begin on one day
/// in one clinic.
///
/// An episode table does not say which row its first treatment was, but the row follows from its day:
/// it is the first treatment of the patient on that day in visit order (day, time, visit id, input),
/// unless a file gives several episodes that begin on the same day.
struct FirstTreatment {
  private let table: SessionTable
  private let rows: [[Int]]

  /// Groups the treatments of a table by patient, each patient's in visit order.
  init(_ table: SessionTable) {
    self.table = table
    var rows = Array(repeating: [Int](), count: table.patientCount)
    for row in 0..<table.rowCount where table.visitType[row] == .treatment {
      rows[Int(table.patient[row])].append(row)
    }
    for patient in rows.indices {
      rows[patient].sort { FirstTreatment.precedes($0, $1, in: table) }
    }
    self.rows = rows
  }

  private static func precedes(_ left: Int, _ right: Int, in table: SessionTable) -> Bool {
    if table.day[left] != table.day[right] { return table.day[left] < table.day[right] }
    if table.minute[left] != table.minute[right] {
      return table.minute[left] < table.minute[right]
    }
    if let ids = table.sessionID {
      if ids.precedes(left, right) { return true }
      if ids.precedes(right, left) { return false }
    }
    return left < right
  }

  /// The rows that open the episodes of a patient that begin on a day, in order: one per episode.
  ///
  /// - Parameter count: how many of the patient's episodes begin on that day.
  func rows(patient: Int, day: CalendarDay, count: Int) -> [Int] {
    let treatments = rows[patient]
    let today = treatments.filter { table.day[$0] == day }
    guard count > 1 else { return Array(today.prefix(1)) }
    // A given episode opens where its number first occurs; of the rows without a number, the first.
    var seen = Set(treatments.filter { table.day[$0] < day }.map { table.givenEpisode[$0] })
    seen.remove(0)
    var opening: [Int] = []
    for row in today where seen.insert(table.givenEpisode[row]).inserted { opening.append(row) }
    return opening
  }
}
