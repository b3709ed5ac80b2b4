import Foundation
import Testing

@testable import Intake

/// Reference values: Reference/SipHash/siphash.tsv, made by siphash.sh with OpenSSL.
@Suite struct SipHashTests {
  static let reference = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Reference/SipHash")

  @Test("the hashes are those of OpenSSL")
  func againstOpenSSL() throws {
    let text = try String(
      contentsOf: Self.reference.appending(path: "siphash.tsv"), encoding: .utf8)
    let rows = text.split(separator: "\n").filter { !$0.hasPrefix("#") }
    #expect(rows.count == 10)
    for row in rows {
      let cells = row.split(separator: "\t").map(String.init)
      let words = try cells.prefix(5).map { try #require(UInt64($0)) }
      let hash = SipHash(first: words[0], second: words[1]).hash(words[2], words[3], words[4])
      let hexadecimal = [hash.low, hash.high].map { half in
        withUnsafeBytes(of: half.littleEndian) { Digest.hexadecimal(Array($0)) }
      }.joined()
      #expect(hexadecimal.lowercased() == cells[5].lowercased())
    }
    #expect(
      FileManager.default.fileExists(atPath: Self.reference.appending(path: "siphash.sh").path))
  }
}
