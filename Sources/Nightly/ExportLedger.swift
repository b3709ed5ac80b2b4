import Crypto
import Foundation
import OutcomeModel

/// The tables of people that analysts wrote from a store, so that an erasure can take them away.
///
/// One line a file: the SHA-256 of what was written, and the path.
public struct ExportLedger: Sendable {
  /// What an erasure did to the exports.
  public struct Removal: Hashable, Sendable {
    /// Files that were deleted.
    public var deleted: [String] = []
    /// Files that somebody has changed since; they are left, for a person to look at.
    public var changed: [String] = []
  }

  private let path: String

  /// The ledger of a store.
  public init(store: String) {
    path = PathText.folder(of: store) + "/exports.txt"
  }

  /// Notes a file that has just been written.
  public func note(_ file: String) throws {
    guard let hash = ExportLedger.hash(file) else { return }
    let full = file.hasPrefix("/") ? file : FileManager.default.currentDirectoryPath + "/" + file
    var lines = entries().filter { $0.path != full }.map { "\($0.hash) \($0.path)\n" }
    lines.append("\(hash) \(full)\n")
    try SafeFile.write(lines.joined(), to: path, mode: 0o600)
  }

  /// Deletes every file that stands as it was written.
  public func removeAll() throws -> Removal {
    var removal = Removal()
    for entry in entries() {
      guard let hash = ExportLedger.hash(entry.path) else { continue }
      if hash == entry.hash, unlink(entry.path) == 0 {
        removal.deleted.append(entry.path)
      } else {
        removal.changed.append(entry.path)
      }
    }
    let left = entries().filter { removal.changed.contains($0.path) }
    if access(path, F_OK) == 0 {
      try SafeFile.write(
        left.map { "\($0.hash) \($0.path)\n" }.joined(), to: path, mode: 0o600)
    }
    return removal
  }

  private func entries() -> [(hash: String, path: String)] {
    guard let bytes = FileManager.default.contents(atPath: path) else { return [] }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").compactMap { line in
      let parts = line.split(separator: " ", maxSplits: 1).map(String.init)
      return parts.count == 2 ? (hash: parts[0], path: parts[1]) : nil
    }
  }

  private static func hash(_ file: String) -> String? {
    guard FileStamp(file) != nil, let bytes = FileManager.default.contents(atPath: file) else {
      return nil
    }
    return SHA256.hash(data: bytes).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
