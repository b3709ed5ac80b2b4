import GRDB
import OutcomeModel

/// Why the store cannot be used, without a word of its content.
public enum StoreError: Error, Hashable, Sendable {
  /// There is no store at the path.
  case notThere(path: String)
  /// The store or its folder cannot be created.
  case cannotCreate(path: String)
  /// The store may not be read or written.
  case noPermission(path: String)
  /// Another process holds the store.
  case busy(path: String)
  /// The file is no store of ashi.
  case notAStore(path: String)
  /// The store was written by a newer version of ashi.
  case newerVersion(path: String, migration: String)
  /// The store is older than this version and cannot be brought up to date by a reader.
  case olderVersion(path: String)
  /// The store is damaged.
  case damaged(path: String)
  /// The disk is full, or reading or writing failed.
  case inputOutput(path: String, code: Int32)
  /// The rows of a file do not balance: a fault of ashi.
  case imbalance(file: Int, read: Int, accounted: Int)
  /// A rule of the schema was broken: a fault of ashi.
  case invariant(code: Int32)
  /// The key does not belong to this store.
  case wrongKey(path: String)

  /// The exit status that goes with the error.
  public var exitStatus: ExitStatus {
    switch self {
    case .notThere: .noInput
    case .cannotCreate: .cannotCreate
    case .noPermission: .noPermission
    case .busy: .tryAgain
    case .notAStore, .newerVersion, .olderVersion, .wrongKey: .configuration
    case .damaged, .inputOutput: .inputOutput
    case .imbalance, .invariant: .internalFault
    }
  }
}

extension StoreError: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .notThere(let path):
      "\(path): there is no store here; run ashi-ingest or ashi run first"
    case .cannotCreate(let path):
      "\(path): the store cannot be created; check that its folder is there and can be written"
    case .noPermission(let path):
      "\(path): no permission to use the store; check owner and mode of the file, "
        + "of its -wal and -shm beside it, and of its folder"
    case .busy(let path):
      "\(path): another program reads or writes the store; close it, or try again later"
    case .notAStore(let path):
      "\(path): this file is no store of ashi; check the path"
    case .newerVersion(let path, let migration):
      "\(path): a newer version of ashi wrote this store (\(migration)); install that version"
    case .olderVersion(let path):
      "\(path): the store is of an older version; ashi run brings it up to date"
    case .damaged(let path):
      "\(path): the store is damaged; put back the newest copy from the folder backup beside it"
    case .inputOutput(let path, let code):
      "\(path): reading or writing the store failed (SQLite code \(code)); "
        + "check for a full disk or a failing one"
    case .imbalance(let file, let read, let accounted):
      "file \(file): \(read) rows read but \(accounted) accounted for; this is a fault of ashi"
    case .invariant(let code):
      "a rule of the store was broken (SQLite code \(code)); this is a fault of ashi"
    case .wrongKey(let path):
      "\(path): the patient key is not the one that this store was made with; put the right key back"
    }
  }
}

extension StoreError {
  /// The error that stands for one of SQLite's; its message is dropped since it may quote a row.
  init(_ error: DatabaseError, path: String) {
    let code = error.extendedResultCode.rawValue
    switch error.resultCode {
    case .SQLITE_BUSY, .SQLITE_LOCKED: self = .busy(path: path)
    case .SQLITE_NOTADB: self = .notAStore(path: path)
    case .SQLITE_CORRUPT: self = .damaged(path: path)
    case .SQLITE_CANTOPEN: self = .cannotCreate(path: path)
    case .SQLITE_PERM, .SQLITE_READONLY, .SQLITE_AUTH: self = .noPermission(path: path)
    case .SQLITE_CONSTRAINT, .SQLITE_MISMATCH, .SQLITE_ERROR, .SQLITE_MISUSE, .SQLITE_RANGE:
      self = .invariant(code: code)
    default: self = .inputOutput(path: path, code: code)
    }
  }
}
