import OutcomeModel
import Statistics
import Testing

@testable import Analysis

@Suite struct BeforeAfterGridTests {
  private func pair(_ base: String, _ value: String, _ count: Int = 1) throws -> (
    baseline: Int64, followUp: Int64, count: Int
  ) {
    (try Score(parsing: base).nano, try Score(parsing: value).nano, count)
  }

  @Test func everyoneStandsInOneCellByBand() throws {
    let joint = JointCounts(nanoCounts: [
      try pair("0", "0"), try pair("0.5", "3.9", 2), try pair("4", "6.9", 3),
      try pair("7", "10", 4), try pair("9", "2", 6),
    ])
    let points = BeforeAfterGrid(joint, population: "p").points
    #expect(points.count == 16)
    #expect(points.map(\.n).reduce(0, +) == joint.n)
    let cells = Dictionary(uniqueKeysWithValues: points.map { ($0.label, $0) })
    #expect(cells["0>0"]?.n == 1)
    #expect(cells["1-3>1-3"]?.n == 2)
    #expect(cells["4-6>4-6"]?.n == 3)
    #expect(cells["7-10>7-10"]?.n == 4)
    #expect(cells["7-10>1-3"]?.value == 0.6)
    #expect(points.map(\.position) == (0..<16).map(Double.init))
  }

  @Test func aBandInWhichNobodyBeganHasNoShares() throws {
    let points = BeforeAfterGrid(
      JointCounts(nanoCounts: [try pair("8", "3")]), population: "p"
    ).points
    #expect(points[0].value == nil)
    #expect(points[0].status == "not_estimable:no_denominator")
    #expect(points[13].value == 1)
  }
}
