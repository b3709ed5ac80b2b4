import OutcomeModel

@testable import Analysis

/// A plan whose headline is everyone, in both periods, for tests of series.
enum SeriesPlan {
  static func result(
    _ rows: [EpisodeRow], asOf: String, smallest: [Int] = [1]
  ) throws -> AnalysisResult {
    let plan = try PlanReader.read(
      text: """
        populations: {everyone: {why: w}}
        endpoints:
          - {endpoint: course_change, why: w, periods: [current, previous], windows: [week6], statistics: [mean]}
        """, path: "p.yaml")
    let day = CalendarDay(iso: asOf) ?? .unknown
    return try ReportAnalysis(plan, asOf: day, threads: 1, smallest: smallest).result(
      of: EpisodeRow.table(rows))
  }

  /// The day number of an ISO day.
  static func day(_ iso: String) -> Int { Int((CalendarDay(iso: iso) ?? .unknown).number) }
}
