import Testing

@testable import DelimitedText

@Suite struct FormulaGuardTests {
  @Test(arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\u{0}x", "="])
  func formulasAreText(text: String) {
    #expect(FormulaGuard.escape(text) == "'" + text)
  }

  @Test(arguments: ["", "low back pain", "'quoted", "7 - 8", "é=", " =1", "\u{FF1D}1"])
  func otherTextsStayAsTheyAre(text: String) {
    #expect(FormulaGuard.escape(text) == text)
  }
}
