import Testing

@testable import Delivery

@Suite struct MailDateTests {
  @Test(arguments: [
    (Int64(0), "Thu, 1 Jan 1970 00:00:00 +0000"),
    (1_793_469_845, "Sat, 31 Oct 2026 18:04:05 +0000"),
    (-1, "Wed, 31 Dec 1969 23:59:59 +0000"),
  ])
  func rfc5322(seconds: Int64, text: String) {
    #expect(MailDate.text(secondsSince1970: seconds) == text)
  }
}
