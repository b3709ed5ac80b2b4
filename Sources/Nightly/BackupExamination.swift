import Foundation
import OutcomeModel
import Store

/// The doctor's look at the copies: whether the newest is whole, young enough and on another disk.
struct BackupExamination {
  private static let daysAllowed = 7

  let findings: [Doctor.Finding]

  /// - Parameters:
  ///   - fingerprint: of the patient key: a copy of another clinic is none of this one.
  ///   - now: the moment of the examination.
  init(_ pipeline: Pipeline, fingerprint: String?, now: Date) {
    guard FileStamp(pipeline.store) != nil else {
      findings = [.good("backup", "nothing to copy yet")]
      return
    }
    let missing = BackupExamination.missingDisk(pipeline)
    let copies = Restoring.copies(pipeline, fingerprint: fingerprint).map(\.path)
    guard let next = copies.first else {
      findings = [
        missing
          ?? .warning(
            "backup", "there is no copy",
            pipeline.backup == nil
              ? Self.remedy(pipeline) : "ashi run \(pipeline.path) makes one; it says why if not")
      ]
      return
    }
    // What a restore would take must be whole; how old copies are, the one that was made last says.
    if let fault = BackupExamination.fault(next, pipeline) {
      findings = [
        .bad(
          "backup", "the newest copy, \(next), \(fault)",
          "delete it, then ashi run \(pipeline.path) makes a new one", .inputOutput)
      ]
      return
    }
    if let missing {
      findings = [missing]
      return
    }
    let made = copies.compactMap { path in Self.made(path).map { (path, $0) } }
    let newest = made.max { $0.1 < $1.1 } ?? (next, now)
    let age = Int(now.timeIntervalSince(newest.1) / 86_400)
    if age > BackupExamination.daysAllowed {
      findings = [
        .warning(
          "backup", "the newest copy, \(newest.0), is \(age) days old",
          pipeline.backup == nil
            ? Self.remedy(pipeline)
            : "ashi run \(pipeline.path) makes one; if it does not, it says why")
      ]
    } else if BackupExamination.isOnSameDisk(newest.0, pipeline.storeFolder) {
      findings = [
        .warning(
          "backup", "the newest copy, \(newest.0), is on the disk of the store",
          Self.remedy(pipeline))
      ]
    } else {
      findings = [
        .good("backup", "\(newest.0) is whole, made at \(ClinicClock.text(newest.1))")
      ]
    }
  }

  /// The disk of snapshots, where it is not there: no night can make a copy then.
  private static func missingDisk(_ pipeline: Pipeline) -> Doctor.Finding? {
    guard let backup = pipeline.backup, access(backup.to, F_OK) != 0 else { return nil }
    return .bad(
      "backup", "\(backup.to) is not there, so no snapshot can be made",
      "plug the disk in, or correct backup.to in \(pipeline.file)", .cannotCreate)
  }

  /// What is wrong with a copy, in words; nil where it could be put back.
  private static func fault(_ path: String, _ pipeline: Pipeline) -> String? {
    if let snapshot = Snapshot(path: path) {
      do {
        try Restoring(pipeline).check(snapshot)
      } catch Restoring.Failure.notWhole(let file) {
        return file == snapshot.path
          ? "has no manifest that can be read"
          : "is not what was saved: \(file) is missing or was changed"
      } catch {
        return nil  // A snapshot of this clinic's key under another id: restore says so.
      }
      return nil
    }
    do {
      let copy = try ClinicStore(path: path, mode: .readOnly)
      defer { try? copy.close() }
      return try copy.integrityFindings().isEmpty ? nil : "is damaged"
    } catch StoreError.olderVersion {
      return nil
    } catch {
      return "cannot be read"
    }
  }

  /// When a copy was made; nil where nothing says so.
  private static func made(_ path: String) -> Date? {
    if let text = Snapshot(path: path)?.manifest?.made {
      return Date(timeIntervalSince1970: Double(Heartbeat.seconds(text)))
    }
    return FileStamp(path).map { Date(timeIntervalSince1970: Double($0.modified) / 1e9) }
  }

  private static func remedy(_ pipeline: Pipeline) -> String {
    pipeline.backup == nil
      ? "set backup: {to: FOLDER} in \(pipeline.file), a folder on another disk"
      : "put backup.to on another disk"
  }

  static func isOnSameDisk(_ path: String, _ other: String) -> Bool {
    var left = stat()
    var right = stat()
    guard stat(path, &left) == 0, stat(other, &right) == 0 else { return true }
    return left.st_dev == right.st_dev
  }
}
