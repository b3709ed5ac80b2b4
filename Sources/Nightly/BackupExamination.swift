import Foundation
import OutcomeModel

/// The doctor's look at the copies: whether a newest one is young enough and on another disk.
struct BackupExamination {
  private static let daysAllowed = 7

  let findings: [Doctor.Finding]

  /// - Parameter fingerprint: of the patient key: a copy of another clinic is none of this one.
  init(_ pipeline: Pipeline, fingerprint: String?, today: CalendarDay) {
    guard FileStamp(pipeline.store) != nil else {
      findings = [.good("backup", "nothing to copy yet")]
      return
    }
    let newest = Restoring.copies(pipeline, fingerprint: fingerprint).first
    guard let newest else {
      findings = [
        .warning("backup", "there is no copy", BackupExamination.remedy(pipeline))
      ]
      return
    }
    let age = today.days(since: newest.day)
    if age > BackupExamination.daysAllowed {
      findings = [
        .warning(
          "backup", "the newest copy, \(newest.path), is \(age) days old",
          BackupExamination.remedy(pipeline))
      ]
    } else if BackupExamination.isOnSameDisk(newest.path, pipeline.storeFolder) {
      findings = [
        .warning(
          "backup", "the newest copy, \(newest.path), is on the disk of the store",
          BackupExamination.remedy(pipeline))
      ]
    } else {
      findings = [.good("backup", "\(newest.path), of \(newest.day)")]
    }
  }

  private static func remedy(_ pipeline: Pipeline) -> String {
    guard let backup = pipeline.backup else {
      return "set backup: {to: FOLDER} in \(pipeline.file), a folder on another disk"
    }
    return access(backup.to, F_OK) == 0
      ? "put backup.to on another disk, and look at the log for why no copy was made"
      : "\(backup.to) is not there: plug the disk in, or correct backup.to in \(pipeline.file)"
  }

  static func isOnSameDisk(_ path: String, _ other: String) -> Bool {
    var left = stat()
    var right = stat()
    guard stat(path, &left) == 0, stat(other, &right) == 0 else { return true }
    return left.st_dev == right.st_dev
  }
}
