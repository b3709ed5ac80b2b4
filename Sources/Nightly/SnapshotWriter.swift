import Crypto
import Foundation
import OutcomeModel
import Store

/// Makes snapshots and lets old ones go.
///
/// A snapshot costs one sequential copy of the store and one pass for its check sum; the log says how
/// many seconds. It grows with the history, unlike the rest of a night: `every: week` is there for
/// stores of many gigabytes.
public struct SnapshotWriter: Sendable {
  private let pipeline: Pipeline
  private let backup: Pipeline.Backup
  private let version: String
  private let mails: String

  /// Takes a pipeline; nil where it makes no snapshots.
  ///
  /// - Parameter mails: the ledger of mails, as `mails.json` is to hold it.
  public init?(_ pipeline: Pipeline, version: String, mails: String) {
    guard let backup = pipeline.backup else { return nil }
    self.pipeline = pipeline
    self.backup = backup
    self.version = version
    self.mails = mails
  }

  /// Whether a snapshot is to be made tonight; not before a store has a key, for then it has no visit.
  public func isDue(_ store: ClinicStore, asOf: CalendarDay) throws -> Bool {
    guard let folder = Snapshot.folder(pipeline, fingerprint: try store.keyFingerprint()) else {
      return false
    }
    guard backup.every == .week, let last = Snapshot.all(in: folder).last else { return true }
    return last.day < asOf.advanced(by: 1 - asOf.weekday)
  }

  /// Makes a snapshot that is whole on the disk when this returns, then removes what retention lets go.
  ///
  /// - Returns: the snapshot; nil for a store that has no key yet.
  @discardableResult
  public func write(_ store: ClinicStore, asOf: CalendarDay, now: Date) throws -> Snapshot? {
    guard let folder = Snapshot.folder(pipeline, fingerprint: try store.keyFingerprint()) else {
      return nil
    }
    // The folder itself is never made: an unplugged disk must not become a folder on this one.
    guard access(backup.to, F_OK) == 0 else { throw FileFailure(backup.to, code: ENOENT) }
    try SafeFile.makeFolder(folder, mode: 0o700)
    clearHalfMade(folder)
    let sameDay = Snapshot.all(in: folder).last { $0.day == asOf }
    let name = ReportName(asOf: asOf, number: (sameDay?.number ?? 0) + 1)
    let building = "\(folder)/.new-\(name)"
    do {
      try fill(building, store, asOf: asOf, now: now)
      try SafeFile.syncTree(building)
      guard rename(building, "\(folder)/\(name)") == 0 else { throw FileFailure(building) }
      try SafeFile.syncFolder(folder)
    } catch {
      SafeFile.removeTree(building)
      throw error
    }
    try TombstoneFile(folder: folder).add(try store.tombstones())
    prune(folder, asOf)
    return Snapshot(path: "\(folder)/\(name)", day: asOf, number: name.number)
  }

  private func fill(
    _ building: String, _ store: ClinicStore, asOf: CalendarDay, now: Date
  ) throws {
    try SafeFile.makeFolder(building, mode: 0o700)
    try StoreBackup.copy(from: store, to: building + "/store.sqlite")
    try SafeFile.write(mails, to: building + "/mails.json", mode: 0o600)
    try SafeFile.makeFolder(building + "/configuration", mode: 0o700)
    var files = [
      try SnapshotWriter.entry("store.sqlite", building),
      try SnapshotWriter.entry("mails.json", building),
    ]
    for (number, file) in configuration().enumerated() {
      guard let bytes = FileManager.default.contents(atPath: file.path) else {
        throw FileFailure(file.path, code: EACCES)
      }
      let name = "configuration/\(number)-\(PathText.name(of: file.path))"
      try SafeFile.write(
        String(decoding: bytes, as: UTF8.self), to: "\(building)/\(name)", mode: 0o600)
      var entry = try SnapshotWriter.entry(name, building)
      entry.place = file.place
      files.append(entry)
    }
    try SafeFile.makeFolder(building + "/receipts", mode: 0o700)
    for receipt in Forgetting.receipts(pipeline) {
      guard let bytes = FileManager.default.contents(atPath: receipt) else {
        throw FileFailure(receipt, code: EACCES)
      }
      let name = "receipts/" + PathText.name(of: receipt)
      try SafeFile.write(
        String(decoding: bytes, as: UTF8.self), to: "\(building)/\(name)", mode: 0o600)
      files.append(try SnapshotWriter.entry(name, building))
    }
    let manifest = Snapshot.Manifest(
      clinic: pipeline.clinic.id, asOf: "\(asOf)", made: ClinicClock.text(now), version: version,
      keyFingerprint: try store.keyFingerprint(), files: files)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    let text = String(decoding: try encoder.encode(manifest), as: UTF8.self)
    try SafeFile.write(text + "\n", to: building + "/manifest.json", mode: 0o600)
  }

  /// The pipeline file and what it names, each with its place: beside the pipeline file, or from `/`.
  private func configuration() -> [(path: String, place: String)] {
    let file = pipeline.file
    let folder = PathText.folder(of: file)
    var seen: Set<String> = []
    let paths =
      [file, pipeline.plan] + (pipeline.claims.map { [$0] } ?? [])
      + pipeline.inputs.compactMap(\.profile)
    return paths.filter { seen.insert($0).inserted }.map { path in
      let place = PathText.relative(path, to: folder)
      return (path, place)
    }
  }

  private static func entry(_ name: String, _ building: String) throws -> Snapshot.Manifest.File {
    let path = "\(building)/\(name)"
    guard let size = FileStamp(path)?.size, let hash = FileHash.sha256(path) else {
      throw FileFailure(path, code: EIO)
    }
    return Snapshot.Manifest.File(name: name, size: size, sha256: hash, place: nil)
  }

  private func clearHalfMade(_ folder: String) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    for name in names where name.hasPrefix(".new-") || name.hasPrefix(".old-") {
      SafeFile.removeTree("\(folder)/\(name)")
    }
  }

  private func prune(_ folder: String, _ asOf: CalendarDay) {
    let all = Snapshot.all(in: folder)
    let kept = backup.kept(all, asOf: asOf)
    for old in all where !kept.contains(old) {
      // Renamed first: a snapshot that is being removed must not look whole.
      let doomed = "\(folder)/.old-\(PathText.name(of: old.path))"
      guard rename(old.path, doomed) == 0 else { continue }
      SafeFile.removeTree(doomed)
    }
  }
}

/// The identity of a file's bytes.
public enum FileHash {
  /// The SHA-256, lower-case hexadecimal; nil where the file cannot be read.
  public static func sha256(_ path: String) -> String? {
    guard let file = FileHandle(forReadingAtPath: path) else { return nil }
    defer { try? file.close() }
    var hash = SHA256()
    while let block = try? file.read(upToCount: 1 << 20), !block.isEmpty {
      hash.update(data: block)
    }
    return hash.finalize().map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
