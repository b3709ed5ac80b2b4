import OutcomeModel
import Testing

@testable import Reporting

@Suite struct StandingStretchTests {
  private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(iso: text)) }

  private func population(_ from: String, _ to: String) throws -> AnalysisResult.Population {
    AnalysisResult.Population(
      name: "back_pain", period: .previous, from: try day(from), to: try day(to), text: "first")
  }

  @Test(arguments: [
    // The day before the month closed, the day it closed, and two months before.
    ("2026-10-30", "October 2024 to September 2025"), ("2026-10-31", nil),
    ("2026-09-29", "September 2024 to August 2025"),
    ("2026-09-30", "October 2024 to September 2025"),
    ("2026-11-15", nil),
  ])
  func movesBackByTheMonthsThatWereOpen(published: String, words: String?) throws {
    let stretch = StandingStretch(
      of: try population("2024-11-01", "2025-10-31"), on: try day(published),
      closed: try day("2026-10-31"))
    #expect(stretch?.words == words)
  }

  @Test func aFebruaryEndsOnItsOwnDay() throws {
    let stretch = StandingStretch(
      of: try population("2025-04-01", "2026-03-31"), on: try day("2026-03-30"),
      closed: try day("2026-03-31"))
    #expect(stretch?.to == (try day("2026-02-28")))
    #expect(stretch?.from == (try day("2025-03-01")))
  }

  @Test func readsThePopulationThatAStandingRowNames() {
    let text = "first;condition=sciatica;from=2024-10-01;to=2025-09-30"
    #expect(StandingStretch(population: text)?.words == "October 2024 to September 2025")
    #expect(StandingStretch(population: "first") == nil)
  }

  /// "A month closed" is a cause only of a night on which one did.
  @Test func aMonthClosesOnItsLastDay() throws {
    func closes(_ first: String, _ second: String) throws -> Bool {
      StandingStretch.monthCloses(between: try day(first), and: try day(second))
    }
    #expect(try closes("2026-10-30", "2026-10-31"))
    #expect(try !closes("2026-10-31", "2026-11-01"))
    #expect(try !closes("2026-10-02", "2026-10-30"))
    #expect(try closes("2026-10-31", "2026-12-01"))
  }
}
