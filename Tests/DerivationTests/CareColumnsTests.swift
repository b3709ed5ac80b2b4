import OutcomeModel
import Testing

@testable import Derivation

@Suite struct CareColumnsTests {
  private func table(_ visits: [VisitRow]) -> (CareColumns, SessionTable) {
    let table = VisitRow.table(visits)
    return (CareColumns(table), table)
  }

  @Test func feesAreSummedExactly() {
    let (care, _) = table([
      VisitRow(day: 0, fee: Score(nano: 100_000_000)), VisitRow(day: 1, fee: nil),
      VisitRow(day: 2, fee: Score(nano: 200_000_000)), VisitRow(day: 3, fee: nil),
    ])
    #expect(care.fees(of: [0, 1, 2]) == Score(nano: 300_000_000))
    #expect(care.fees(of: [1, 3]) == nil)
  }

  @Test func aBlankWasNotAskedAndNoneIsNought() {
    let (care, sessions) = table([
      VisitRow(day: 0, adverseEvent: ""), VisitRow(day: 1, adverseEvent: "none"),
      VisitRow(day: 2, adverseEvent: "bruising;fainting"),
      VisitRow(day: 3, type: .followUp, adverseEvent: "bruising"),
    ])
    #expect(care.adverseEvents(of: [0], in: sessions) == -1)
    #expect(care.adverseEvents(of: [0, 1], in: sessions) == 0)
    #expect(care.adverseEvents(of: [0, 1, 2, 3], in: sessions) == 2)
  }

  @Test func filesWithoutTheColumnsHaveNone() {
    var sessions = VisitRow.table([.treatment(0, 7)])
    sessions.groups = []
    sessions.numbers = []
    let care = CareColumns(sessions)
    #expect(care.fees(of: [0]) == nil)
    #expect(care.adverseEvents(of: [0], in: sessions) == -1)
  }
}
