import Foundation
import OutcomeModel

/// Publishes report folders: built beside the others, synced, renamed, and linked as `latest`.
///
/// At every instant `latest` is a whole report. Only the holder of the run's lock may publish.
public struct Publisher: Sendable {
  /// What became of a report.
  public enum Outcome: Hashable, Sendable {
    /// It stands under this name now.
    case published(ReportName, content: String)
    /// The report of this name says the same; nothing was published.
    case unchanged(ReportName)
  }

  /// The folder that holds the report folders.
  public let reports: String

  private static let buildPrefix = ".new-"
  private static let link = "latest"

  /// Takes the folder of reports.
  public init(reports: String) {
    self.reports = reports
  }

  /// The path of a report.
  public func path(_ name: ReportName) -> String { "\(reports)/\(name)" }

  /// All published reports, earliest first.
  public func published() -> [ReportName] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: reports)) ?? []
    return names.compactMap { ReportName($0) }.filter { isComplete(path($0)) }.sorted()
  }

  /// The report that `latest` points to; nil when there is none.
  public func latest() -> ReportName? {
    guard
      let target = try? FileManager.default.destinationOfSymbolicLink(
        atPath: reports + "/" + Publisher.link),
      let name = ReportName(PathText.name(of: target)), isComplete(path(name))
    else { return nil }
    return name
  }

  /// Clears what a killed run left: half-built folders go, a whole report that was not linked yet is
  /// linked.
  ///
  /// - Parameter recorded: the reports that the store knows.
  /// - Returns: the reports that stand but are not recorded, earliest first.
  public func recover(recorded: Set<String>) throws(FileFailure) -> [ReportName] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: reports)) ?? []
    for name in names
    where name.hasPrefix(Publisher.buildPrefix) || name.hasPrefix("." + Publisher.link) {
      SafeFile.removeTree(reports + "/" + name)
    }
    let unrecorded = published().filter { !recorded.contains("\($0)") }
    if let newest = unrecorded.last {
      try link(newest)
    } else if latest() == nil, let newest = published().last {
      try link(newest)
    }
    return unrecorded
  }

  /// The empty folder in which a run builds its report.
  public func buildFolder(run: Int) throws(FileFailure) -> String {
    try SafeFile.makeFolder(reports, mode: 0o755)
    let folder = "\(reports)/\(Publisher.buildPrefix)\(run)"
    SafeFile.removeTree(folder)
    try SafeFile.makeFolder(folder, mode: 0o755)
    return folder
  }

  /// Publishes a built folder, unless the latest report, or the newest of the same date, says the
  /// same.
  ///
  /// - Parameter isMailed: whether a mail goes out by this report: then one of an earlier date does not
  ///   stand for it.
  public func publish(
    _ folder: String, asOf: CalendarDay, isMailed: Bool = false
  ) throws(FileFailure) -> Outcome {
    let content = PrintedContent.hash(folder: folder, asOf: asOf)
    let sameDate = published().last { $0.asOf == asOf }
    let latest = latest()
    for standing in [latest, sameDate].compactMap(\.self) {
      if isMailed, standing.asOf != asOf { continue }
      guard PrintedContent.hash(folder: path(standing), asOf: standing.asOf) == content else {
        continue
      }
      SafeFile.removeTree(folder)
      if standing != latest { try link(standing) }
      return .unchanged(standing)
    }
    let name = ReportName(asOf: asOf, number: (sameDate?.number ?? 0) + 1)
    try SafeFile.syncTree(folder)
    guard rename(folder, path(name)) == 0 else { throw FileFailure(path(name)) }
    try SafeFile.syncFolder(reports)
    try link(name)
    return .published(name, content: content)
  }

  /// Removes the oldest reports beyond a number; never the one that `latest` points to.
  public func prune(keeping count: Int) -> [ReportName] {
    let all = published()
    let kept = latest()
    let old = all.dropLast(count).filter { $0 != kept }
    for name in old {
      // Renamed first: a folder that is being removed must not look like a report.
      let doomed = "\(reports)/\(Publisher.buildPrefix)old-\(name)"
      guard rename(path(name), doomed) == 0 else { continue }
      SafeFile.removeTree(doomed)
    }
    return Array(old)
  }

  private func isComplete(_ path: String) -> Bool {
    access(path + "/report.html", R_OK) == 0 && access(path + "/run.json", R_OK) == 0
  }

  private func link(_ name: ReportName) throws(FileFailure) {
    let temporary = "\(reports)/.\(Publisher.link)-\(getpid())"
    unlink(temporary)
    guard symlink("\(name)", temporary) == 0 else { throw FileFailure(temporary) }
    guard rename(temporary, "\(reports)/\(Publisher.link)") == 0 else {
      let failure = FileFailure("\(reports)/\(Publisher.link)")
      unlink(temporary)
      throw failure
    }
    try SafeFile.syncFolder(reports)
  }
}
