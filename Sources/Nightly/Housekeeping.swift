import Foundation
import OutcomeModel
import Store

/// What a night tidies at its end: old reports, old logs, and a backup a week.
public struct Housekeeping {
  let pipeline: Pipeline
  let asOf: CalendarDay
  let log: NightLog

  private static let daysBetweenBackups = 7
  private static let monthsOfLogs = 24

  func run(_ store: ClinicStore, _ publisher: Publisher, hasNewRows: Bool) throws {
    let gone = publisher.prune(keeping: pipeline.retention.reports)
    if !gone.isEmpty { log.event("pruned", ["reports": .number(gone.count)]) }
    pruneLogs()
    StoreCopies.pruneLeft(pipeline, today: asOf)
    try backUp(store, hasNewRows: hasNewRows)
  }

  /// The folder of backups, beside the store.
  public static func backupFolder(_ pipeline: Pipeline) -> String {
    pipeline.storeFolder + "/backup"
  }

  /// The backups by date, oldest first.
  static func backups(_ pipeline: Pipeline) -> [(day: CalendarDay, path: String)] {
    let folder = backupFolder(pipeline)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap { name in
      guard name.hasPrefix("store-"), name.hasSuffix(".sqlite"),
        let day = CalendarDay(iso: name.dropFirst(6).dropLast(7))
      else { return nil }
      return (day, folder + "/" + name)
    }.sorted { $0.day < $1.day }
  }

  /// A copy costs as much as the history is long, so it is made once a week and only after new rows.
  private func backUp(_ store: ClinicStore, hasNewRows: Bool) throws {
    let count = pipeline.retention.backups
    var standing = Housekeeping.backups(pipeline)
    let isDue =
      standing.last.map { abs(asOf.days(since: $0.day)) >= Housekeeping.daysBetweenBackups }
      ?? true
    if hasNewRows, isDue, count > 0 {
      try Housekeeping.writeBackup(store, pipeline, day: asOf)
      standing = Housekeeping.backups(pipeline)
      log.event("backup", ["date": .text("\(asOf)")])
    }
    let old = standing.dropLast(count)
    // A copy that is old enough goes even where no new ones come, but never the last one.
    let expired = standing.dropLast().filter {
      asOf >= Housekeeping.expiry($0.day, pipeline)
    }
    for backup in old + expired { unlink(backup.path) }
  }

  /// Copies the store into the folder of backups.
  static func writeBackup(_ store: ClinicStore, _ pipeline: Pipeline, day: CalendarDay) throws {
    let folder = backupFolder(pipeline)
    try SafeFile.makeFolder(folder, mode: 0o700)
    try StoreBackup.write(from: store, to: "\(folder)/store-\(day).sqlite")
  }

  /// The first day on which the backup of a day is surely gone, when nights have run meanwhile.
  static func expiry(_ day: CalendarDay, _ pipeline: Pipeline) -> CalendarDay {
    day.advanced(by: daysBetweenBackups * (pipeline.retention.backups + 1))
  }

  private func pruneLogs() {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: pipeline.logs)) ?? []
    let logs = names.filter { $0.hasPrefix("night-") && $0.hasSuffix(".jsonl") }.sorted()
    for name in logs.dropLast(Housekeeping.monthsOfLogs) { unlink(pipeline.logs + "/" + name) }
  }
}
