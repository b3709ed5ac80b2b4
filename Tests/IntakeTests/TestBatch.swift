import Foundation
import OutcomeModel
import Testing

@testable import Intake

/// Invented files in a folder of their own, read as one batch.
struct TestBatch {
  let folder: URL

  init(_ files: [(name: String, text: String)]) throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "ashi-intake-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for file in files {
      try Data(file.text.utf8).write(to: folder.appending(path: file.name))
    }
  }

  func path(_ name: String) -> String { folder.appending(path: name).path }

  func remove() { try? FileManager.default.removeItem(at: folder) }

  /// Reads invented files as one batch and removes them.
  static func read(
    _ files: [(name: String, text: String)], profile: Profile = .canonical,
    options: IntakeOptions = IntakeOptions(threads: 1)
  ) throws -> IntakeBatch {
    let batch = try TestBatch(files)
    defer { batch.remove() }
    return try BatchReader.read(
      files.map { (batch.path($0.name), profile) }, options: options)
  }

  /// Reads one invented text.
  static func file(
    _ text: String, profile: Profile = .canonical,
    options: IntakeOptions = IntakeOptions(threads: 1)
  ) throws -> FileReading {
    let outcome = FileReader.readFile(
      bytes: Array(text.utf8), number: 1, profile: profile, options: options)
    switch outcome {
    case .reading(let reading): return reading
    case .quarantined(let quarantine): throw quarantine
    }
  }

  static func profile(_ yaml: String) throws -> Profile {
    try ProfileReader.read(text: yaml, path: "test.yaml")
  }

  /// The header of the canonical form with the columns that tests use.
  static let header =
    "session_id,patient_id,session_date,diagnosis,pain_before,pain_after,status\n"
}

extension SessionTable {
  /// A score in words, for comparisons.
  func text(_ column: String, _ row: Int) -> String {
    scoreColumn(column)?.scores[row].map(\.description) ?? "-"
  }
}
