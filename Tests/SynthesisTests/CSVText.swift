import Testing

@testable import Synthesis

/// A plain reader of well-formed CSV, for tests alone: bytes to header and rows.
struct CSVText {
  let header: [String]
  let rows: [[String]]

  init(_ file: SyntheticFile, delimiter: Character = ",") throws {
    var bytes = file.bytes[...]
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes = bytes.dropFirst(3) }
    let text = String(validating: bytes, as: UTF8.self) ?? CSVText.windows1252(bytes)
    var records: [[String]] = []
    var record: [String] = []
    var cell = ""
    var isQuoted = false
    var isPending = false
    for scalar in text.unicodeScalars {
      if isQuoted {
        if isPending {
          isPending = false
          if scalar == "\"" {
            cell.unicodeScalars.append(scalar)
            continue
          }
          isQuoted = false
        } else if scalar == "\"" {
          isPending = true
          continue
        } else {
          cell.unicodeScalars.append(scalar)
          continue
        }
      }
      if scalar == "\"" {
        isQuoted = true
      } else if Character(scalar) == delimiter {
        record.append(cell)
        cell = ""
      } else if scalar == "\n" {
        record.append(cell)
        records.append(record)
        (record, cell) = ([], "")
      } else if scalar != "\r" {
        cell.unicodeScalars.append(scalar)
      }
    }
    try #require(record.isEmpty && cell.isEmpty, "a file ends with a line end")
    header = try #require(records.first)
    rows = Array(records.dropFirst())
  }

  /// The cells of a column; rows that are too short give nil.
  func column(_ name: String) throws -> [String?] {
    let place = try #require(header.firstIndex(of: name))
    return rows.map { place < $0.count ? $0[place] : nil }
  }

  private static func windows1252(_ bytes: ArraySlice<UInt8>) -> String {
    var text = ""
    for byte in bytes {
      text.unicodeScalars.append(byte == 0x96 ? "\u{2013}" : Unicode.Scalar(byte))
    }
    return text
  }
}

extension SyntheticClinic {
  /// The file of a name.
  func file(_ name: String) throws -> SyntheticFile {
    try #require(files.first { $0.name == name })
  }
}
