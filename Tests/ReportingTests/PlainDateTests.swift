import OutcomeModel
import Testing

@testable import Reporting

@Suite struct PlainDateTests {
  @Test func wholeMonthsAreNamedByMonth() {
    #expect(
      PlainDate.period(from: CalendarDay(iso: "2025-11-01"), to: CalendarDay(iso: "2026-10-31"))
        == "November 2025 to October 2026")
    #expect(
      PlainDate.period(from: CalendarDay(iso: "2026-02-01"), to: CalendarDay(iso: "2026-02-28"))
        == "February 2026")
  }

  @Test func otherStretchesAreNamedByDay() {
    #expect(
      PlainDate.period(from: CalendarDay(iso: "2026-02-03"), to: CalendarDay(iso: "2026-02-28"))
        == "3\u{00A0}February 2026 to 28\u{00A0}February 2026")
    #expect(PlainDate.period(from: nil, to: nil) == "all years")
    #expect(
      PlainDate.period(from: nil, to: CalendarDay(iso: "2026-02-28"))
        == "until 28\u{00A0}February 2026")
  }
}
