import OutcomeModel
import Testing

@testable import Intake

@Suite("LocalTime")
struct LocalTimeTests {
  private func stamp(_ iso: String, _ minute: Int?, offset: Int? = nil) throws -> CivilStamp {
    CivilStamp(day: try #require(CalendarDay(iso: iso)), minute: minute, offset: offset)
  }

  @Test("an evening visit stamped in UTC belongs to the day before")
  func evening() throws {
    var local = LocalTime(zone: "America/Los_Angeles", name: "session_date")
    let winter = try local.local(stamp("2026-01-06", 75, offset: 0), zone: nil)
    #expect(winter == (try stamp("2026-01-05", 17 * 60 + 15)))
    let summer = try local.local(stamp("2026-07-06", 75, offset: 0), zone: nil)
    #expect(summer == (try stamp("2026-07-05", 18 * 60 + 15)))
    let named = try local.local(stamp("2026-07-06", 75), zone: "UTC")
    #expect(named == summer)
  }

  @Test("dates without a time, and times without a zone, are the clinic's own")
  func own() throws {
    var local = LocalTime(zone: "Asia/Tokyo", name: "session_date")
    #expect(try local.local(stamp("2026-01-06", nil), zone: "UTC") == stamp("2026-01-06", nil))
    #expect(try local.local(stamp("2026-01-06", 5), zone: nil) == stamp("2026-01-06", 5))
  }

  @Test("a zone column is turned into the clinic's zone")
  func zoneColumn() throws {
    var local = LocalTime(zone: "America/Los_Angeles", name: "session_date")
    let read = try local.local(stamp("2026-03-01", 30), zone: "America/New_York")
    #expect(read == (try stamp("2026-02-28", 21 * 60 + 30)))
    var knows = local
    #expect(knows.knows("Mars/Olympus") == false)
  }

  @Test("the day on which the clocks change is read by the hour")
  func clockChange() throws {
    // 2026-03-08 in Los Angeles: 10:00 UTC is 02:00 standard, which the clocks show as 03:00.
    var local = LocalTime(zone: "America/Los_Angeles", name: "session_date")
    #expect(
      try local.local(stamp("2026-03-08", 9 * 60 + 59, offset: 0), zone: nil)
        == stamp("2026-03-08", 119))
    #expect(
      try local.local(stamp("2026-03-08", 10 * 60, offset: 0), zone: nil)
        == stamp("2026-03-08", 180))
  }

  @Test("UTC without a clinic's zone is a quarantine; another offset is taken as written")
  func unknownZone() throws {
    var local = LocalTime(zone: nil, name: "session_date")
    #expect(throws: Quarantine.self) {
      try local.local(stamp("2026-01-06", 75, offset: 0), zone: nil)
    }
    #expect(throws: Quarantine.self) { try local.local(stamp("2026-01-06", 75), zone: "UTC") }
    let written = try local.local(stamp("2026-01-06", 75, offset: -480), zone: nil)
    #expect(written.day == (try #require(CalendarDay(iso: "2026-01-06"))))
  }
}
