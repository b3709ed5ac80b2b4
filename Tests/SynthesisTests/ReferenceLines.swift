import Foundation
import Testing

/// The lines of a reference file under `Reference/`, split at blanks.
func referenceLines(_ path: String, beginning word: String) throws -> [[String]] {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let file = folder.appendingPathComponent("Reference").appendingPathComponent(path)
  let text = try String(contentsOf: file, encoding: .utf8)
  let lines = text.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
  let found = lines.filter { $0.first == word }.map { Array($0.dropFirst()) }
  try #require(!found.isEmpty)
  return found
}

/// The folder of the package.
let packageRoot = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  .deletingLastPathComponent().deletingLastPathComponent()
