import Foundation
import OutcomeModel

/// A file or folder that could not be used.
public struct FileFailure: Error, Hashable, Sendable {
  /// The path.
  public var path: String
  /// The system's error number.
  public var code: Int32

  /// Makes a failure from the system's last error.
  init(_ path: String, code: Int32 = errno) {
    self.path = path
    self.code = code
  }

  /// The exit status that goes with the failure.
  public var exitStatus: ExitStatus {
    switch code {
    case EACCES, EPERM: .noPermission
    case ENOSPC, EDQUOT, EIO: .inputOutput
    default: .cannotCreate
    }
  }
}

extension FileFailure: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch code {
    case EACCES, EPERM:
      "\(path): no permission; check the owner and mode of the file and its folder"
    case ENOSPC, EDQUOT: "\(path): the disk is full; make room, then run again"
    case EROFS: "\(path): the disk is mounted read-only"
    case EIO: "\(path): the disk failed to read or write"
    default: "\(path): cannot be written (\(String(cString: strerror(code))))"
    }
  }
}

/// Files and folders, written so that a power cut leaves the old or the new, never a half.
enum SafeFile {
  /// Makes a folder and what lies above it; folders that are there stay as they are.
  static func makeFolder(_ path: String, mode: mode_t) throws(FileFailure) {
    guard access(path, F_OK) != 0 else { return }
    let parent = PathText.folder(of: path)
    if parent != path, parent != "." { try makeFolder(parent, mode: mode) }
    guard mkdir(path, mode) == 0 || errno == EEXIST else { throw FileFailure(path) }
  }

  /// Writes a whole file under its name by renaming, and syncs it.
  static func write(_ text: String, to path: String, mode: mode_t = 0o644) throws(FileFailure) {
    let temporary = path + ".tmp"
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode)
    guard descriptor >= 0 else { throw FileFailure(path) }
    let bytes = Array(text.utf8)
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Foundation.write(descriptor, $0.baseAddress, $0.count)
      }
      guard count > 0 else {
        let failure = FileFailure(path)
        close(descriptor)
        unlink(temporary)
        throw failure
      }
      written += count
    }
    let synced = fsync(descriptor)
    let code = errno
    close(descriptor)
    guard synced == 0 else { throw FileFailure(path, code: code) }
    guard rename(temporary, path) == 0 else { throw FileFailure(path) }
    try syncFolder(PathText.folder(of: path))
  }

  /// Makes renames in a folder last through a power cut.
  static func syncFolder(_ path: String) throws(FileFailure) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw FileFailure(path) }
  }

  /// Syncs every file under a folder, and the folder itself.
  static func syncTree(_ path: String) throws(FileFailure) {
    for file in files(under: path) {
      let descriptor = open(path + "/" + file, O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { throw FileFailure(path + "/" + file) }
      let synced = fsync(descriptor)
      let code = errno
      close(descriptor)
      guard synced == 0 else { throw FileFailure(path + "/" + file, code: code) }
    }
    try syncFolder(path)
  }

  /// The files under a folder, in byte order of their relative paths.
  static func files(under path: String) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: path) else { return [] }
    return walk.compactMap { $0 as? String }.filter { file in
      var facts = stat()
      return lstat(path + "/" + file, &facts) == 0 && facts.st_mode & S_IFMT == S_IFREG
    }.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// Removes a folder and all in it.
  static func removeTree(_ path: String) {
    try? FileManager.default.removeItem(atPath: path)
  }
}
