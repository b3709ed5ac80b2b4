import Testing

@testable import Reporting

@Suite struct OutsideTextTests {
  @Test(arguments: [
    ("  Ashi\r\nClinic ", "Ashi Clinic"), ("a\u{202E}b", "ab"), ("\u{FEFF}x\u{200B}y", "xy"),
    ("\"\u{301}><script>", "\"><script>"), ("Cafe\u{301}", "Cafe\u{301}"), ("", ""),
    ("鍼灸院", "鍼灸院"),
  ])
  func oneHarmlessLine(text: String, cleaned: String) {
    #expect(
      Array(OutsideText.clean(text).unicodeScalars) == Array(cleaned.unicodeScalars))
  }

  @Test func longNamesAreCut() {
    let cut = OutsideText.clean(String(repeating: "x", count: 10_000))
    #expect(cut.count == OutsideText.limit)
    #expect(cut.last == "\u{2026}")
    #expect(
      OutsideText.clean("a" + String(repeating: "\u{301}", count: 5000)).unicodeScalars.count < 5)
  }
}
