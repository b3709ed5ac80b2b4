import Foundation
import OutcomeModel

/// What the doctor finds of files, folders and the time.
extension Doctor {
  /// The inbox, and whether every file in it can be read.
  static func inbox(_ input: Pipeline.Input) -> Finding {
    let inbox = Inbox(pattern: input.files)
    guard inbox.isThere else {
      return .bad(
        "inbox", "\(input.files): there is no such folder or file",
        "make the folder, or correct inputs", .noInput)
    }
    guard access(inbox.folder, R_OK | X_OK) == 0 else {
      return .bad(
        "inbox", "\(inbox.folder) cannot be read", "chmod or chown it for the user that runs ashi",
        .noPermission)
    }
    let files = inbox.matches()
    let unreadable = files.filter { access($0, R_OK) != 0 }
    guard let first = unreadable.first else {
      return .good("inbox", "\(input.files), \(files.count) files, all readable")
    }
    return .bad(
      "inbox", "\(unreadable.count) of \(files.count) files cannot be read, such as \(first)",
      "chmod or chown them for the user that runs ashi", .noPermission)
  }

  /// A folder that a night writes to, or the nearest one above it where it is not there yet.
  static func folder(_ subject: String, _ path: String) -> Finding {
    let nearest = nearestFolder(path)
    return access(nearest, W_OK | X_OK) == 0
      ? .good(subject, path)
      : .bad(
        subject, "\(nearest) cannot be written", "chmod or chown it for the user that runs ashi",
        .noPermission)
  }

  /// The store's file with its log beside it: written by the user that runs ashi, read by nobody else.
  static func storeFiles(_ pipeline: Pipeline) -> [Finding] {
    let folderFinding = folder("store folder", pipeline.storeFolder)
    guard access(pipeline.store, F_OK) == 0 else { return [folderFinding] }
    let files = ["", "-wal", "-shm"].map { pipeline.store + $0 }.filter { access($0, F_OK) == 0 }
    for file in files where access(file, R_OK | W_OK) != 0 {
      return [
        folderFinding,
        .bad(
          "store file", "\(file) cannot be written by this user",
          "chown it to the user that runs ashi", .noPermission),
      ]
    }
    var facts = stat()
    for file in files where stat(file, &facts) == 0 && facts.st_mode & 0o077 != 0 {
      return [
        folderFinding,
        .bad(
          "store file", "\(file) can be read by others", "chmod 600 \(file)", .noPermission),
      ]
    }
    return [folderFinding, .good("store file", "mode 0600")]
  }

  /// The report that `latest` points to.
  static func latestReport(_ pipeline: Pipeline) -> Finding {
    let link = pipeline.reports + "/latest"
    var facts = stat()
    guard lstat(link, &facts) == 0 else { return .good("latest report", "none yet") }
    guard let latest = Publisher(reports: pipeline.reports).latest() else {
      return .bad(
        "latest report", "\(link) does not point to a whole report",
        "ashi run \(pipeline.path) sets it right", .inputOutput)
    }
    return .good("latest report", "\(latest)")
  }

  /// A night needs room for the write-ahead log, a report and a backup: twice the store and 100 MB.
  static func disk(_ pipeline: Pipeline) -> [Finding] {
    let store = FileStamp(pipeline.store)?.size ?? 0
    let places = [
      ("disk of the store", pipeline.storeFolder, 100 + 2 * store / 1_000_000),
      ("disk of the reports", pipeline.reports, 100),
    ]
    return places.map { subject, path, needed in
      let nearest = nearestFolder(path)
      var facts = statvfs()
      guard statvfs(nearest, &facts) == 0 else {
        return .bad(subject, "\(nearest) cannot be examined", "check the disk", .inputOutput)
      }
      if facts.f_flag & UInt(ST_RDONLY) != 0 {
        return .bad(
          subject, "\(nearest) is mounted read-only", "mount it for writing", .inputOutput)
      }
      let free = Int(facts.f_bavail) * Int(facts.f_frsize) / 1_000_000
      return free >= needed
        ? .good(subject, "\(free) MB free")
        : .bad(subject, "\(free) MB free, \(needed) MB needed", "make room", .inputOutput)
    }
  }

  /// The clinic's time now, so that a person sees whether clock and zone are right.
  static func zone(_ pipeline: Pipeline, now: Date) -> Finding {
    guard let zone = TimeZone(identifier: pipeline.clinic.timeZone) else {
      return .bad(
        "time zone", "\(pipeline.clinic.timeZone) is not known here", "install tzdata",
        .unavailable)
    }
    let offset = zone.secondsFromGMT(for: now)
    let local = ClinicClock.text(now.addingTimeInterval(Double(offset)))
      .replacing("T", with: " ").replacing("Z", with: "")
    let day = ClinicClock(pipeline).day(at: now)
    return .good(
      "time zone", "\(pipeline.clinic.timeZone): now \(local), the night of \(day)")
  }

  /// The lock of the night.
  static func lock(_ pipeline: Pipeline) -> Finding {
    guard let holder = RunLock.holder(path: RunLock.path(besideStore: pipeline.store)) else {
      return .good("lock", "free")
    }
    return .bad(
      "lock", "held by process \(holder)", "a run is at work; wait for it, or look at the process",
      .tryAgain)
  }

  private static func nearestFolder(_ path: String) -> String {
    var nearest = path
    while access(nearest, F_OK) != 0, nearest != ".", nearest != "/" {
      nearest = PathText.folder(of: nearest)
    }
    return nearest
  }
}
