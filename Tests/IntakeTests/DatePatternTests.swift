import OutcomeModel
import TestSupport
import Testing

@testable import Intake

@Suite("DatePattern")
struct DatePatternTests {
  private func read(_ pattern: String, _ cell: String, asOf: CalendarDay? = nil) throws
    -> DateReading
  {
    try #require(DatePattern(pattern)).read(Array(cell.utf8), asOf: asOf)
  }

  private func stamp(
    _ iso: String, _ minute: Int? = nil, offset: Int? = nil
  ) throws -> DateReading {
    .stamp(
      CivilStamp(day: try #require(CalendarDay(iso: iso)), minute: minute, offset: offset))
  }

  @Test(
    "patterns read what they say",
    arguments: [
      ("d-MMM-yy", "7-Mar-15", "2015-03-07", -1), ("d-MMM-yy", "07-MAR-15", "2015-03-07", -1),
      ("dd-MMM-yyyy", "07-Mar-2015", "2015-03-07", -1),
      ("MM/dd/yyyy HH:mm", "04/27/2026 12:05", "2026-04-27", 725),
      ("MMMM d, yyyy h:mm a", "December 2, 2020 9:00 am", "2020-12-02", 540),
      ("MMMM d, yyyy h:mm a", "December 2, 2020 12:00 AM", "2020-12-02", 0),
      ("MMMM d, yyyy h:mm a", "December 2, 2020 12:30 p.m.", "2020-12-02", 750),
      ("d.M.yyyy", "1.2.2024", "2024-02-01", -1), ("yyyyMMdd", "20240201", "2024-02-01", -1),
      ("yyyy-MM-dd'T'HH:mm:ss", "2024-02-01T23:59:59", "2024-02-01", 1439),
      ("d MMM yyyy", "3  Sept 2024", "2024-09-03", -1),
    ])
  func patterns(pattern: String, cell: String, day: String, minute: Int) throws {
    #expect(try read(pattern, cell) == stamp(day, minute < 0 ? nil : minute))
  }

  @Test(
    "another form is not read",
    arguments: [
      ("d-MMM-yy", "07-Mar-2015"), ("dd-MMM-yyyy", "7-Mar-2015"), ("dd-MMM-yyyy", "07-Mar-15"),
      ("d-MMM-yy", "30-Nov--0001"), ("dd-MMM-yyyy", "30-Nov--0001"), ("d/M/yyyy", "1/2/24"),
      ("d/M/yyyy", "1/2/2024 10:00"), ("iso", "2024-2-1"), ("iso", "2024/02/01"),
      ("iso", "20240201"), ("iso", "2024-02-01T"), ("iso", "2024-02-01 10"), ("iso", ""),
      ("MMMM d, yyyy", "Dec 2, 2020"), ("d-MMM-yy", "7-Foo-15"),
    ])
  func otherForms(pattern: String, cell: String) throws {
    #expect(try read(pattern, cell) == .otherForm)
  }

  @Test(
    "a day that does not exist is impossible, not another form",
    arguments: [
      ("d-MMM-yy", "31-Feb-15"), ("iso", "2023-02-29"), ("iso", "2024-13-01"),
      ("iso", "1899-12-31"), ("iso", "2200-01-01"), ("iso", "2024-01-01T24:00"),
      ("iso", "2024-01-01T10:60"), ("M/d/yyyy h:mm a", "1/2/2024 13:00 pm"),
    ])
  func impossible(pattern: String, cell: String) throws {
    #expect(try read(pattern, cell) == .impossible)
  }

  @Test("the edges of the calendar are read")
  func edges() throws {
    #expect(try read("iso", "1900-01-01") == stamp("1900-01-01"))
    #expect(try read("iso", "2199-12-31") == stamp("2199-12-31"))
    #expect(try read("iso", "2024-02-29") == stamp("2024-02-29"))
  }

  @Test(
    "ISO times carry their zone",
    arguments: [
      ("2026-03-06T01:15:00Z", 75, 0), ("2026-03-06 01:15:00 UTC", 75, 0),
      ("2026-03-06 01:15:00.123 +0000", 75, 0), ("2026-03-06T01:15-08:00", 75, -480),
      ("2026-03-06T01:15:30+05:30", 75, 330), ("2026-03-06T01:15:30-0230", 75, -150),
      ("2026-03-06T01:15:30+02", 75, 120),
    ])
  func zones(cell: String, minute: Int, offset: Int) throws {
    #expect(try read("iso", cell) == stamp("2026-03-06", minute, offset: offset))
  }

  @Test("the z of a pattern may be absent")
  func optionalZone() throws {
    let pattern = "yyyy-MM-dd HH:mm:ss z"
    #expect(try read(pattern, "2026-03-06 01:15:00 UTC") == stamp("2026-03-06", 75, offset: 0))
  }

  @Test("a two-digit year is the latest one not after the as-of year, without it 20yy")
  func shortYears() throws {
    let asOf = try #require(CalendarDay(iso: "2026-10-31"))
    #expect(try read("d/M/yy", "1/2/26", asOf: asOf) == stamp("2026-02-01"))
    #expect(try read("d/M/yy", "1/2/27", asOf: asOf) == stamp("1927-02-01"))
    #expect(try read("d/M/yy", "1/12/26", asOf: asOf) == stamp("2026-12-01"))
    #expect(try read("d/M/yy", "1/2/99", asOf: asOf) == stamp("1999-02-01"))
    #expect(try read("d/M/yy", "1/2/99") == stamp("2099-02-01"))
    #expect(try read("d/M/yy", "1/2/15") == stamp("2015-02-01"))
  }

  @Test(
    "what is no pattern",
    arguments: [
      "", "yyyy-MM", "dd/MM", "DD/MM/YYYY", "ddd/MM/yyyy", "d/M/yyy", "d/M/yyyy h:mm",
      "d/M/yyyy H:mm a", "d/M/yyyy 'at", "q/M/yyyy",
    ])
  func noPattern(text: String) {
    #expect(DatePattern(text) == nil)
  }

  @Test("every day from 1900 to 2199 is read back from every pattern of numbers")
  func roundTrip() throws {
    var random = SplitMix64(seed: 5)
    let first = try #require(CalendarDay(iso: "1900-01-01"))
    let last = try #require(CalendarDay(iso: "2199-12-31"))
    for _ in 0..<2000 {
      let span = UInt64(last.days(since: first) + 1)
      let day = first.advanced(by: Int(random.next() % span))
      let (year, month, date) = day.civil
      #expect(try read("d/M/yyyy", "\(date)/\(month)/\(year)") == .stamp(CivilStamp(day: day)))
      #expect(try read("M.d.yyyy", "\(month).\(date).\(year)") == .stamp(CivilStamp(day: day)))
      #expect(try read("iso", day.description) == .stamp(CivilStamp(day: day)))
    }
  }
}
