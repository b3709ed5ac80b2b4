import TestSupport

/// Texts that look for the reader's weak places.
enum HostileText {
  private static let pieces: [String] = [
    ",", ",", ",", ";", "\t", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "\",\"", "\"\n\"", "a", "7",
    "b c",
    " ", "#", "é", "\u{FEFF}", "x,y\n", "\"q\nq\",z\n", "5'10\",", "0", "M54.50;M51.26",
    "a text of more than sixty-four bytes, so that blocks begin and end inside of it", "\0",
    "\"twelve bytes\"", "thirteen byte", ",,\n", "\n\n",
  ]

  /// A sequence of pieces of syntax, with a header of two or three columns before it.
  static func make(_ random: inout SplitMix64, pieces count: Int) -> [UInt8] {
    var text =
      ["a,b\n", "a,b,c\n", "a;b\r\n", "", "\"a\",\"b\",\n"].randomElement(using: &random) ?? ""
    for _ in 0..<Int.random(in: 0...count, using: &random) {
      text += pieces.randomElement(using: &random) ?? ""
    }
    return Array(text.utf8)
  }

  /// A row of four columns, mostly good, with what exports do to rows now and then.
  static func plausibleRow(_ row: Int, _ random: inout SplitMix64) -> [UInt8] {
    let id = "S\(Int.random(in: 0...900_000_000, using: &random))"
    let date = "2026-0\(1 + row % 9)-1\(row / 700)"
    let note: String =
      switch Int.random(in: 0...40, using: &random) {
      case 0: "\"two\nlines\""
      case 1: "\"said \"\"ow\"\"\""
      case 2: "5'10\" tall"
      case 3: "\"a,b\r\nc,d\r\ne\""
      case 4: "one,too many"
      case 5: "\"\""
      case 6: "\u{0}"
      default: ["better", "worse", "the same as it was last week"][row % 3]
      }
    let end = row % 11 == 0 ? "\n" : row % 7 == 0 ? "\r" : "\r\n"
    return Array("\(id),\(date),\(note),\(row % 11)\(end)".utf8)
  }
}
