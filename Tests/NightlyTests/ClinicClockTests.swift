import Foundation
import OutcomeModel
import Testing

@testable import Nightly

@Suite struct ClinicClockTests {
  private func clock(_ extra: String = "") throws -> ClinicClock {
    ClinicClock(try TemporaryFolder().pipeline(extra))
  }

  private func moment(_ text: String) -> Date {
    Date(timeIntervalSince1970: Double(Heartbeat.seconds(text)))
  }

  /// Los Angeles is 7 hours behind UTC in summer and 8 in winter; it changes on 2026-11-01 at 09:00 UTC.
  @Test(arguments: [
    ("2026-10-31T06:59:59Z", "2026-10-30"), ("2026-10-31T07:00:00Z", "2026-10-31"),
    ("2026-11-02T07:59:59Z", "2026-11-01"), ("2026-11-02T08:00:00Z", "2026-11-02"),
    ("1969-12-31T23:00:00Z", "1969-12-31"),
  ])
  func theClinicsZoneDecidesTheDay(moment text: String, day: String) throws {
    #expect("\(try clock().day(at: moment(text)))" == day)
  }

  @Test func momentsAreWrittenInUTC() {
    #expect(ClinicClock.text(moment("2026-10-31T02:00:09Z")) == "2026-10-31T02:00:09Z")
    #expect(ClinicClock.text(Date(timeIntervalSince1970: -1)) == "1969-12-31T23:59:59Z")
  }

  @Test func closedDaysAndWeekendsDoNotCount() throws {
    let clock = try clock("closed: [2026-10-26..2026-10-27]")
    func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(iso: text)) }
    // Friday 23, Saturday 24, ..., Saturday 31 October 2026.
    #expect(
      clock.businessDays(after: try day("2026-10-23"), before: try day("2026-10-31")) == 3)
    #expect(clock.businessDays(after: try day("2026-10-31"), before: try day("2026-10-23")) == 0)
    #expect(clock.businessDays(after: try day("2026-10-23"), before: try day("2026-10-24")) == 0)
  }

  @Test func theAlarmKeepsQuietWhileTheClinicIsClosed() throws {
    let latest = try #require(CalendarDay(iso: "2026-10-23"))
    let asOf = try #require(CalendarDay(iso: "2026-10-31"))
    let folder = try TemporaryFolder()
    #expect(AbsenceAlarm(try folder.pipeline()).businessDays(latest: latest, asOf: asOf) == 5)
    let closed = try folder.pipeline("closed: [2026-10-26..2026-10-28]")
    #expect(AbsenceAlarm(closed).businessDays(latest: latest, asOf: asOf) == nil)
    #expect(AbsenceAlarm(closed).businessDays(latest: nil, asOf: asOf) == nil)
    let never = try folder.pipeline("stale_after_business_days:")
    #expect(AbsenceAlarm(never).businessDays(latest: latest, asOf: asOf) == nil)
  }
}
