import Foundation
import OutcomeModel
import Testing

@testable import Synthesis

@Suite struct DateFormsTests {
  @Test func pacificTimeAgreesWithTheZoneDatabase() throws {
    let zone = try #require(TimeZone(identifier: "America/Los_Angeles"))
    // 2007-03-01 to 2035: noon UTC of a day has the offset of its local working hours but on the
    // days of the change, where 16:00 UTC lies behind it.
    for number in Int32(13_573)...Int32(23_741) {
      let moment = Date(timeIntervalSince1970: Double(number) * 86_400 + 16 * 3_600)
      let expected = -zone.secondsFromGMT(for: moment) / 60
      #expect(PacificTime.minutesToUTC(on: CalendarDay(number: number)) == expected)
    }
  }

  @Test(arguments: [
    (0, "12:00 am"), (9 * 60, "9:00 am"), (12 * 60 + 5, "12:05 pm"), (18 * 60 + 45, "6:45 pm"),
  ])
  func twelveHourClock(minute: Int, text: String) {
    #expect(DateForms.twelveHourClock(minute) == text)
  }

  @Test func formsOfADay() throws {
    let day = try #require(CalendarDay(year: 2026, month: 3, day: 5))
    #expect(DateForms.iso(day, bad: false) == "2026-03-05")
    #expect(DateForms.american(day, bad: false) == "03/05/2026")
    #expect(DateForms.long(day, bad: false) == "March 5, 2026")
    #expect(DateForms.iso(day, bad: true) == "2026-03-32")
    let utc = PacificTime.utc(day, minute: 17 * 60 + 15)
    #expect(utc.day.description == "2026-03-06")
    #expect(utc.minute == 75)
  }
}
