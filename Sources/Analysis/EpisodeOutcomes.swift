import OutcomeModel

/// An endpoint at a window for every episode: BASE and AVAL where both are there, else why not.
///
/// DEFINITIONS 3 fixes the order in which an episode is counted: not due, missing, not applicable.
struct EpisodeOutcomes: Sendable {
  /// What became of an episode at the window.
  enum Fate: UInt8 {
    case scored
    case notDue
    case missing
    case notApplicable
  }

  /// The first number of each episode: BASE, or what the endpoint puts in its place.
  var base: [Int64]
  /// The second number: AVAL, or what the endpoint puts in its place.
  var value: [Int64]
  var fate: [Fate]

  /// The outcomes of episodes one by one.
  ///
  /// - Parameter outcome: the two numbers of an episode, or why it has none.
  init(count: Int, _ outcome: (Int) -> Result) {
    base = Array(repeating: ScoreArray.missing, count: count)
    value = base
    fate = Array(repeating: .missing, count: count)
    for row in 0..<count {
      switch outcome(row) {
      case .scored(let first, let second):
        base[row] = first
        value[row] = second
        fate[row] = .scored
      case .left(let reason): fate[row] = reason
      }
    }
  }

  /// The two numbers of an episode, or why it has none.
  enum Result {
    case scored(Int64, Int64)
    case left(Fate)
  }

  /// BASE and AVAL at a window. Who cannot qualify for a rule is told apart by
  /// ``qualified(for:_:)`` or when rows are written, so that everyone with both scores can be looked at.
  init(
    _ parameter: EpisodeTable.Parameter, window: Window, table: EpisodeTable, asOf: CalendarDay,
    countEarly: Bool
  ) {
    let readings = parameter.readings(window.name)
    base = parameter.base.nano
    value = readings?.value.nano ?? ScoreArray(missing: table.rowCount).nano
    fate = []
    fate.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      let isComplete = base[row] != ScoreArray.missing && value[row] != ScoreArray.missing
      if !window.isDueAtOnce, table.isDated[row], !(countEarly && isComplete) {
        let dayZero =
          parameter.baseDay[row].isUnknown ? table.firstDay[row] : parameter.baseDay[row]
        if dayZero.advanced(by: window.high) > asOf {
          fate.append(.notDue)
          continue
        }
      }
      fate.append(isComplete ? .scored : .missing)
    }
  }

  /// The outcomes with those who cannot qualify for the endpoint's rule told apart.
  func qualified(for endpoint: Endpoint, _ instrument: Instrument) -> EpisodeOutcomes {
    guard let rule = endpoint.rule else { return self }
    var qualified = self
    for row in fate.indices
    where fate[row] == .scored && !rule.applies(base: base[row], instrument: instrument) {
      qualified.fate[row] = .notApplicable
    }
    return qualified
  }

  /// BASE of every episode that has one, whether or not a reading followed.
  init(baselineOf parameter: EpisodeTable.Parameter) {
    base = parameter.base.nano
    value = base
    fate = base.map { $0 == ScoreArray.missing ? .missing : .scored }
  }

  /// Within-session change at the first treatment.
  init(firstVisitOf within: EpisodeTable.WithinSession) {
    base = within.firstArriving.nano
    value = within.firstLeaving.nano
    fate = base.map { $0 == ScoreArray.missing ? .missing : .scored }
  }

  /// Within-session change as the exact mean over each episode's treatments.
  ///
  /// The mean change is rounded half to even to 10^-9 where it does not terminate, and AVAL is BASE
  /// plus that change, so that no second rounding enters the change.
  init(allVisitsOf within: EpisodeTable.WithinSession) {
    base = []
    value = []
    fate = []
    for row in within.sessions.indices {
      let sessions = Int64(within.sessions[row])
      guard sessions > 0 else {
        base.append(ScoreArray.missing)
        value.append(ScoreArray.missing)
        fate.append(.missing)
        continue
      }
      let arriving = Score.mean(sum: within.arrivingSum[row], count: sessions).nano
      base.append(arriving)
      value.append(arriving + Score.mean(sum: within.changeSum[row], count: sessions).nano)
      fate.append(.scored)
    }
  }
}

extension EpisodeTable.WithinSession {
  /// The sums of several episodes of a patient put together at the first of them.
  ///
  /// - Parameter rows: the selected episodes, in table order.
  /// - Returns: the pooled sums by row and the rows that stand for their patients.
  func pooled(_ rows: [Int], by patient: [UInt32]) -> (
    sums: EpisodeTable.WithinSession, rows: [Int]
  ) {
    var pooled = self
    var firstRow: [UInt32: Int] = [:]
    var kept: [Int] = []
    for row in rows {
      guard let first = firstRow[patient[row]] else {
        firstRow[patient[row]] = row
        kept.append(row)
        continue
      }
      pooled.arrivingSum[first] += arrivingSum[row]
      pooled.changeSum[first] += changeSum[row]
      pooled.sessions[first] += sessions[row]
    }
    return (pooled, kept)
  }
}
