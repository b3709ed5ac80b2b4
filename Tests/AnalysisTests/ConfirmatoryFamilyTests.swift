import OutcomeModel
import Testing

@testable import Analysis

@Suite struct ConfirmatoryFamilyTests {
  private func rows(_ confirmatory: String, more: String = "") throws -> [ResultRow] {
    let plan = try PlanReader.read(
      text: """
        populations: {everyone: {why: w}}
        endpoints:
          - endpoint: course_change
            why: w
            periods: [all]
            windows: [week6, last]
            group_by: [acuity]
            compare: ["acuity=acute:chronic"]
            confirmatory: \(confirmatory)
        \(more)
        """, path: "p.yaml")
    let table = EpisodeRow.invented(120, seed: 4)
    return try ReportAnalysis(plan, asOf: CalendarDay(number: 30_000), threads: 2)
      .result(of: table).rows
  }

  /// Holm's adjustment as its definition reads, without the library.
  private func holm(_ pValues: [Double]) -> [Double] {
    pValues.map { p in
      let smaller = pValues.sorted().filter { $0 <= p }
      return smaller.enumerated().map { rank, value in
        min(1, Double(pValues.count - rank) * value)
      }.max() ?? p
    }
  }

  @Test func theDesignatedTestsOfAFamilyAreAdjustedTogether() throws {
    let found = try rows("{why: w, windows: [week6]}")
    let members = found.filter { $0.pAdjusted != nil }
    // Everyone, four acuities, and one comparison.
    #expect(members.count == 6)
    #expect(Set(members.map(\.statistic)) == ["paired_t", "welch_t"])
    #expect(members.allSatisfy { $0.window == "week6" && $0.method.hasSuffix(";holm=primary") })
    let expected = holm(members.compactMap(\.pValue))
    for (row, value) in zip(members, expected) {
      #expect(abs((row.pAdjusted ?? 0) - value) < 1e-15)
    }
  }

  @Test func onlyTheGroupsNamedAreInIt() throws {
    let found = try rows("{why: w, windows: [last], groups: [all], test: [signed_rank_pratt]}")
    let members = found.filter { $0.pAdjusted != nil }
    #expect(members.map(\.statistic) == ["signed_rank_pratt"])
    #expect(members[0].pAdjusted == members[0].pValue)
  }

  @Test func entriesOfOneFamilyAreAdjustedTogether() throws {
    let alone = try rows("{why: w, windows: [week6], groups: [all]}")
    let together = try rows(
      "{why: w, windows: [week6], groups: [all]}",
      more: """
          - endpoint: within_session_change
            why: w
            periods: [all]
            windows: [all_visits]
            confirmatory: {why: w, groups: [all]}
        """)
    #expect(alone.count { $0.pAdjusted != nil } == 1)
    let members = together.filter { $0.pAdjusted != nil }
    #expect(members.map(\.endpoint) == ["course_change", "within_session_change"])
    #expect(members.map { $0.pAdjusted ?? 0 } == holm(members.compactMap(\.pValue)))
  }

  @Test func theFirstTestThatCanBeEstimatedCounts() throws {
    // Everyone changes by the same: t has no variance, the sign-flip test has its sum.
    let plan = try PlanReader.read(
      text: """
        endpoints:
          - endpoint: course_change
            why: w
            periods: [all]
            windows: [week6]
            confirmatory: {why: w, test: [paired_t, sign_flip]}
        """, path: "p.yaml")
    let same: [EpisodeRow] = (0..<8).map { .scored($0, base: 7, ["week6": 5]) }
    let found = try ReportAnalysis(plan, asOf: CalendarDay(number: 30_000), threads: 1)
      .result(of: EpisodeRow.table(same)).rows.filter { $0.pAdjusted != nil }
    #expect(found.map(\.statistic) == ["sign_flip"])
    #expect(abs((found.first?.pAdjusted ?? 0) - 2.0 / 256) < 1e-15)
  }

  @Test func anUnknownTestIsTold() {
    #expect(throws: (any Error).self) { try rows("{why: w, test: [welch]}") }
    #expect(throws: (any Error).self) { try rows("{why: w, family: \"a;b\"}") }
  }
}
