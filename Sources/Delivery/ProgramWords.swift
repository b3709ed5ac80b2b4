import Foundation

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// What a program writes to its standard error, kept in a nameless file.
///
/// A pipe would not do: a mail program may leave a process behind that keeps it open for hours, and
/// waiting for its end would hold up the night.
struct ProgramWords {
  /// How many bytes are read.
  private static let limit = 64 << 10

  /// For the program to write to.
  let file: FileDescriptor

  /// Opens the file; on a full or read-only disk the words are lost, and nothing else.
  init() throws {
    let path = FilePath(NSTemporaryDirectory() + "/ashi-words-" + UUID().uuidString)
    let made = try? FileDescriptor.open(
      path, .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
      permissions: .ownerReadWrite)
    if made != nil { unlink(path.string) }
    file = try made ?? FileDescriptor.open("/dev/null", .readWrite, options: .closeOnExec)
  }

  /// The first words so far.
  func text() -> String {
    var bytes = [UInt8](repeating: 0, count: ProgramWords.limit)
    let count = bytes.withUnsafeMutableBytes { try? file.read(fromAbsoluteOffset: 0, into: $0) }
    return String(decoding: bytes.prefix(count ?? 0), as: UTF8.self)
  }

  /// Gives the file back.
  func close() { try? file.close() }
}
