import OutcomeModel
import Testing

@testable import Analysis

@Suite struct ComparisonSidesTests {
  private let table = EpisodeRow.table([
    with("herbs", 0), with("herbs;yoga", 9), with("yoga", 3), with("", -1),
  ])

  private static func with(_ modality: String, _ onset: Int32) -> EpisodeRow {
    var row = EpisodeRow(patient: Int(onset) + 1)
    row.modality = modality
    row.onsetDays = onset
    return row
  }

  private func sides(_ text: String) throws -> (left: [Int], right: [Int]) {
    let comparison = try #require(Question.Comparison(parsing: text))
    let keys = GroupKeys(table, asOf: CalendarDay(number: 0), ranking: Condition.allCases)
    let column = try keys.column(comparison.key)
    let sides = ComparisonSides(comparison, column)
    let rows = 0..<table.rowCount
    return (
      rows.filter { sides.isLeft(column.members($0)) },
      rows.filter { sides.isRight(column.members($0)) }
    )
  }

  @Test func withoutInAListIsEveryoneForWhomItIsNotRecorded() throws {
    let (left, right) = try sides("modality=herbs:!herbs")
    #expect(left == [0, 1])
    #expect(right == [2, 3])
  }

  @Test func withoutInASingleValueLeavesOutWhoIsNotKnown() throws {
    let (left, right) = try sides("onset_delay=0-1:!0-1")
    #expect(left == [0])
    #expect(right == [1, 2])
  }

  @Test func twoNamedGroupsStandAsTheyAre() throws {
    let (left, right) = try sides("modality=herbs:yoga")
    #expect(left == [0, 1])
    #expect(right == [1, 2])
  }

  @Test func aGroupThatNobodyIsInLeavesEveryoneWithoutIt() throws {
    let (left, right) = try sides("modality=cupping:!cupping")
    #expect(left.isEmpty)
    #expect(right == [0, 1, 2, 3])
  }

  @Test func theComplementIsCheckedByItsGroup() throws {
    #expect(try #require(Question.Comparison(parsing: "acuity=acute:!acute")).values == ["acute"])
    #expect(
      try #require(Question.Comparison(parsing: "acuity=acute:!chronic")).values
        == ["acute", "!chronic"])
  }
}
