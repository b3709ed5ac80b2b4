import Foundation

/// The file of a store before SQLite opens it.
enum StoreFile {
  /// Checks that the file can be used, and makes it with mode 0600; true when it is new.
  static func prepare(path: String, mode: ClinicStore.Mode) throws(StoreError) -> Bool {
    var facts = stat()
    if stat(path, &facts) == 0 {
      guard facts.st_mode & S_IFMT == S_IFREG else { throw .notAStore(path: path) }
      guard access(path, mode == .readOnly ? R_OK : R_OK | W_OK) == 0 else {
        throw .noPermission(path: path)
      }
      return facts.st_size == 0
    }
    guard errno == ENOENT else {
      throw errno == EACCES ? .noPermission(path: path) : .notThere(path: path)
    }
    guard mode == .readWrite else { throw .notThere(path: path) }
    let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else {
      switch errno {
      case EACCES, EPERM: throw .noPermission(path: path)
      case ENOSPC, EDQUOT, EIO: throw .inputOutput(path: path, code: errno)
      default: throw .cannotCreate(path: path)
      }
    }
    close(descriptor)
    return true
  }
}
