import Testing

@testable import DelimitedText

@Suite struct FormulaGuardTests {
  @Test(arguments: [
    "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\u{0}x", "=",
    "\nx", "\r\nx", "\u{FF1D}1", "\u{FF0B}1", "\u{FF0D}1", "\u{FF20}A1", "=\u{301}1",
  ])
  func formulasAreText(text: String) {
    #expect(FormulaGuard.escape(text) == "'" + text)
  }

  @Test(arguments: ["", "low back pain", "'quoted", "7 - 8", "é=", " =1", "\u{FF0C}1"])
  func otherTextsStayAsTheyAre(text: String) {
    #expect(FormulaGuard.escape(text) == text)
  }
}
