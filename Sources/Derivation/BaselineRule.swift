import OutcomeModel

/// BASE of an episode, by DEFINITIONS 3.
enum BaselineRule {
  /// The visit whose score is BASE, nil where there is none.
  ///
  /// The first treatment's arriving score; where that is blank the first arriving score in the days
  /// after it that the setting allows; else the latest follow-up score in the days before it.
  ///
  /// - Parameters:
  ///   - visits: the rows of the episode in visit order, follow-ups before the first treatment too.
  ///   - firstTreatment: the row of the first treatment.
  ///   - hasScore: whether a row has an arriving score.
  static func visit(
    of visits: [Int], firstTreatment: Int, in table: SessionTable, settings: DerivationSettings,
    hasScore: (Int) -> Bool
  ) -> Int? {
    if hasScore(firstTreatment) { return firstTreatment }
    let start = table.day[firstTreatment]
    var before: Int?
    for row in visits where hasScore(row) {
      let distance = table.day[row].days(since: start)
      if distance >= 0, distance <= settings.baselineLateDays { return row }
      if distance < 0, -distance <= settings.baselineEarlyDays,
        table.visitType[row] == .followUp
      {
        before = row
      }
    }
    return before
  }
}
