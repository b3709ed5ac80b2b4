import OutcomeModel
import Statistics

/// The pairs of scores at the start and at six weeks, from which the grid and the agreement of the
/// responder rules are answered; and the starts of those with and without a six-week score.
struct SixWeekScores {
  private let window: Window?

  init(_ plan: PlanFile) {
    window = plan.settings.windows.first { $0.name == Window.primaryName }
  }

  private func section(_ place: String) -> String { "six_weeks/\(place)" }

  /// Counts the selected episodes that are due.
  func count(
    _ table: EpisodeTable, _ rows: [Int], asOf: CalendarDay, into sheet: inout CountSheet,
    _ place: String
  ) {
    guard let window, let pain = table.parameter(Instrument.pain.name) else { return }
    let outcomes = EpisodeOutcomes(
      pain, window: window, table: table, asOf: asOf, countEarly: false)
    var scored = PairTally()
    var missing = PairTally()
    for row in rows where outcomes.base[row] != ScoreArray.missing {
      let base = outcomes.base[row]
      switch outcomes.fate[row] {
      case .scored: scored.add(base, outcomes.value[row])
      // No score follows, so the start stands twice.
      case .missing: missing.add(base, base)
      case .notDue, .notApplicable: continue
      }
    }
    sheet.record(section(place), [("scored", scored.cell), ("not_scored", missing.cell)])
  }

  /// The points of the three series.
  func points(
    _ sheet: CountSheet, _ place: String, population: String
  ) -> [AnalysisResult.SeriesPoint] {
    let cells = sheet.cells(section(place))
    let scored = cells["scored"]?.joint ?? .empty
    let missing = cells["not_scored"]?.joint ?? .empty
    return BeforeAfterGrid(scored, population: population).points
      + ResponderAgreement(scored, population: population).points
      + BaselineByCompletion(
        scored: scored.baseline, notScored: missing.baseline, population: population
      ).points
  }
}
