import OutcomeModel
import Statistics
import Testing

@testable import Analysis

@Suite struct ResponderAgreementTests {
  private func cells(_ pairs: [(Int, Int)]) -> [String: Int] {
    let joint = JointCounts(
      nano: pairs.map { (baseline: Score($0.0).nano, followUp: Score($0.1).nano) })
    return Dictionary(
      uniqueKeysWithValues: ResponderAgreement(joint, population: "p").points.map {
        ($0.label, $0.n)
      })
  }

  @Test func onWholeScoresTheRulesAgreeFromFourToSix() {
    for base in 2...10 {
      for value in 0...base {
        let cells = cells([(base, value)])
        let differ = (cells["only_response_30"] ?? 0) + (cells["only_response_2pt"] ?? 0)
        if (4...6).contains(base) { #expect(differ == 0, "\(base) to \(value)") }
      }
    }
    // Below, one point is 30 %; above, two points are less than it.
    #expect(cells([(3, 2)])["only_response_30"] == 1)
    #expect(cells([(8, 6)])["only_response_2pt"] == 1)
  }

  @Test func onlyThoseWhoCanMeetBothRulesAreCounted() {
    #expect(cells([(1, 0), (0, 0)]).values.allSatisfy { $0 == 0 })
    #expect(cells([(2, 0), (9, 9)]) == [
      "both": 1, "only_response_30": 0, "only_response_2pt": 0, "neither": 1,
    ])
  }
}
