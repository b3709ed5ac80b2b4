import OutcomeModel
import Testing

@testable import Analysis

@Suite struct CellSetTests {
  private func set(_ keys: [String], _ rows: [EpisodeRow]) throws -> (CellSet, [[String]]) {
    let table = EpisodeRow.table(rows)
    let groups = GroupKeys(table, asOf: CalendarDay(number: 30_000), ranking: Condition.allCases)
    let set = CellSet(try keys.map { try groups.column($0) }, rows: Array(rows.indices))
    let cells = rows.indices.map { row in
      set.cells(at: row).map { set.names[Int($0)] }
    }
    return (set, cells)
  }

  @Test func cellsStandInByteOrderOfTheirNames() throws {
    var rows = [EpisodeRow(patient: 0), EpisodeRow(patient: 1), EpisodeRow(patient: 2)]
    for (index, name) in ["b", "é", "B"].enumerated() { rows[index].practitioner = name }
    let (set, cells) = try set(["practitioner"], rows)
    #expect(set.names == ["practitioner=B", "practitioner=b", "practitioner=é"])
    #expect(cells == [["practitioner=b"], ["practitioner=é"], ["practitioner=B"]])
  }

  @Test func crossedCellsKeepTheOrderAskedFor() throws {
    var row = EpisodeRow(patient: 0)
    row.acuity = .acute
    row.practitioner = "Lee"
    #expect(
      try set(["practitioner", "acuity"], [row]).0.names == ["practitioner=Lee|acuity=acute"])
    #expect(
      try set(["acuity", "practitioner"], [row]).0.names == ["acuity=acute|practitioner=Lee"])
  }

  @Test func anEpisodeIsInEveryCellOfItsSets() throws {
    var row = EpisodeRow(patient: 0)
    row.conditions = [ConditionSet(.strain), ConditionSet(.neck)]
    row.modality = "yoga;herbs"
    let (set, cells) = try set(["condition", "modality"], [row])
    #expect(set.count == 4)
    #expect(Set(cells[0]) == Set(set.names))
    // Without sciatica there is no cell of its cause.
    #expect(try self.set(["sciatica_cause"], [row]).0.count == 0)
  }

  @Test func everyoneIsOneCell() {
    let set = CellSet(everyone: [4, 7, 9])
    #expect(set.names == ["all"])
    #expect((0..<3).map { set.cells(at: $0) } == [[0], [0], [0]])
  }
}
