import Foundation
import Testing

@testable import Delivery

@Suite struct TransferEncodingTests {
  @Test(arguments: [
    ("plain", "plain"), ("a=b", "a=3Db"), ("end ", "end=20"), ("tab\t", "tab=09"),
    (".dot", "=2Edot"), ("é", "=C3=A9"), ("a\nb", "a\r\nb"), ("", ""),
  ])
  func quotedPrintable(text: String, coded: String) {
    #expect(TransferEncoding.quotedPrintable(text) == coded)
  }

  @Test func longLinesAreSoftlyBroken() {
    let coded = TransferEncoding.quotedPrintable(String(repeating: "é.", count: 200))
    #expect(coded.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    #expect(!coded.components(separatedBy: "\r\n").contains { $0.hasPrefix(".") })
  }

  @Test func base64HasShortLines() throws {
    let bytes = (0..<1000).map { UInt8($0 % 256) }
    let coded = TransferEncoding.base64(bytes)
    #expect(coded.components(separatedBy: "\r\n").allSatisfy { $0.utf8.count <= 76 })
    let back = try #require(
      Data(base64Encoded: coded.replacingOccurrences(of: "\r\n", with: "")))
    #expect(Array(back) == bytes)
  }
}
