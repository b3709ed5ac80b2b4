import OutcomeModel
import Testing

@testable import Derivation

@Suite struct CareRuleTests {
  private func care(
    _ visits: [VisitRow], last: Int? = nil, without columns: Bool = false
  ) -> (care: EpisodeCare, kinds: [String]) {
    var table = VisitRow.table(visits)
    if columns {
      table.groups = []
      table.numbers = []
    }
    let rule = CareRule(table)
    var byKind: [(kind: UInt32, visits: UInt32, treatments: UInt32)] = []
    let lastTreatment = last ?? visits.lastIndex { $0.type == .treatment } ?? 0
    let care = rule.care(
      of: Array(visits.indices), last: lastTreatment, in: table, visitsByKind: &byKind)
    return (
      care,
      byKind.map { found in
        let kind = rule.kinds[Int(found.kind)]
        return "\(kind.name)/\(kind.reporter) \(found.visits) \(found.treatments)"
      }
    )
  }

  @Test func feesAreSummedExactly() {
    let visits = [
      VisitRow(day: 0, fee: Score(nano: 100_000_000)), VisitRow(day: 1, fee: nil),
      VisitRow(day: 2, fee: Score(nano: 200_000_000)),
    ]
    #expect(care(visits).care.feeSum == Score(nano: 300_000_000))
    #expect(care([visits[1]]).care.feeSum == nil)
  }

  @Test func aBlankWasNotAskedAndNoneIsNought() {
    let blank = VisitRow(day: 0, adverseEvent: "")
    let none = VisitRow(day: 1, adverseEvent: "none")
    let two = VisitRow(day: 2, adverseEvent: "bruising;fainting", reporter: "practitioner")
    let told = VisitRow(day: 3, type: .followUp, adverseEvent: "bruising", reporter: "patient")
    #expect(care([blank]).care.visitsAsked == 0)
    let asked = care([blank, none]).care
    #expect(asked.visitsAsked == 1 && asked.visitsWithEvent == 0 && asked.events == 0)
    let found = care([blank, none, two, told])
    #expect(found.care.visitsAsked == 3 && found.care.visitsWithEvent == 2)
    #expect(found.care.treatmentsAsked == 2 && found.care.treatmentsWithEvent == 1)
    #expect(found.care.events == 3)
    #expect(
      found.kinds == [
        "/patient 1 0", "/practitioner 1 1", "bruising/patient 1 0", "bruising/practitioner 1 1",
        "fainting/practitioner 1 1",
      ])
  }

  @Test func doseIsThatOfTreatments() {
    let visits = [
      VisitRow(day: 0, minutes: Score(30), needles: Score(12)),
      VisitRow(day: 3, minutes: nil, needles: Score(8)),
      VisitRow(day: 9, type: .followUp, minutes: Score(99)),
      VisitRow(day: 12, minutes: Score(45)),
    ]
    let found = care(visits).care
    #expect(found.minutes.mean == Score(nano: 37_500_000_000))
    #expect(found.needles.mean == Score(10))
    #expect(EpisodeCare.Total.none.mean == nil)
  }

  @Test(
    arguments: [
      (27, nil), (28, 3), (91, 3), (182, 3), (183, nil),
    ] as [(Int, Int?)])
  func afterCareIsTheFollowUpFrom28To182Days(day: Int, score: Int?) {
    let found = care([.treatment(0, 7), .treatment(10, 4), .followUp(10 + day, 3)]).care
    #expect(found.lastArriving == Score(4))
    #expect(found.afterCare == score.map { Score($0) })
  }

  @Test func theFollowUpNearest91DaysCountsAndOfTwoAsNearTheEarlier() {
    let visits: [VisitRow] = [
      .treatment(0, 7), .followUp(40, 1), .followUp(81, 2), .followUp(101, 3), .followUp(95, nil),
    ]
    #expect(care(visits).care.afterCare == Score(2))
    #expect(care([.treatment(0, nil), .followUp(91, 2)]).care.lastArriving == nil)
  }

  @Test func filesWithoutTheColumnsHaveNone() {
    let found = care([.treatment(0, 7)], without: true)
    #expect(found.care.feeSum == nil && found.care.visitsAsked == 0 && found.kinds.isEmpty)
  }
}
