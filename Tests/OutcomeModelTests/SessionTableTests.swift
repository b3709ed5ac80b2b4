import OutcomeModel
import Testing

@Suite struct SessionTableTests {
  @Test func columnsAreFoundByName() {
    var table = SessionTable()
    #expect(table.rowCount == 0 && table.scoreColumn("pain_before") == nil)
    table.scores = [.init(name: "pain_before", instrument: .pain, scores: Coded(constant: nil))]
    table.groups = [.init(key: "arm", isList: false, values: Coded(constant: "control"))]
    table.numbers = [.init(name: "fee", values: Coded(constant: Score(60)))]
    #expect(table.scoreColumn("pain_before")?.instrument == .pain)
    #expect(table.groupColumn("arm")?.values[0] == "control")
    #expect(table.numberColumn("fee")?.values[0] == Score(60))
    #expect(table.groupColumn("fee") == nil)
  }
}
