import OutcomeModel
import Testing

@Suite struct CalendarDayTests {
  @Test(
    arguments: [
      ("1970-01-01", 0, 4), ("1969-12-31", -1, 3), ("2000-02-29", 11_016, 2),
      ("2026-10-31", 20_757, 6), ("0001-01-01", -719_162, 1), ("9999-12-31", 2_932_896, 5),
    ] as [(String, Int32, Int)])
  func knownDays(text: String, number: Int32, weekday: Int) throws {
    let day = CalendarDay(number: number)
    #expect(CalendarDay(iso: text) == day)
    #expect(day.description == text)
    #expect(day.weekday == weekday)
  }

  @Test func everyDayOfFourCenturiesFollowsTheOneBefore() {
    var number: Int32 = -30_000
    var day = CalendarDay(number: number)
    while number < 117_000 {
      let next = day.advanced(by: 1)
      let (year, month, date) = day.civil
      let length = CalendarDay.length(ofMonth: month, year: year)
      let expected =
        date < length
        ? (year, month, date + 1) : month < 12 ? (year, month + 1, 1) : (year + 1, 1, 1)
      guard next.civil == expected, next.weekday == day.weekday % 7 + 1,
        CalendarDay(year: year, month: month, day: date) == day
      else {
        Issue.record("after \(day) comes \(next)")
        return
      }
      day = next
      number += 1
    }
  }

  @Test(arguments: [
    "", "2026-1-1", "2026/01/01", "2026-13-01", "2026-00-10", "2026-02-29", "1900-02-29",
    "2026-04-31", "0000-01-01", "2026-01-01T", "20260101", "２026-01-01", "2026-01-0a",
  ])
  func otherTextsAreNoDays(text: String) {
    #expect(CalendarDay(iso: text) == nil)
  }

  @Test func monthQuarterAndYearAreNamed() throws {
    let day = CalendarDay(year: 2026, month: 7, day: 4)
    #expect(day?.monthText == "2026-07")
    #expect(day?.quarterText == "2026Q3")
    #expect(day?.yearText == "2026")
    let quarters = (1...12).compactMap { CalendarDay(year: 987, month: $0, day: 1)?.quarterText }
    #expect(
      quarters.map { $0.suffix(1) } == ["1", "1", "1", "2", "2", "2", "3", "3", "3", "4", "4", "4"])
    #expect(quarters[0] == "0987Q1")
  }

  @Test func daysAreCountedAndOrdered() throws {
    let new = CalendarDay(number: 100)
    let old = CalendarDay(number: 9)
    #expect(new.days(since: old) == 91)
    #expect(old.days(since: new) == -91)
    #expect(old < new)
    #expect(CalendarDay.unknown < old)
    #expect(CalendarDay.unknown.isUnknown)
    #expect(CalendarDay.unknown.description == "unknown")
  }

  @Test func leapYearsAreThoseOfTheGregorianCalendar() {
    let lengths = [1900, 2000, 2023, 2024].map { CalendarDay.length(ofMonth: 2, year: $0) }
    #expect(lengths == [28, 29, 28, 29])
  }
}
