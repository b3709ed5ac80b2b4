import Foundation

/// Public CSV collections that lie beside the package on machines that have them.
enum SharedData {
  private static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "../shared/data").standardizedFileURL

  static func path(_ name: String) -> String {
    root.appending(path: name).path
  }

  static func has(_ name: String) -> Bool {
    FileManager.default.fileExists(atPath: path(name))
  }

  static func bytes(_ name: String) throws -> Data {
    try Data(contentsOf: URL(filePath: path(name)))
  }
}
