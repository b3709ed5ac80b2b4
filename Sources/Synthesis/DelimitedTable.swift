/// A table on its way to a file: cells, and how the file is written.
///
/// Unlike a proper writer it may write ragged rows and old encodings: that is what it is for.
struct DelimitedTable {
  /// The encoding of the file.
  enum Encoding {
    case utf8
    case utf8WithMark
    case windows1252
  }

  var rows: [[String]]
  var delimiter: Character = ","
  var lineEnd = "\n"
  var encoding = Encoding.utf8

  init(header: [String]) {
    rows = [header]
  }

  /// Adds a row; `raggedness` 1 adds a cell at the end, as a comma without quotes does in the last
  /// column, -1 leaves the last two out.
  mutating func append(_ cells: [String], raggedness: Int = 0) {
    switch raggedness {
    case 1: rows.append(cells + [" call back"])
    case -1: rows.append(Array(cells.dropLast(2)))
    default: rows.append(cells)
    }
  }

  /// Gives the file the habits of the machine it was exported on: with mess every third file has
  /// a byte order mark, every third CRLF lines, every fifth is in Windows-1252.
  mutating func takeHabits(ofFile place: Int, mess: Double) {
    guard mess > 0 else { return }
    if place % 3 == 1 { encoding = .utf8WithMark }
    if place % 3 == 2 { lineEnd = "\r\n" }
    if place % 5 == 3 { encoding = .windows1252 }
  }

  /// The file.
  func file(_ name: String) -> SyntheticFile {
    var bytes: [UInt8] = encoding == .utf8WithMark ? [0xEF, 0xBB, 0xBF] : []
    for row in rows {
      let line = row.map(quoted).joined(separator: String(delimiter)) + lineEnd
      if encoding == .windows1252 {
        bytes += line.unicodeScalars.flatMap(DelimitedTable.windows1252)
      } else {
        bytes += line.utf8
      }
    }
    return SyntheticFile(name: name, bytes: bytes)
  }

  private func quoted(_ cell: String) -> String {
    let needsQuotes = cell.unicodeScalars.contains {
      $0 == "\"" || $0 == "\n" || $0 == "\r" || String($0) == String(delimiter)
    }
    guard needsQuotes else { return cell }
    var text = "\""
    for character in cell.unicodeScalars {
      if character == "\"" { text += "\"" }
      text.unicodeScalars.append(character)
    }
    return text + "\""
  }

  /// The bytes of a character; full-width digits, which Windows-1252 lacks, become plain ones.
  private static func windows1252(_ scalar: Unicode.Scalar) -> [UInt8] {
    switch scalar.value {
    case 0..<0x80, 0xA0...0xFF: [UInt8(truncatingIfNeeded: scalar.value)]
    case 0x2013: [0x96]
    case 0xFF10...0xFF19: [UInt8(truncatingIfNeeded: scalar.value - 0xFF10 + 0x30)]
    default: [UInt8(ascii: "?")]
    }
  }
}
