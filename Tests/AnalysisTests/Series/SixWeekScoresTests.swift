import OutcomeModel
import Testing

@testable import Analysis

@Suite struct SixWeekScoresTests {
  @Test func whoIsMissingIsSetBesideWhoIsScored() throws {
    let day = SeriesPlan.day("2026-02-01")
    let rows: [EpisodeRow] = [
      .scored(0, day: day, base: 8, ["week6": 4]), .scored(1, day: day, base: 6, ["week6": 5]),
      .scored(2, day: day, base: 9), .scored(3, day: day, base: 4), .scored(4, day: day, base: nil),
      // Not due yet.
      .scored(5, day: SeriesPlan.day("2026-10-20"), base: 1),
    ]
    let points = try SeriesPlan.result(rows, asOf: "2026-10-31").series.filter {
      $0.series == SeriesName.baselineByCompletion
    }
    #expect(points.map(\.label) == ["scored", "not_scored"])
    #expect(points.map(\.n) == [2, 2])
    #expect(points.map(\.value) == [7, 6.5])
  }

  @Test func theGridHoldsTheScoredOfTheCurrentYear() throws {
    let rows: [EpisodeRow] = [
      .scored(0, day: SeriesPlan.day("2026-02-01"), base: 8, ["week6": 2]),
      .scored(1, day: SeriesPlan.day("2025-02-01"), base: 8, ["week6": 2]),
    ]
    let grid = try SeriesPlan.result(rows, asOf: "2026-10-31").series.filter {
      $0.series == SeriesName.jointCounts
    }
    #expect(grid.filter { $0.n > 0 }.map(\.label) == ["7-10>1-3"])
    #expect(grid.map(\.n).reduce(0, +) == 1)
  }
}
