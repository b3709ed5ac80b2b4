import Foundation
import OutcomeModel
import Store

/// The tombstones beside a store and beside its snapshots: a file of keyed identifiers and days, so
/// that a copy that is older than an erasure does not bring the person back.
public struct TombstoneFile: Sendable {
  /// The path of the file.
  public let path: String

  /// The file in a folder.
  public init(folder: String) {
    path = folder + "/erased.txt"
  }

  /// The tombstones of the file; none where there is no file.
  ///
  /// - Throws: ``FileFailure`` where it is there and cannot be read as such: erasures must not be lost
  ///   silently.
  public func tombstones() throws -> [Tombstone] {
    guard access(path, F_OK) == 0 else { return [] }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw FileFailure(path, code: EACCES)
    }
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
    return try lines.map { line in
      let parts = line.split(separator: " ")
      guard parts.count == 2, let key = TombstoneFile.bytes(parts[0]), key.count == 16,
        let day = CalendarDay(iso: parts[1])
      else { throw FileFailure(path, code: EINVAL) }
      return Tombstone(key: key, erased: day)
    }
  }

  /// Adds tombstones; those that stand are kept with their day.
  public func add(_ tombstones: [Tombstone]) throws {
    var all = try self.tombstones()
    let known = Set(all.map(\.key))
    all += tombstones.filter { !known.contains($0.key) }
    let text = all.map { "\(TombstoneFile.digits($0.key)) \($0.erased)\n" }.joined()
    try SafeFile.makeFolder(PathText.folder(of: path), mode: 0o700)
    try SafeFile.write(text, to: path, mode: 0o600)
  }

  private static func digits(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  private static func bytes(_ digits: Substring) -> [UInt8]? {
    let nibbles = digits.utf8.map { UInt8(String(UnicodeScalar($0)), radix: 16) }
    guard nibbles.count.isMultiple(of: 2), nibbles.allSatisfy({ $0 != nil }) else { return nil }
    return stride(from: 0, to: nibbles.count, by: 2).map { index in
      (nibbles[index] ?? 0) << 4 | (nibbles[index + 1] ?? 0)
    }
  }
}
