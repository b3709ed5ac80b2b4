import Foundation
import OutcomeModel

/// The lock that lets one night run at a time: `run.lock` beside the store.
///
/// The lock belongs to the open file, so it ends with the process, however that ends. The file itself
/// stays; it holds the number of the process that locked it last.
public final class RunLock: Sendable {
  /// Why the lock was not had.
  public enum Failure: Error, Hashable, Sendable {
    /// Another run holds it; its process number, where it can be read.
    case held(path: String, by: Int32?)
    /// The lock's file cannot be made.
    case cannotCreate(path: String)

    /// The exit status that goes with the failure.
    public var exitStatus: ExitStatus {
      switch self {
      case .held: .tryAgain
      case .cannotCreate: .cannotCreate
      }
    }
  }

  /// The path of the lock's file.
  public let path: String
  private let descriptor: Int32

  /// The path of the lock of a store.
  public static func path(besideStore store: String) -> String {
    PathText.folder(of: store) + "/run.lock"
  }

  /// Takes the lock, or throws at once.
  public init(path: String) throws(Failure) {
    self.path = path
    let opened = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw .cannotCreate(path: path) }
    guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
      let holder = RunLock.readHolder(opened)
      close(opened)
      throw .held(path: path, by: holder)
    }
    descriptor = opened
    let text = Array("\(getpid())\n".utf8)
    ftruncate(descriptor, 0)
    pwrite(descriptor, text, text.count, 0)
  }

  deinit { close(descriptor) }

  /// The process that holds a lock; nil when it is free.
  public static func holder(path: String) -> Int32? {
    let opened = open(path, O_RDWR | O_CLOEXEC)
    guard opened >= 0 else { return nil }
    defer { close(opened) }
    guard flock(opened, LOCK_EX | LOCK_NB) != 0 else { return nil }
    return readHolder(opened) ?? 0
  }

  private static func readHolder(_ descriptor: Int32) -> Int32? {
    var bytes = [UInt8](repeating: 0, count: 20)
    let count = pread(descriptor, &bytes, bytes.count, 0)
    guard count > 0 else { return nil }
    let text = String(decoding: bytes[..<count], as: UTF8.self)
    return Int32(text.prefix { $0.isNumber })
  }
}

extension RunLock.Failure: CustomStringConvertible {
  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .held(let path, let holder):
      "another run is at work" + (holder.map { " (process \($0))" } ?? "")
        + " and holds \(path); it is safe to try again later"
    case .cannotCreate(let path):
      "\(path): the lock cannot be made; check that the folder is there and can be written"
    }
  }
}
