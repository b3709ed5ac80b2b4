import Foundation
import OutcomeModel

/// Files that went in, moved out of the inbox: to `done/DATE/` beside them (mode 0700), deleted when
/// their time is over.
struct OriginalsArchive {
  let asOf: CalendarDay
  let keepDays: Int

  static let folder = "done"

  /// Moves files; returns how many. A file whose name is taken gets a number.
  func move(_ files: [String]) throws(FileFailure) -> Int {
    for file in files {
      let done = PathText.folder(of: file) + "/" + OriginalsArchive.folder
      let target = "\(done)/\(asOf)"
      try SafeFile.makeFolder(done, mode: 0o700)
      try SafeFile.makeFolder(target, mode: 0o700)
      var path = target + "/" + PathText.name(of: file)
      var number = 1
      while access(path, F_OK) == 0 {
        number += 1
        path = "\(target)/\(number)-\(PathText.name(of: file))"
      }
      guard rename(file, path) == 0 else { throw FileFailure(file) }
      try SafeFile.syncFolder(target)
    }
    return files.count
  }

  /// Deletes the folders whose time is over.
  func prune(folders: [String]) {
    for folder in folders {
      let done = folder + "/" + OriginalsArchive.folder
      for name in (try? FileManager.default.contentsOfDirectory(atPath: done)) ?? [] {
        guard let day = CalendarDay(iso: name), asOf.days(since: day) > keepDays else { continue }
        SafeFile.removeTree(done + "/" + name)
      }
    }
  }
}
