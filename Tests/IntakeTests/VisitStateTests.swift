import OutcomeModel
import Testing

@testable import Intake

@Suite("VisitState")
struct VisitStateTests {
  @Test(
    "ashi's own words",
    arguments: [
      ("", "completed"), ("Completed", "completed"), ("arrived", "completed"),
      ("Cancelled", "cancelled"), ("canceled", "cancelled"), ("LATE_CANCELLED", "cancelled"),
      ("no_show", "no_show"), ("No Show", "no_show"), ("no-show", "no_show"),
      ("deleted", "deleted"), ("booked", "booked"), ("perhaps", "unknown_value"),
    ])
  func words(text: String, meaning: String) {
    let map = ValueMap(ProfileColumn(from: []))
    switch VisitState.read(CellBytes(text).plain, map) {
    case .value(.completed): #expect(meaning == "completed")
    case .value(.ignored(let state)): #expect(meaning == state)
    case .fault(let fault): #expect(meaning == fault.reason.rawValue)
    }
  }

  @Test("the profile's map goes before them, and others catches the rest")
  func map() {
    var column = ProfileColumn(from: [])
    column.values = ["paid": "completed", "completed": "cancelled"]
    var map = ValueMap(column)
    #expect(VisitState.read(CellBytes("Paid").plain, map) == .value(.completed))
    #expect(VisitState.read(CellBytes("completed").plain, map) == .value(.ignored("cancelled")))
    column.others = "deleted"
    map = ValueMap(column)
    #expect(VisitState.read(CellBytes("whatever").plain, map) == .value(.ignored("deleted")))
  }

  @Test("visit types and sexes")
  func types() {
    let map = ValueMap(ProfileColumn(from: []))
    #expect(VisitTypeText.read([], map) == .value(.treatment))
    #expect(VisitTypeText.read(CellBytes("Follow-up").plain, map) == .value(.followUp))
    guard case .fault(let fault) = VisitTypeText.read(CellBytes("massage").plain, map) else {
      Issue.record("expected a fault")
      return
    }
    #expect(fault.reason == .unknownValue)
    #expect(SexText.read(CellBytes("F").plain, map) == .value("female"))
    #expect(SexText.read(CellBytes("?").plain, map) == .value(""))
  }
}
