import Foundation

/// Text in mail headers: RFC 2047 for what is not ASCII, folded at 76 characters.
enum HeaderText {
  /// A whole header field without its line end. Line breaks in the value become blanks: a value can
  /// never begin a field of its own.
  static func field(_ name: String, _ value: String) -> String {
    let line = String(
      String.UnicodeScalarView(
        value.unicodeScalars.map { isBreak($0) ? " " : $0 }))
    let isPlain = line.unicodeScalars.allSatisfy { $0.isASCII }
    let fits = name.utf8.count + 2 + line.utf8.count <= 76
    if isPlain, fits, !line.contains("=?") { return name + ": " + line }
    return name + ": " + encodedWords(line, firstLineUsed: name.utf8.count + 2)
  }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || scalar.value == 0x7F
  }

  /// The text as encoded words of at most 75 characters, one a line; no character is divided.
  static func encodedWords(_ text: String, firstLineUsed: Int) -> String {
    var words: [String] = []
    var chunk: [UInt8] = []
    for scalar in text.unicodeScalars {
      let bytes = Array(String(scalar).utf8)
      // `=?utf-8?B?` and `?=` take 12 of the 75 characters.
      let room = words.isEmpty ? min(63, 76 - firstLineUsed - 12) : 63
      if (chunk.count + bytes.count + 2) / 3 * 4 > room {
        words.append(word(chunk))
        chunk = []
      }
      chunk += bytes
    }
    if !chunk.isEmpty { words.append(word(chunk)) }
    return words.joined(separator: "\r\n ")
  }

  private static func word(_ bytes: [UInt8]) -> String {
    "=?utf-8?B?" + Data(bytes).base64EncodedString() + "?="
  }
}
