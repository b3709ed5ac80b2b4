import Foundation
import Testing

@testable import Statistics

/// The public data sets beside the package; tests that need one are skipped where it is absent.
enum SharedData {
  /// `../shared/data` relative to the package.
  static let folder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/data")

  /// Whether a file is there.
  static func has(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appendingPathComponent(path).path)
  }

  /// The lines of a text file.
  static func lines(_ path: String) throws -> [Substring] {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
      .replacingOccurrences(of: "\r", with: "").split(separator: "\n")
  }

  /// The rows of a plain CSV (no quoted delimiters) as dictionaries by header.
  static func rows(_ path: String) throws -> [[String: String]] {
    let text = try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
    let lines = text.replacingOccurrences(of: "\u{FEFF}", with: "")
      .replacingOccurrences(of: "\r", with: "").split(separator: "\n")
    let header = try #require(lines.first).split(separator: ",", omittingEmptySubsequences: false)
      .map { $0.replacingOccurrences(of: "\"", with: "") }
    return lines.dropFirst().map { line in
      let cells = line.split(separator: ",", omittingEmptySubsequences: false)
        .map { $0.replacingOccurrences(of: "\"", with: "") }
      return Dictionary(zip(header, cells)) { first, _ in first }
    }
  }

  /// The acupuncture trial: pairs (baseline, score at the given column) of one arm.
  static func acupuncture(arm: String, column: String = "pk5") throws -> JointCounts {
    let chosen = try rows("vickers-acupuncture/acupuncture.csv").filter { row in
      row["group"] == arm && row[column]?.isEmpty == false && row["pk1"]?.isEmpty == false
    }
    return JointCounts(
      nano: try chosen.map { row in
        (
          baseline: try Samples.nano(try #require(row["pk1"])),
          followUp: try Samples.nano(try #require(row[column]))
        )
      })
  }
}
