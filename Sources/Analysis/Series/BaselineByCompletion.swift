import OutcomeModel
import Statistics

/// Pain at the start of those who have a six-week score beside those who are due and have none: whether
/// the people in the figures began like the people who are missing from them.
struct BaselineByCompletion {
  /// Two points, `scored` and `not_scored`: mean BASE with its interval. Who has no BASE is in neither.
  let points: [AnalysisResult.SeriesPoint]

  init(scored: ValueCounts, notScored: ValueCounts, population: String) {
    points = [("scored", scored), ("not_scored", notScored)].enumerated().map { position, group in
      let mean = StatisticResult { () throws(NotEstimable) in try MeanChange(group.1) }
      return AnalysisResult.SeriesPoint(
        series: SeriesName.baselineByCompletion, population: population, group: "all",
        position: Double(position), label: group.0, n: group.1.n, value: mean.estimate,
        low: mean.low, high: mean.high, status: mean.status.code)
    }
  }
}
