import OutcomeModel

extension PrintedResult {
  /// The same figures without the dates that move by themselves: the report's own, those that standing
  /// figures carry, and since when a figure is being corrected.
  ///
  /// Two reports whose undated figures are equal tell their readers the same.
  var undated: PrintedResult {
    PrintedResult(
      asOf: PrintedResult.noDay, limit: limit, populations: populations, rows: rows.map(\.undated),
      series: series.map(\.undated), flow: flow.map(\.undated), settings: settings,
      claims: claims.map(\.undated), shown: shown)
  }

  /// Stands for every day.
  fileprivate static let noDay = CalendarDay(number: 0)

  fileprivate static func undated(_ status: String) -> String {
    StatusWords.isBeingCorrected(status) ? StatusWords.correcting(since: noDay) : status
  }
}

extension PrintedRow {
  /// The row without dates; see ``PrintedResult/undated``.
  var undated: PrintedRow {
    var row = self
    row.asOf = nil
    row.standingPopulation = nil
    row.correctedSince = row.correctedSince.map { _ in PrintedResult.noDay }
    row.row.status = PrintedResult.undated(row.row.status)
    return row
  }
}

extension PrintedResult.Point {
  /// The point without dates; see ``PrintedResult/undated``.
  var undated: PrintedResult.Point {
    var point = self
    point.asOf = nil
    point.point.status = PrintedResult.undated(point.point.status)
    return point
  }

  /// The point, which is being corrected since the day that was printed before, where it was.
  func correcting(since published: PrintedResult.Point?) -> PrintedResult.Point {
    guard let published, StatusWords.isBeingCorrected(point.status),
      StatusWords.isBeingCorrected(published.point.status)
    else { return self }
    var kept = self
    kept.point.status = published.point.status
    return kept
  }
}

extension PrintedResult.Step {
  fileprivate var undated: PrintedResult.Step {
    var step = self
    step.asOf = nil
    return step
  }
}

extension PrintedClaim {
  fileprivate var undated: PrintedClaim {
    PrintedClaim(
      claim: claim, parts: parts.map { Part(part: $0.part, row: $0.row?.undated) })
  }
}
