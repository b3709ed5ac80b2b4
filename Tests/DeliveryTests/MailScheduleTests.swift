import OutcomeModel
import Testing

@testable import Delivery

@Suite struct MailScheduleTests {
  private func day(_ iso: String) -> CalendarDay { CalendarDay(iso: iso) ?? .unknown }

  private func isDue(
    _ iso: String, changed: Bool = false, last: String = "2026-10-26", first: Bool = false,
    urgent: Bool = false, when: MailSettings.When = .digest
  ) -> Bool {
    MailSchedule.isDue(
      when,
      .init(
        day: day(iso), isFirst: first, hasChanged: changed, isUrgent: urgent, lastMail: day(last)))
  }

  // 2 November 2026 is the first Monday of its month, 9 November the second.
  @Test func digest() {
    #expect(isDue("2026-11-02"))
    #expect(isDue("2026-11-02", changed: true))
    #expect(!isDue("2026-11-09", last: "2026-11-02"))
    #expect(isDue("2026-11-09", changed: true, last: "2026-11-02"))
    #expect(!isDue("2026-11-10", changed: true, last: "2026-11-09"))
    #expect(isDue("2026-11-10", urgent: true))
    #expect(isDue("2026-11-11", first: true))
  }

  @Test func aMissedMondayIsMadeUpFor() {
    #expect(isDue("2026-11-03"))
    #expect(isDue("2026-11-12", changed: true, last: "2026-11-02"))
    #expect(!isDue("2026-11-12", last: "2026-11-02"))
  }

  @Test func nightly() {
    #expect(isDue("2026-11-04", changed: true, when: .nightly))
    #expect(!isDue("2026-11-04", when: .nightly))
  }

  @Test(arguments: [
    ("2026-10-31", "2026-11-02"), ("2026-11-02", "2026-12-07"), ("2026-11-01", "2026-11-02"),
    ("2026-12-07", "2027-01-04"),
  ])
  func nextSureMail(from: String, to: String) {
    #expect(MailSchedule.next(.digest, after: day(from)) == day(to))
  }

  @Test func nextNightlyMail() {
    #expect(MailSchedule.next(.nightly, after: day("2026-10-31")) == nil)
  }
}
