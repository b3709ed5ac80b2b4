import Crypto
import Foundation
import OutcomeModel
import Store

/// Keyed hashes of paths: the store remembers where a file stood without keeping a name of a file,
/// which may be a name of a person.
public struct PathKey: Sendable {
  private let key: SymmetricKey

  /// Takes the bytes of the patient key's file.
  public init(key: [UInt8]) {
    self.key = SymmetricKey(data: key)
  }

  /// Takes the patient key's file; nil while there is none.
  public init?(keyFile: String) {
    guard let bytes = FileManager.default.contents(atPath: keyFile), !bytes.isEmpty else {
      return nil
    }
    self.init(key: Array(bytes))
  }

  /// The keyed hash of a path, 16 bytes; links and relative parts make no difference.
  public func hash(_ path: String) -> [UInt8] {
    var real = path
    if let resolved = realpath(path, nil) {
      real = String(cString: resolved)
      free(resolved)
    }
    // The prefix keeps the hashes of paths apart from those of patients.
    let code = HMAC<SHA256>.authenticationCode(for: Array("path\0\(real)".utf8), using: key)
    return Array(code.prefix(16))
  }

  /// What identifies a file without opening it; nil where there is no regular file.
  public func facts(_ path: String) -> FileFacts? {
    guard let stamp = FileStamp(path) else { return nil }
    return FileFacts(
      pathKey: hash(path), size: stamp.size, modified: stamp.modified, inode: stamp.inode)
  }
}

/// What the file system says of a file at one moment; equal before and after reading, or the file
/// was still being written.
public struct FileStamp: Hashable, Sendable {
  /// The size in bytes.
  public var size: Int
  /// The time of the last change in nanoseconds since 1970.
  public var modified: Int64
  /// The number of the file in its file system.
  public var inode: UInt64

  /// Looks at a file; nil where there is no regular file.
  public init?(_ path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
    size = Int(facts.st_size)
    modified = Int64(facts.st_mtim.tv_sec) * 1_000_000_000 + Int64(facts.st_mtim.tv_nsec)
    inode = UInt64(facts.st_ino)
  }
}
