import Testing

@testable import Reporting

@Suite struct HTMLTextTests {
  @Test func escapesMarkup() {
    #expect(
      HTMLText.escape("<a href=\"x\">'&'</a>")
        == "&lt;a href=&quot;x&quot;&gt;&#39;&amp;&#39;&lt;/a&gt;")
  }

  @Test func aCombiningMarkShieldsNothing() {
    #expect(!HTMLText.escape("\"\u{301} onload=").unicodeScalars.contains("\""))
    #expect(!HTMLText.escape("<\u{338}b>").unicodeScalars.contains("<"))
  }
}
