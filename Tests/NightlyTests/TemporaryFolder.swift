import Foundation
import OutcomeModel

@testable import Nightly

/// A folder of its own for a test, removed when the test is over.
final class TemporaryFolder: Sendable {
  let path: String

  init() throws {
    let real = realpath(NSTemporaryDirectory(), nil)
    defer { free(real) }
    path = (real.map { String(cString: $0) } ?? "/tmp") + "/ashi-night-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func write(_ text: String, _ name: String, mode: Int = 0o644) throws {
    let file = path + "/" + name
    try FileManager.default.createDirectory(
      atPath: PathText.folder(of: file), withIntermediateDirectories: true)
    try text.write(toFile: file, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
  }

  func text(_ name: String) -> String? {
    FileManager.default.contents(atPath: path + "/" + name).map {
      String(decoding: $0, as: UTF8.self)
    }
  }

  func has(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

  func names(_ folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path + "/" + folder)) ?? []).sorted()
  }

  /// A small pipeline in this folder.
  func pipeline(_ extra: String = "") throws -> Pipeline {
    let text = """
      clinic: {id: main, name: Ashi Clinic, time_zone: America/Los_Angeles, currency: USD}
      store: store/store.sqlite
      key: store/patient.key
      inputs: [{files: inbox/*.csv}]
      plan: plan.yaml
      reports: reports
      as_of: 2026-10-31
      \(extra)
      """
    try write(text, "nightly.yaml")
    return try PipelineReader.read(text: text, path: path + "/nightly.yaml")
  }
}
