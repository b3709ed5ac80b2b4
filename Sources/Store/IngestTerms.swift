import OutcomeModel

/// When a file is not fit to go in.
public struct IngestLimits: Hashable, Sendable {
  /// When a file has too many rejects among its new rows.
  public var rejects = RejectLimits()
  /// The largest share of stored visits that a `period` or `full` export may lack.
  public var withdrawnShare = 0.05
  /// So many absent visits are always taken for deleted ones: a young clinic has few visits, and one
  /// that is taken back is a large share of them.
  public var withdrawnCount = 3
  /// The fewest rows of a file for which the indexes of visits are made anew.
  var bulkRows = 20_000

  /// The limits of the contract.
  public init() {}

  /// Limits of a pipeline's own.
  public init(rejects: RejectLimits) {
    self.rejects = rejects
  }
}

/// What identifies a file on the disk without being opened: where it stands, as a keyed hash, and
/// what the file system says of it.
public struct FileFacts: Hashable, Sendable {
  /// A keyed hash of the path, 16 bytes: a path may carry a person's name.
  public var pathKey: [UInt8]
  /// The size in bytes.
  public var size: Int
  /// The time of the last change, in nanoseconds since 1970.
  public var modified: Int64
  /// The file's number in its file system.
  public var inode: UInt64

  /// Makes the facts of a file.
  public init(pathKey: [UInt8], size: Int, modified: Int64, inode: UInt64) {
    self.pathKey = pathKey
    self.size = size
    self.modified = modified
    self.inode = inode
  }
}

/// Why a file as a whole was left out.
public struct FileQuarantine: Hashable, Sendable {
  /// The code of a file that has too many rejects.
  static let tooManyRejects = "too_many_rejects"

  /// The reason as a code, such as `too_many_rejects`.
  public var code: String
  /// The reason in words, and what to do; without patients' data.
  public var detail: String

  /// Makes a quarantine.
  public init(code: String, detail: String) {
    self.code = code
    self.detail = detail
  }
}

/// What a file brought into the store.
public struct IngestOutcome: Hashable, Sendable {
  /// The file's number in the store.
  public var file: Int
  /// What became of the file's rows; all zero but `read` when it was quarantined.
  public var account: RowAccount
  /// Why the file was left out; nil when it went in.
  public var quarantine: FileQuarantine?
  /// How many patients have new, changed or withdrawn visits.
  public var changedPatients: Int
  /// How many stored visits of other files the file replaced or withdrew.
  public var replacedVisits: Int
}

/// What the store knows of a file's bytes.
public enum FileKnowledge: Hashable, Sendable {
  /// They were never read, or read with another profile and not fit then.
  case unknown
  /// They went in as the file with this number.
  case ingested(file: Int)
  /// They were read with this profile and were not fit.
  case quarantined(file: Int, FileQuarantine)
}
