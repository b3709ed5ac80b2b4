import Foundation
import OutcomeModel
import Store

/// Every copy of a store that ashi has made, and when it goes.
public struct StoreCopies: Sendable {
  /// One copy.
  public struct Copy: Hashable, Sendable {
    /// The path of the copy of the store.
    public var path: String
    /// The first day on which it is surely gone; nil where a person must delete it.
    public var expires: CalendarDay?
  }

  /// How many days copies that a migration or a restore left beside the store are kept.
  static let daysOfLeftCopies = 35

  /// The copies, oldest first.
  public let copies: [Copy]

  /// Looks for the copies of a pipeline's store.
  ///
  /// - Parameter fingerprint: of the store's key, by which its snapshots are known; nil while it has
  ///   none.
  public init(_ pipeline: Pipeline, fingerprint: String?) {
    var copies = Housekeeping.backups(pipeline).map {
      Copy(path: $0.path, expires: Housekeeping.expiry($0.day, pipeline))
    }
    copies += StoreCopies.left(pipeline).map { copy in
      Copy(path: copy.path, expires: copy.day.advanced(by: StoreCopies.daysOfLeftCopies + 1))
    }
    if let backup = pipeline.backup,
      let folder = Snapshot.folder(pipeline, fingerprint: fingerprint)
    {
      copies += Snapshot.all(in: folder).map {
        Copy(path: $0.store, expires: backup.expiry($0.day))
      }
    }
    self.copies = copies
  }

  /// The copies that hold any of these patients, and those that cannot be read and so may.
  public func holding(_ keys: [[UInt8]]) -> [(copy: Copy, isCertain: Bool)] {
    copies.compactMap { copy in
      switch StoreBackup.holds(copy.path, keys: keys) {
      case true?: (copy, true)
      case false?: nil
      case nil: (copy, false)
      }
    }
  }

  /// Stores that a migration or a restore left beside the store, with the day on which it did.
  static func left(_ pipeline: Pipeline) -> [(path: String, day: CalendarDay)] {
    let name = PathText.name(of: pipeline.store)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: pipeline.storeFolder)) ?? []
    return names.sorted().compactMap { other in
      guard other.hasPrefix(name + ".before-migration-") || other.hasPrefix(name + ".replaced"),
        !other.hasSuffix("-wal"), !other.hasSuffix("-shm")
      else { return nil }
      let path = pipeline.storeFolder + "/" + other
      guard let stamp = FileStamp(path) else { return nil }
      return (path, CalendarDay(number: Int32(stamp.modified / 86_400_000_000_000)))
    }
  }

  /// Deletes what a migration or a restore left once its time is over.
  static func pruneLeft(_ pipeline: Pipeline, today: CalendarDay) {
    for copy in left(pipeline) where today.days(since: copy.day) > daysOfLeftCopies {
      for suffix in ["", "-wal", "-shm"] { unlink(copy.path + suffix) }
    }
  }

  /// Deletes copies that a killed process left half made: they are of no use and hold people.
  static func clearHalfMade(_ pipeline: Pipeline) {
    let folders = [pipeline.storeFolder, Housekeeping.backupFolder(pipeline)]
    for folder in folders {
      for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
        guard name.contains(".sqlite") else { continue }
        guard name.hasSuffix(".part") || name.contains(".sqlite.restoring") else { continue }
        unlink(folder + "/" + name)
      }
    }
    SafeFile.removeTree(PreviewPlace.folder(pipeline))
  }
}

/// Where a preview works.
public enum PreviewPlace {
  /// The folder beside the store: it holds a copy of it for a while, so it must not leave the disk.
  public static func folder(_ pipeline: Pipeline) -> String { pipeline.storeFolder + "/preview" }
}
