import Foundation

/// Bytes in the seven-bit lines that every mail program passes on unchanged.
enum TransferEncoding {
  /// Base64 in lines of 76 characters, CRLF between them.
  static func base64(_ bytes: [UInt8]) -> String {
    let text = Array(Data(bytes).base64EncodedString().utf8)
    var lines: [String] = []
    var start = 0
    while start < text.count {
      let end = min(start + 76, text.count)
      lines.append(String(decoding: text[start..<end], as: UTF8.self))
      start = end
    }
    return lines.joined(separator: "\r\n")
  }

  /// Quoted-printable with CRLF line ends, lines of at most 76 characters.
  static func quotedPrintable(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { encodedLine(Array($0.utf8)) }.joined(separator: "\r\n")
  }

  private static func encodedLine(_ bytes: [UInt8]) -> String {
    var out = ""
    var used = 0
    for (position, byte) in bytes.enumerated() {
      let isLast = position == bytes.count - 1
      let isBlank = byte == 0x20 || byte == 0x09
      let isPlain =
        (byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "=")) || (isBlank && !isLast)
      // A dot that begins a line can be lost on the way.
      let keeps = isPlain && !(byte == UInt8(ascii: ".") && used == 0)
      let token = keeps ? String(UnicodeScalar(byte)) : hex(byte)
      if used + token.utf8.count > 75 {
        out += "=\r\n"
        used = 0
      }
      let dotted = used == 0 && token == "."
      out += dotted ? hex(byte) : token
      used += dotted ? 3 : token.utf8.count
    }
    return out
  }

  private static func hex(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "=" + (digits.utf8.count < 2 ? "0" : "") + digits
  }
}
