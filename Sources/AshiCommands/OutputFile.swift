import Foundation
import OutcomeModel

/// Where a program's data go: standard output, or a file that appears whole or not at all.
enum OutputFile {
  /// Writes text as UTF-8; see ``write(_:to:mode:)-([UInt8],_,_)``.
  static func write(
    _ text: String, to path: String?, mode: mode_t = 0o644
  ) throws(CommandFailure) {
    try write(Array(text.utf8), to: path, mode: mode)
  }

  /// Writes bytes to a path, or to standard output when the path is nil or `-`.
  ///
  /// A file is written beside its place under another name and renamed, so a full disk never leaves
  /// half a table behind. A pipe or device is written to as it stands.
  ///
  /// - Parameter mode: permissions of the file; rows of people are 0600.
  static func write(
    _ bytes: [UInt8], to path: String?, mode: mode_t = 0o644
  ) throws(CommandFailure) {
    guard let path, path != "-" else {
      try put(bytes, FileHandle.standardOutput, name: "standard output")
      return
    }
    var facts = stat()
    let isSpecial = stat(path, &facts) == 0 && (facts.st_mode & S_IFMT) != S_IFREG
    let place = isSpecial ? path : path + ".part"
    let flags = O_WRONLY | O_CLOEXEC | (isSpecial ? 0 : O_CREAT | O_TRUNC)
    let descriptor = open(place, flags, mode)
    guard descriptor >= 0 else {
      let status: ExitStatus = errno == EACCES || errno == EPERM ? .noPermission : .cannotCreate
      throw CommandFailure(status, "cannot create \(path): \(String(cString: strerror(errno)))")
    }
    let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    guard !isSpecial else {
      try put(bytes, file, name: path)
      return
    }
    fchmod(descriptor, mode)
    do {
      try put(bytes, file, name: path)
    } catch {
      unlink(place)
      throw error
    }
    guard fsync(descriptor) == 0 else {
      unlink(place)
      throw CommandFailure(.inputOutput, "cannot write \(path): is the disk full?")
    }
    guard rename(place, path) == 0 else {
      let reason = String(cString: strerror(errno))
      unlink(place)
      throw CommandFailure(.cannotCreate, "cannot create \(path): \(reason)")
    }
  }

  private static func put(
    _ bytes: [UInt8], _ file: FileHandle, name: String
  ) throws(CommandFailure) {
    do {
      try file.write(contentsOf: Data(bytes))
    } catch {
      throw CommandFailure(.inputOutput, "cannot write \(name): is the disk full?")
    }
  }
}
