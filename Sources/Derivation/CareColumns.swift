import OutcomeModel

/// Fees and adverse events of visits, made ready to be summed by episode.
struct CareColumns: Sendable {
  private let fees: Coded<Score?>?
  private let events: Coded<Int32>?

  init(_ table: SessionTable) {
    fees = table.numberColumn("fee")?.values
    events = table.groupColumn("adverse_event")?.values.map { text in
      // A blank was not asked; `none` was asked and nothing happened.
      let kinds = text.split(separator: ";").filter { $0 != "none" }
      return text.isEmpty ? -1 : Int32(kinds.count)
    }
  }

  /// The sum of fees over visits; nil where no visit has one.
  func fees(of visits: [Int]) -> Score? {
    guard let fees else { return nil }
    var sum: Score?
    for row in visits {
      guard let fee = fees[row] else { continue }
      sum = (sum ?? Score(0)) + fee
    }
    return sum
  }

  /// The adverse events of treatments that were asked about; -1 where none was.
  func adverseEvents(of visits: [Int], in table: SessionTable) -> Int32 {
    guard let events else { return -1 }
    var sum: Int32 = -1
    for row in visits where table.visitType[row] == .treatment && events[row] >= 0 {
      sum = max(sum, 0) + events[row]
    }
    return sum
  }
}
