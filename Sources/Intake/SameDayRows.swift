import OutcomeModel

/// The visits of patients who have two on one day: the only ones whose order their times and ids settle.
enum SameDayRows {
  /// Rows that may share their patient and day with another, ascending; those that share them are among
  /// them.
  ///
  /// - Parameters:
  ///   - patients: the patient of each row, below `patientCount`.
  ///   - days: the day of each row, in the same order.
  static func rows(patients: [UInt32], days: [CalendarDay], patientCount: Int) -> [Int] {
    // Exports are mostly in time order: then rows of one day follow each other among their patient's.
    var latest = [CalendarDay](repeating: .unknown, count: patientCount)
    var latestRow = [Int32](repeating: -1, count: patientCount)
    var isUnordered: [Bool] = []
    var found: [Int] = []
    latest.withUnsafeMutableBufferPointer { latest in
      latestRow.withUnsafeMutableBufferPointer { latestRow in
        for (row, patient) in patients.enumerated() {
          let (place, day) = (Int(patient), days[row])
          if latestRow[place] >= 0, day <= latest[place] {
            if day == latest[place] {
              found.append(Int(latestRow[place]))
              found.append(row)
            } else {
              // Which of the earlier rows is of this day is not known: all of the patient's are meant.
              if isUnordered.isEmpty { isUnordered = Array(repeating: false, count: patientCount) }
              isUnordered[place] = true
            }
          }
          latest[place] = day
          latestRow[place] = Int32(truncatingIfNeeded: row)
        }
      }
    }
    if !isUnordered.isEmpty {
      for (row, patient) in patients.enumerated() where isUnordered[Int(patient)] {
        found.append(row)
      }
    }
    guard !found.isEmpty else { return [] }
    found.sort()
    var distinct: [Int] = []
    for row in found where row != distinct.last { distinct.append(row) }
    return distinct
  }
}
