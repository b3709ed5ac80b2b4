import OutcomeModel
import Testing

@testable import Analysis

@Suite struct AnalysisPlanTests {
  private func plan(_ change: (inout Question) -> Void) -> AnalysisPlan {
    var question = Question(endpoint: .change(instrument: "odi"), population: PopulationFilter())
    change(&question)
    return AnalysisPlan(questions: [question])
  }

  @Test func onlyTheWindowsAskedForAreNeeded() {
    #expect(plan { $0.windows = ["week6", "last"] }.windowNames == ["week6", "last"])
    #expect(plan { $0.windows = nil }.windowNames == nil)
  }

  @Test func whatNamesScoredWindowsNeedsThemAll() {
    #expect(
      plan {
        $0.windows = ["week6"]
        $0.population.conditions = [.init(key: "scored_at", values: ["week52"])]
      }.windowNames == nil)
    #expect(
      plan {
        $0.windows = ["week6"]
        $0.groupings = [["acuity"], ["acuity", "scored_at"]]
      }.windowNames == nil)
  }

  @Test func painIsAlwaysAmongTheInstruments() {
    #expect(plan { _ in }.instruments == ["odi", "pain"])
  }
}
