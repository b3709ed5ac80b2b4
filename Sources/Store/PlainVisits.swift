/// The rows of a long file that are new visits whatever else it holds: they wait until all rows have
/// their fates, and are written patient by patient.
struct PlainVisits {
  /// One row that waits.
  private struct Waiting {
    var row: UInt32
    /// Which of the patient's visits it is.
    var ordinal: UInt32
    /// Its place in the order of input, counted from the file's first.
    var place: UInt32
  }

  private let firstPlace: Int64
  private var waiting: [Waiting] = []
  private var slots: [UInt32] = []

  /// - Parameters:
  ///   - firstPlace: the place that the file's first new visit has.
  ///   - count: how many rows may come.
  init(firstPlace: Int64, reserving count: Int) {
    self.firstPlace = firstPlace
    waiting.reserveCapacity(count)
    slots.reserveCapacity(count)
  }

  /// Lets a row wait.
  ///
  /// - Parameters:
  ///   - row: the row of the file.
  ///   - slot: its patient among those of the file.
  ///   - visit: the number that the visit has.
  ///   - place: its place in the order of input.
  mutating func append(row: Int, slot: Int, visit: Int64, place: Int64) {
    waiting.append(
      Waiting(
        row: UInt32(row), ordinal: UInt32(visit & VisitNumber.mostOfPatient),
        place: UInt32(place - firstPlace)))
    slots.append(UInt32(slot))
  }

  /// Goes through the rows in the order of their visits' numbers.
  ///
  /// - Parameters:
  ///   - patients: the places of the file's patients in the order of their numbers in the store.
  ///   - body: takes the row, which of its patient's visits it is and its place in the order of input.
  func forEach(
    patients: [Int], _ body: (_ row: Int, _ ordinal: Int64, _ place: Int64) throws -> Void
  ) rethrows {
    // Rows of one patient wait in ascending order already: they are only dealt out to the patients.
    var begin = [Int](repeating: 0, count: (patients.max() ?? -1) + 2)
    for slot in slots { begin[Int(slot)] += 1 }
    var total = 0
    for slot in patients {
      let count = begin[slot]
      begin[slot] = total
      total += count
    }
    var order = [UInt32](repeating: 0, count: waiting.count)
    for (index, slot) in slots.enumerated() {
      order[begin[Int(slot)]] = UInt32(index)
      begin[Int(slot)] += 1
    }
    for index in order {
      let visit = waiting[Int(index)]
      try body(Int(visit.row), Int64(visit.ordinal), firstPlace + Int64(visit.place))
    }
  }
}
