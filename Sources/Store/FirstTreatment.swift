import OutcomeModel

/// Finds the visit that opened each episode, which settles the order of episodes that begin on one day
/// in one clinic.
///
/// An episode table does not say which row its first treatment was, but the row follows from its day:
/// it is the first treatment of the patient on that day in visit order (day, time, visit id, input),
/// unless a file gives several episodes that begin on the same day.
struct FirstTreatment {
  private let table: SessionTable
  /// Treatments, patient after patient, each patient's in visit order.
  private let treatments: [Int32]
  /// Where each patient's treatments begin; one more entry than there are patients.
  private let starts: [Int]

  init(_ table: SessionTable) {
    self.table = table
    var starts = [Int](repeating: 0, count: table.patientCount + 1)
    for row in 0..<table.rowCount where table.visitType[row] == .treatment {
      starts[Int(table.patient[row]) + 1] += 1
    }
    for patient in 0..<table.patientCount { starts[patient + 1] += starts[patient] }
    var next = starts
    var treatments = [Int32](repeating: 0, count: starts[table.patientCount])
    for row in 0..<table.rowCount where table.visitType[row] == .treatment {
      let patient = Int(table.patient[row])
      // Visits mostly come in order, so an insertion from the end is the cheapest stable sort.
      var place = next[patient]
      while place > starts[patient],
        FirstTreatment.precedes(row, Int(treatments[place - 1]), in: table)
      {
        treatments[place] = treatments[place - 1]
        place -= 1
      }
      treatments[place] = Int32(row)
      next[patient] += 1
    }
    self.treatments = treatments
    self.starts = starts
  }

  /// Whether one treatment comes before another that stands earlier in the input.
  private static func precedes(_ row: Int, _ earlier: Int, in table: SessionTable) -> Bool {
    if table.day[row] != table.day[earlier] { return table.day[row] < table.day[earlier] }
    if table.minute[row] != table.minute[earlier] {
      return table.minute[row] < table.minute[earlier]
    }
    return table.precedesAtSameTime(row, earlier)
  }

  /// The rows that open the episodes of a patient that begin on a day, in order: one per episode.
  ///
  /// - Parameter count: how many of the patient's episodes begin on that day.
  func rows(patient: Int, day: CalendarDay, count: Int) -> [Int] {
    let own = treatments[starts[patient]..<starts[patient + 1]]
    guard count > 1 else {
      return own.first { table.day[Int($0)] == day }.map { [Int($0)] } ?? []
    }
    // A given episode opens where its number first occurs; of the rows without a number, the first.
    var seen: Set<UInt32> = []
    var opening: [Int] = []
    for treatment in own {
      let row = Int(treatment)
      let given = table.givenEpisode[row]
      guard table.day[row] <= day else { break }
      if table.day[row] < day {
        if given != 0 { seen.insert(given) }
      } else if seen.insert(given).inserted {
        opening.append(row)
      }
    }
    return opening
  }
}
