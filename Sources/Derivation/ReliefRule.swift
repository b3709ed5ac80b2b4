import OutcomeModel

/// Time to relief, by DEFINITIONS 3: from day 0 to the first later reading below 5.
struct ReliefRule {
  private static let threshold = Score(5).nano

  /// Relief of an episode.
  ///
  /// - Parameters:
  ///   - baseRow: the visit that gives BASE, nil where there is none.
  ///   - members: the rows of the episode in visit order.
  /// - Returns: the status, with days and treatments up to the reading that decided it.
  static func relief(
    baseRow: Int?, members: [Int], measure: Measure, table: SessionTable
  ) -> (status: ReliefStatus, days: Int, visits: Int) {
    guard let baseRow else { return (.noBaseline, -1, -1) }
    guard measure.score(baseRow) >= threshold else { return (.alreadyBelow, -1, -1) }
    let dayZero = table.day[baseRow]
    var treatments = 0
    var latest = (days: 0, visits: 0)
    for row in members {
      let days = table.day[row].days(since: dayZero)
      let nano = measure.score(row)
      // Of several scored visits on one day the first is the reading.
      if days > latest.days, nano != ScoreArray.missing {
        latest = (days, treatments)
        if nano < threshold { return (.reached, days, treatments) }
      }
      if table.visitType[row] == .treatment { treatments += 1 }
    }
    return (.censored, latest.days, latest.visits)
  }
}
