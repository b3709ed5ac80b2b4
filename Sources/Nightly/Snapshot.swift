import Foundation
import OutcomeModel

/// One snapshot of a clinic: everything that cannot be made again from the exports, but the key.
///
/// A folder `TO/CLINIC-KEY/DATE` (`DATE.2`, ... where several were made on a day) with `store.sqlite`
/// (visits, history, tombstones, the ledgers of runs and publications), `mails.json` (which mails went
/// out), `receipts/` of erasures, `configuration/` and `manifest.json` with the SHA-256 of each file. The key is never in it:
/// `KEY` is the beginning of its fingerprint, since many clinics keep the id that they were made with
/// and may share a disk.
public struct Snapshot: Hashable, Sendable {
  /// What a snapshot says of itself.
  public struct Manifest: Codable, Hashable, Sendable {
    /// A file of the snapshot.
    public struct File: Codable, Hashable, Sendable {
      /// The path within the snapshot.
      public var name: String
      /// The size in bytes.
      public var size: Int
      /// The SHA-256, lower-case hexadecimal.
      public var sha256: String
      /// Where a configuration file stood, relative to the pipeline file or from `/`; nil for others.
      public var place: String?
    }

    /// The id of the clinic.
    public var clinic: String
    /// The as-of date of the night.
    public var asOf: String
    /// When it was made: ISO 8601, UTC.
    public var made: String
    /// The version of ashi.
    public var version: String
    /// The fingerprint of the key that the store was made with; nil while it has none.
    public var keyFingerprint: String?
    /// The files.
    public var files: [File]

    private enum CodingKeys: String, CodingKey {
      case clinic, made, version, files
      case asOf = "as_of"
      case keyFingerprint = "key_fingerprint"
    }
  }

  /// The path of the folder.
  public let path: String
  /// The as-of date.
  public let day: CalendarDay
  /// The number among those of the day.
  public let number: Int

  /// The folder of a clinic's snapshots; nil where none are made, or where there is no key yet, and so
  /// nothing to copy.
  ///
  /// - Parameter fingerprint: of the patient key; another clinic's nights stand in another folder,
  ///   whatever its id is.
  public static func folder(_ pipeline: Pipeline, fingerprint: String?) -> String? {
    guard let backup = pipeline.backup, let fingerprint else { return nil }
    let plain = pipeline.clinic.id.unicodeScalars.map { scalar in
      scalar.isASCII
        && (scalar.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains(scalar))
        ? Character(scalar) : "_"
    }
    return "\(backup.to)/\(String(plain))-\(fingerprint.prefix(8))"
  }

  /// The whole snapshots of a folder, oldest first.
  public static func all(in folder: String) -> [Snapshot] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.compactMap { name in
      ReportName(name).map { Snapshot(path: "\(folder)/\(name)", day: $0.asOf, number: $0.number) }
    }.filter { access($0.path + "/manifest.json", F_OK) == 0 }
      .sorted { ($0.day, $0.number) < ($1.day, $1.number) }
  }

  /// The snapshot in a folder; nil where the path is none.
  public init?(path: String) {
    let path = PathText.simplified(path)
    guard let name = ReportName(PathText.name(of: path)),
      access(path + "/manifest.json", F_OK) == 0
    else { return nil }
    self.init(path: path, day: name.asOf, number: name.number)
  }

  init(path: String, day: CalendarDay, number: Int) {
    self.path = path
    self.day = day
    self.number = number
  }

  /// The path of the store's copy.
  public var store: String { path + "/store.sqlite" }

  /// What the snapshot says of itself; nil where that cannot be read.
  public var manifest: Manifest? {
    FileManager.default.contents(atPath: path + "/manifest.json").flatMap {
      try? JSONDecoder().decode(Manifest.self, from: $0)
    }
  }
}

extension Pipeline.Backup {
  /// Which snapshots stay: the latest ones of ``nights``, and the latest of each of the ``weeks``
  /// calendar weeks before them.
  func kept(_ snapshots: [Snapshot], asOf: CalendarDay) -> Set<Snapshot> {
    var kept = Set(snapshots.suffix(nights))
    var weeksSeen: Set<Int32> = []
    for snapshot in snapshots.dropLast(nights).reversed() {
      let monday = snapshot.day.number - Int32(snapshot.day.weekday - 1)
      guard weeksSeen.count < weeks, asOf < expiry(snapshot.day), weeksSeen.insert(monday).inserted
      else { continue }
      kept.insert(snapshot)
    }
    return kept
  }

  /// The first day on which a snapshot is surely gone, when nights have run meanwhile.
  public func expiry(_ day: CalendarDay) -> CalendarDay {
    day.advanced(by: every == .night ? nights + 7 * (weeks + 1) : 7 * (nights + weeks + 1))
  }
}
