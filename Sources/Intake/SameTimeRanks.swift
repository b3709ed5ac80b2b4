import OutcomeModel

/// Ranks the visits that a file gives a patient at one time by the bytes of their ids.
///
/// Visits of one day and time stand in the order of their ids. An id may carry a patient's number, so
/// no store keeps it; its rank among the few visits at the same time says all that the order needs.
/// Visits of different files compare by their ranks, then by input order.
enum SameTimeRanks {
  /// The rank of each row that has others at the same time, by row: the number of smaller ids among
  /// them. Empty for almost every file.
  ///
  /// - Complexity: O(rows), with one look-up by patient a row where each patient's visits come in the
  ///   order of time.
  static func ranks(_ reading: FileReading) -> [Int: Int] {
    guard let ids = reading.rows.sessionID else { return [:] }
    var ranks: [Int: Int] = [:]
    for group in groups(reading.rows, patients: reading.patientID.count) {
      let texts = group.map { Array(ids.bytes[ids.range($0)]) }
      for (row, text) in zip(group, texts) {
        let smaller = Set(texts.filter { $0.lexicographicallyPrecedes(text) })
        ranks[row] = smaller.count
      }
    }
    return ranks
  }

  /// The rows of each patient and time that has several.
  private static func groups(_ rows: SessionTable, patients: Int) -> [[Int]] {
    // A patient whose every visit is later than all before has no two at one time.
    var latest = [Int64](repeating: .min, count: max(patients, rows.patientCount))
    var isSuspect = [Bool](repeating: false, count: latest.count)
    var isAnySuspect = false
    for row in 0..<rows.rowCount {
      let patient = Int(rows.patient[row])
      let time = time(rows, row)
      if time <= latest[patient] {
        isSuspect[patient] = true
        isAnySuspect = true
      } else {
        latest[patient] = time
      }
    }
    guard isAnySuspect else { return [] }
    let suspects = (0..<rows.rowCount).filter { isSuspect[Int(rows.patient[$0])] }
    var counter = PairCounter(capacity: suspects.count)
    var repeated: Set<UInt64> = []
    for row in suspects where counter.next(key(rows, row)) > 0 { repeated.insert(key(rows, row)) }
    guard !repeated.isEmpty else { return [] }
    var groups: [UInt64: [Int]] = [:]
    for row in suspects where repeated.contains(key(rows, row)) {
      groups[key(rows, row), default: []].append(row)
    }
    return Array(groups.values)
  }

  private static func time(_ rows: SessionTable, _ row: Int) -> Int64 {
    Int64(rows.day[row].number) << 11 | Int64(rows.minute[row] + 1)
  }

  /// Patient and time in one number; days lie within 0 ..< 2^21 of the earliest.
  private static func key(_ rows: SessionTable, _ row: Int) -> UInt64 {
    UInt64(rows.patient[row]) << 32
      | UInt64(truncatingIfNeeded: time(rows, row)) & 0xFFFF_FFFF
  }
}
