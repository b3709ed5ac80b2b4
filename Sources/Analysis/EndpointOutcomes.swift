import OutcomeModel

/// What an endpoint comes to at a window: the numbers of each episode, and which rows count.
struct EndpointOutcomes {
  var outcomes: EpisodeOutcomes
  /// The rows to count, in table order; where a patient's episodes are put together, the first stands
  /// for all.
  var rows: [Int]
  var instrument: Instrument = .pain
  /// For each row the sum of a patient's changes and the number of treatments; nil for endpoints
  /// without.
  var clusters: EpisodeOutcomes?
}

extension Endpoint {
  /// Whether it looks at BASE and the readings of an episode alone, so that no order of episodes matters.
  public var isOfReadings: Bool {
    switch self {
    case .change, .percentChange, .responder: true
    default: false
    }
  }

  /// Whether a patient's episodes are put together at a window, so that none need be taken as
  /// independent of another.
  func isByPatient(_ window: String) -> Bool {
    switch self {
    case .adverseEvent, .costPerResponder: true
    case .withinSession: window == Window.allVisits.name
    default: false
    }
  }
}

extension EpisodeTable {
  /// The parameter of an instrument that ashi ships and no file has: nobody has a score.
  func emptyParameter(_ name: String) -> Parameter? {
    guard let instrument = Instrument.shipped.first(where: { $0.name == name }) else { return nil }
    return Parameter(
      name: name, instrument: instrument, base: ScoreArray(missing: rowCount),
      baseDay: Array(repeating: .unknown, count: rowCount), readings: [])
  }

  /// What the episode of a row received; nothing where it was not derived.
  func care(_ row: Int) -> EpisodeCare { care.isEmpty ? EpisodeCare() : care[row] }
}

extension EpisodeTable.WithinSession {
  /// The columns of episodes none of which has a leaving score.
  init(missing count: Int) {
    self.init()
    firstArriving = ScoreArray(missing: count)
    firstLeaving = firstArriving
    arrivingSum = Array(repeating: 0, count: count)
    changeSum = arrivingSum
    sessions = Array(repeating: 0, count: count)
  }
}

extension EpisodeOutcomes {
  /// The change of a change endpoint in per cent of BASE, as AVAL over a BASE of 0; BASE 0 is not
  /// applicable.
  func inPercent() -> EpisodeOutcomes {
    EpisodeOutcomes(count: fate.count) { row in
      guard fate[row] == .scored else { return .left(fate[row]) }
      let first = Score(nano: base[row])
      guard let percent = PercentChange.percent(Score(nano: value[row]) - first, of: first) else {
        return .left(.notApplicable)
      }
      return .scored(0, percent.nano)
    }
  }

  /// Time to relief: the time, and 1 where relief was seen, 0 where it was not up to then.
  init(timeTo event: ReliefEvent, _ unit: Endpoint.TimeUnit, _ table: EpisodeTable) {
    let times = table.relief[event]
    self.init(count: table.rowCount) { row in
      guard let time = times?[row] else { return .left(.missing) }
      let length = Int64(unit == .days ? time.days : time.visits)
      switch time.status {
      case .reached: return .scored(length, 1)
      case .censored: return .scored(length, 0)
      case .alreadyBelow: return .left(.notApplicable)
      case .noBaseline: return .left(.missing)
      }
    }
  }

  /// Durability: the last treatment's score, and the score some three months later.
  init(durabilityOf table: EpisodeTable, asOf: CalendarDay, countEarly: Bool) {
    self.init(count: table.rowCount) { row in
      let care = table.care(row)
      let isComplete = care.lastArriving != nil && care.afterCare != nil
      if table.isDated[row], !(countEarly && isComplete),
        table.lastDay[row].advanced(by: Endpoint.lastDurabilityDay) > asOf
      {
        return .left(.notDue)
      }
      guard let last = care.lastArriving, let after = care.afterCare else { return .left(.missing) }
      return .scored(last.nano, after.nano)
    }
  }

  /// Recurrence: 1 where another episode of the patient begins within a year of the last treatment.
  ///
  /// At risk once the year has passed; where a file has no dates nobody knows.
  init(recurrenceOf table: EpisodeTable, asOf: CalendarDay) {
    var starts: [UInt32: [CalendarDay]] = [:]
    for row in 0..<table.rowCount {
      starts[table.patient[row], default: []].append(table.firstDay[row])
    }
    self.init(count: table.rowCount) { row in
      guard table.isDated[row] else { return .left(.notApplicable) }
      let end = table.lastDay[row].advanced(by: Endpoint.recurrenceDays)
      guard end <= asOf else { return .left(.notDue) }
      let again = starts[table.patient[row]]?.contains { $0 > table.lastDay[row] && $0 <= end }
      return .scored(0, again ?? false ? 1 : 0)
    }
  }

  /// The sum of within-session changes and the number of treatments.
  init(sumsOf within: EpisodeTable.WithinSession) {
    self.init(count: within.sessions.count) { row in
      within.sessions[row] == 0
        ? .left(.missing) : .scored(within.changeSum[row], Int64(within.sessions[row]))
    }
  }

  /// Dose: 0, and the episode's number.
  init(_ dose: Endpoint.Dose, _ table: EpisodeTable) {
    self.init(count: table.rowCount) { row in
      let care = table.care(row)
      switch dose {
      case .minutes: return care.minutes.mean.map { .scored(0, $0.nano) } ?? .left(.missing)
      case .needles: return care.needles.mean.map { .scored(0, $0.nano) } ?? .left(.missing)
      case .visitsPerWeek:
        let days = table.lastDay[row].days(since: table.firstDay[row])
        // A rate needs time to pass: one treatment, or several on one day, has none.
        guard days > 0 else { return .left(.notApplicable) }
        let intervals = Int64(table.treatments[row]) - 1
        let perWeek = Score.mean(sum: 7 * intervals * Score.scale, count: Int64(days))
        return .scored(0, perWeek.nano)
      }
    }
  }
}

extension Endpoint {
  /// The last day after the last treatment on which a score still counts for durability.
  static let lastDurabilityDay = 182
  /// How many days after the last treatment a new episode is a recurrence; inclusive.
  static let recurrenceDays = 365
}
