import OutcomeModel

/// Time to relief, by DEFINITIONS 3: from day 0 to the first later candidate that meets a rule.
///
/// The sensitivity asks for more: the candidate after it must meet the rule too. Relief is then dated
/// at the first of the two; a last candidate that nothing confirms does not count.
struct ReliefRule {
  private static let threshold = Score(5).nano

  /// What counts as relief, for an episode with this BASE.
  private struct Rule {
    let event: ReliefEvent
    let base: Int64

    /// Whether the episode waits for it at all.
    var applies: Bool {
      switch event {
      case .belowFive, .belowFiveConfirmed: base >= ReliefRule.threshold
      case .response30, .response30Confirmed: base > 0
      }
    }

    var needsConfirmation: Bool { event == .belowFiveConfirmed || event == .response30Confirmed }

    func isMet(_ nano: Int64) -> Bool {
      switch event {
      case .belowFive, .belowFiveConfirmed: nano < ReliefRule.threshold
      // Pain's scores are below 10^11, so the products stay within 64 bits.
      case .response30, .response30Confirmed: (base - nano) * 100 >= base * 30
      }
    }
  }

  /// Relief of an episode.
  ///
  /// - Parameters:
  ///   - event: the rule.
  ///   - baseRow: the visit that gives BASE, nil where there is none.
  ///   - members: the rows of the episode in visit order.
  static func relief(
    _ event: ReliefEvent, baseRow: Int?, members: [Int], measure: Measure, table: SessionTable
  ) -> TimeToRelief {
    guard let baseRow else { return TimeToRelief(.noBaseline) }
    let rule = Rule(event: event, base: measure.score(baseRow))
    guard rule.applies else { return TimeToRelief(.alreadyBelow) }
    let dayZero = table.day[baseRow]
    var treatments: Int32 = 0
    var latest = TimeToRelief(.censored, days: 0, visits: 0)
    var unconfirmed: TimeToRelief?
    for row in members {
      let days = Int32(table.day[row].days(since: dayZero))
      let nano = measure.score(row)
      // Of several scored visits on one day the first is the candidate.
      if days > latest.days, nano != ScoreArray.missing {
        latest = TimeToRelief(.censored, days: days, visits: treatments)
        if rule.isMet(nano) {
          if let unconfirmed { return unconfirmed }
          let reached = TimeToRelief(.reached, days: days, visits: treatments)
          guard rule.needsConfirmation else { return reached }
          unconfirmed = reached
        } else {
          unconfirmed = nil
        }
      }
      if table.visitType[row] == .treatment { treatments += 1 }
    }
    return latest
  }
}
