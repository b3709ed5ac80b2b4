import OutcomeModel
import Testing

@Suite struct WindowTests {
  @Test func theStandardWindowsAreThoseOfTheDefinitions() {
    #expect(
      Window.standard.map { "\($0.name) \($0.low)-\($0.high) (\($0.target))" } == [
        "week1 4-10 (7)", "week2 11-21 (14)", "week4 22-35 (28)", "week6 36-63 (42)",
        "week12 64-133 (84)", "week26 134-273 (182)", "week52 274-456 (365)",
      ])
  }

  @Test func theyCoverEveryDayOnceFromTheFourth() {
    for day in 4...456 { #expect(Window.standard.count { $0.contains(day) } == 1) }
    for day in [-1, 0, 3, 457] { #expect(!Window.standard.contains { $0.contains(day) }) }
  }

  @Test func onlyWindowsOfDaysWait() {
    #expect(Window.standard.allSatisfy { !$0.isDueAtOnce })
    #expect(
      Window.last.isDueAtOnce && Window.firstVisit.isDueAtOnce && Window.allVisits.isDueAtOnce)
    #expect(!Window.last.contains(0) && Window.last.contains(1) && Window.last.contains(10_000))
    #expect(Window.standard.contains { $0.name == Window.primaryName })
  }
}
