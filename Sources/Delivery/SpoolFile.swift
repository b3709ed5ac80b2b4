import Foundation

/// Writing into the spool so that a file is there whole or not at all, power cuts included.
enum SpoolFile {
  /// Writes a file beside its place, flushes it to the disk, and renames it into place.
  static func write(_ bytes: [UInt8], to path: String) throws(DeliveryError) {
    let temporary = path + ".tmp"
    // A killed run may have left one, with other permissions.
    unlink(temporary)
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .cannotWrite(path: path, errno: errno) }
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes {
        Foundation.write(file, $0.baseAddress, $0.count)
      }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else {
        let failure = errno
        close(file)
        throw .cannotWrite(path: path, errno: failure)
      }
      written += count
    }
    guard fsync(file) == 0 else {
      let failure = errno
      close(file)
      throw .cannotWrite(path: path, errno: failure)
    }
    close(file)
    guard rename(temporary, path) == 0 else { throw .cannotWrite(path: path, errno: errno) }
    flushFolder(of: path)
  }

  /// Makes a folder with its parents, for the owner alone.
  static func makeFolder(_ path: String) throws(DeliveryError) {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true,
        attributes: [.posixPermissions: 0o700])
    } catch {
      throw .cannotWrite(path: path, errno: EACCES)
    }
  }

  /// Moves a file or folder within the spool.
  static func move(_ source: String, to target: String) throws(DeliveryError) {
    guard rename(source, target) == 0 else { throw .cannotWrite(path: target, errno: errno) }
    flushFolder(of: source)
    flushFolder(of: target)
  }

  /// Flushes the entries of the folder that a path stands in.
  private static func flushFolder(of path: String) {
    let folder = (path as NSString).deletingLastPathComponent
    let handle = open(folder.isEmpty ? "." : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard handle >= 0 else { return }
    fsync(handle)
    close(handle)
  }
}
