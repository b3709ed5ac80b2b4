import OutcomeModel

/// The columns of an episode that say how long relief took and what was received, in one order for
/// writing and reading.
enum CareColumns {
  private static let rules = ["relief", "confirmed", "response_30", "response_30_confirmed"]

  /// The names in the store.
  static let names =
    rules.flatMap { ["\($0)_status", "\($0)_days", "\($0)_visits"] } + [
      "fees", "fee_visits", "minutes", "minutes_visits", "needles", "needles_visits",
      "visits_asked", "visits_with_event", "treatments_asked", "treatments_with_event",
      "adverse_events", "last_arriving", "after_care",
    ]

  /// The stored values of an episode, in the order of ``names``.
  static func values(_ episodes: EpisodeTable, _ row: Int) -> [Int64?] {
    var values: [Int64?] = []
    for event in ReliefEvent.allCases {
      let time = episodes.relief[event]?[row]
      values.append(
        time.flatMap { ReliefStatus.allCases.firstIndex(of: $0.status) }.map(Int64.init))
      values.append(time.flatMap { $0.days < 0 ? nil : Int64($0.days) })
      values.append(time.flatMap { $0.visits < 0 ? nil : Int64($0.visits) })
    }
    let care = episodes.care.isEmpty ? EpisodeCare() : episodes.care[row]
    values.append(care.feeSum?.nano)
    values.append(Int64(care.fees.visits))
    for total in [care.minutes, care.needles] { values += [total.nano, Int64(total.visits)] }
    values += [
      Int64(care.visitsAsked), Int64(care.visitsWithEvent), Int64(care.treatmentsAsked),
      Int64(care.treatmentsWithEvent), care.visitsAsked == 0 ? nil : Int64(care.events),
    ]
    return values + [care.lastArriving?.nano, care.afterCare?.nano]
  }

  /// Whether relief was derived, and the times to it by rule.
  ///
  /// - Parameter first: where the columns begin in a stored row.
  static func relief(_ stored: RowStatement, from first: Int) -> [TimeToRelief]? {
    guard stored.optionalInteger(first) != nil else { return nil }
    return ReliefEvent.allCases.map { event in
      let place = first + 3 * event.rawValue
      func known(_ column: Int) -> Int32 {
        stored.optionalInteger(column).map { Int32(truncatingIfNeeded: $0) } ?? -1
      }
      let status = stored.optionalInteger(place).map { ReliefStatus.allCases[Int($0)] }
      return TimeToRelief(
        status ?? .noBaseline, days: known(place + 1), visits: known(place + 2))
    }
  }

  /// What the episode received.
  static func care(_ stored: RowStatement, from first: Int) -> EpisodeCare {
    let start = first + 3 * rules.count
    func count(_ offset: Int) -> UInt32 {
      UInt32(truncatingIfNeeded: stored.integer(start + offset))
    }
    func total(_ offset: Int) -> EpisodeCare.Total {
      EpisodeCare.Total(nano: stored.integer(start + offset), visits: count(offset + 1))
    }
    func score(_ offset: Int) -> Score? {
      stored.optionalInteger(start + offset).map { Score(nano: $0) }
    }
    var care = EpisodeCare()
    care.fees = total(0)
    care.minutes = total(2)
    care.needles = total(4)
    care.visitsAsked = count(6)
    care.visitsWithEvent = count(7)
    care.treatmentsAsked = count(8)
    care.treatmentsWithEvent = count(9)
    care.events = count(10)
    care.lastArriving = score(11)
    care.afterCare = score(12)
    return care
  }
}
