import Testing

@testable import Delivery

@Suite struct MailAddressTests {
  @Test(arguments: [
    ("owner@clinic.example", "owner@clinic.example"),
    ("  a.b+c@d-e.example ", "a.b+c@d-e.example"),
    ("Ashi Clinic <x@y.example>", "\"Ashi Clinic\" <x@y.example>"),
    ("\"Clinic, Ashi\" <x@y.example>", "\"Clinic, Ashi\" <x@y.example>"),
    ("鍼 <x@y.example>", "=?utf-8?B?6Y28?= <x@y.example>"),
    ("root@localhost", "root@localhost"),
  ])
  func suitable(text: String, header: String) throws {
    #expect(try #require(MailAddress(text)).header == header)
  }

  @Test(arguments: [
    "", "owner", "@x", "x@", "a@b@c", "a b@c.example", "x@y..example", "x@.example",
    "x@y.example\nBcc: z@z.example", "x@y.example\r\nBcc: z", "A\nB <x@y.example>",
    "A <x@y.example>, B <z@y.example>", "x@y.example,z@y.example", "-oQ/tmp@y.example",
    "<x@y.example", "A \"B\" <x@y.example>", "x@y.example\u{2028}", "x\0@y.example", "ü@y.example",
  ])
  func unsuitable(text: String) {
    #expect(MailAddress(text) == nil)
  }
}
