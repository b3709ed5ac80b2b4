import Foundation
import Testing

@testable import Delivery

@Suite struct HeaderTextTests {
  @Test func plainTextStays() {
    #expect(HeaderText.field("Subject", "Pain lower by 2.1") == "Subject: Pain lower by 2.1")
  }

  @Test func noValueBeginsAFieldOfItsOwn() {
    let field = HeaderText.field("Subject", "a\r\nBcc: x@y.example")
    #expect(field == "Subject: a  Bcc: x@y.example")
  }

  @Test(arguments: [
    "Schröpfen: −2,1 Punkte", "鍼灸院のご報告 " + String(repeating: "痛", count: 60),
    String(repeating: "long ascii ", count: 20), "=?utf-8?B?x?=",
  ])
  func encodedWordsAreShortAndReadBack(text: String) throws {
    let field = HeaderText.field("Subject", text)
    let lines = field.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 76 })
    #expect(lines.dropFirst().allSatisfy { $0.hasPrefix(" =?utf-8?B?") })
    var bytes = Data()
    for word in field.components(separatedBy: "=?utf-8?B?").dropFirst() {
      let coded = try #require(word.components(separatedBy: "?=").first)
      let chunk = try #require(Data(base64Encoded: coded))
      // No character may be divided between two words.
      #expect(String(data: chunk, encoding: .utf8) != nil)
      bytes.append(chunk)
    }
    #expect(String(decoding: bytes, as: UTF8.self) == text)
  }
}
