import OutcomeModel
import Statistics

/// Mean pain by acuity at baseline and at each window, of those who have the reading.
struct CourseOfPain {
  private let settings: DerivationSettings

  init(_ plan: PlanFile) {
    settings = plan.settings
  }

  private static let baseline = "baseline"

  private func section(_ place: String, _ label: String) -> String {
    "course_of_pain/\(place)/\(label)"
  }

  /// Counts the scores of the selected episodes by acuity.
  func count(
    _ table: EpisodeTable, _ rows: [Int], _ keys: GroupKeys, asOf: CalendarDay, threads: Int,
    into sheet: inout CountSheet, _ place: String
  ) throws(AnalysisError) {
    guard let pain = table.parameter(Instrument.pain.name) else { return }
    let set = CellSet([try keys.column("acuity")], rows: rows)
    func record(_ label: String, _ outcomes: EpisodeOutcomes) {
      let counts = CellCounts.count(set, rows: rows, outcomes: outcomes, threads: threads)
      sheet.record(section(place, label), zip(set.names, counts))
    }
    record(CourseOfPain.baseline, EpisodeOutcomes(baselineOf: pain))
    for window in settings.windows {
      record(
        window.name,
        EpisodeOutcomes(
          pain, window: window, table: table, asOf: asOf, countEarly: false))
    }
  }

  /// All who have a baseline score, by acuity.
  func people(
    _ sheet: CountSheet, _ place: String, population: String
  ) -> [AnalysisResult.FigurePeople] {
    sheet.cells(section(place, CourseOfPain.baseline)).sorted {
      $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
    }.map {
      AnalysisResult.FigurePeople(baselineOf: population, group: $0.key, counts: $0.value)
    }
  }

  /// The points of the curves.
  func points(
    _ sheet: CountSheet, _ place: String, population: String
  ) -> [AnalysisResult.SeriesPoint] {
    let labels = [(CourseOfPain.baseline, 0)] + settings.windows.map { ($0.name, $0.target) }
    return labels.flatMap { label, day in
      sheet.cells(section(place, label)).sorted {
        $0.key.utf8.lexicographicallyPrecedes($1.key.utf8)
      }.map { name, counts in
        let mean = StatisticResult { () throws(NotEstimable) in
          try MeanChange(counts.joint.followUp)
        }
        return AnalysisResult.SeriesPoint(
          series: SeriesName.courseOfPain, population: population, group: name,
          position: Double(day),
          label: label, n: counts.joint.n, value: mean.estimate, low: mean.low,
          high: mean.high, status: mean.status.code)
      }
    }
  }
}
