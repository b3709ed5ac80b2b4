import Foundation
import OutcomeModel
import Store

/// A folder of its own for a test, removed when the test is over.
final class TemporaryFolder {
  let path: String

  init() throws {
    path = NSTemporaryDirectory() + "ashi-store-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  var store: String { path + "/store.sqlite" }
}

extension ClinicStore {
  /// Takes a file in as a batch of its own.
  func take(
    _ file: (FileReading, [[UInt8]]), rejectKeys: [UInt64] = [], facts: FileFacts? = nil,
    limits: IngestLimits = IngestLimits()
  ) throws -> IngestOutcome {
    try ingest(
      file.0, patientKeys: file.1, rejectKeys: rejectKeys, facts: facts, batch: beginBatch(),
      limits: limits)
  }
}

extension SessionTable {
  /// The rows as texts that do not depend on the order of dictionaries.
  var lines: [String] {
    (0..<rowCount).map { row in
      var parts = [
        "\(patient[row])", clinic[row], "\(day[row])", "\(minute[row])", "\(isDated[row])",
        "\(visitType[row])", "\(conditions[row].rawValue)", "\(onset[row])",
        "\(givenEpisode[row])", "\(sameTimeRanks[row] ?? 0)",
      ]
      for column in scores { parts.append("\(column.name)=\(text(column.scores[row]))") }
      for column in groups { parts.append("\(column.key)=\(column.values[row])") }
      for column in numbers { parts.append("\(column.name)=\(text(column.values[row]))") }
      return parts.joined(separator: " ")
    }
  }

  private func text(_ score: Score?) -> String { score.map { "\($0)" } ?? "" }
}
