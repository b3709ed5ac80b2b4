import Foundation

/// A program of ashi at a terminal, as a person sits at it: keys go in, what the screen shows comes out.
final class PseudoTerminal {
  /// Whether this computer has pseudo-terminals.
  static let isPossible: Bool = {
    guard let pair = try? opened() else { return false }
    close(pair.keys)
    close(pair.screen)
    return true
  }()

  private struct Failure: Error {}

  private let keys: Int32
  private let terminal: Int32
  private let process = Process()
  private let outputFile: URL
  private let scratch: Scratch
  /// All that the screen has shown.
  private(set) var shown = ""

  /// Starts a program whose standard input and error are the terminal; its output goes to a file, or to
  /// the terminal too.
  init(_ program: String, _ arguments: [String], showsOutput: Bool = false) throws {
    (keys, terminal) = try PseudoTerminal.opened()
    scratch = try Scratch()
    outputFile = scratch.url.appending(path: "output")
    try Data().write(to: outputFile)
    process.executableURL = ProgramRun.programs.appending(path: program)
    process.arguments = arguments
    process.standardInput = FileHandle(fileDescriptor: terminal, closeOnDealloc: false)
    process.standardError = FileHandle(fileDescriptor: terminal, closeOnDealloc: false)
    process.standardOutput =
      showsOutput
      ? FileHandle(fileDescriptor: terminal, closeOnDealloc: false)
      : try FileHandle(forWritingTo: outputFile)
    try process.run()
  }

  deinit {
    if process.isRunning { process.terminate() }
    close(terminal)
    close(keys)
  }

  // Linux's own requests: <stdlib.h> shows posix_openpt and its like to X/Open programs alone.
  private static let unlock: UInt = 0x4004_5431
  private static let number: UInt = 0x8004_5430

  private static func opened() throws -> (keys: Int32, screen: Int32) {
    let keys = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard keys >= 0 else { throw Failure() }
    var (isLocked, place): (Int32, Int32) = (0, 0)
    guard ioctl(keys, unlock, &isLocked) == 0, ioctl(keys, number, &place) == 0 else {
      close(keys)
      throw Failure()
    }
    let terminal = open("/dev/pts/\(place)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard terminal >= 0 else {
      close(keys)
      throw Failure()
    }
    return (keys, terminal)
  }

  /// Waits until the screen shows a text that was not there before; false after a minute.
  func waits(for text: String) -> Bool {
    let seen = shown.endIndex
    let end = Date().addingTimeInterval(60)
    while Date() < end {
      read(milliseconds: 100)
      if shown[seen...].contains(text) { return true }
      if !process.isRunning {
        read(milliseconds: 0)
        return shown[seen...].contains(text)
      }
    }
    return false
  }

  /// Presses keys.
  func type(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(keys, bytes, bytes.count)
  }

  /// Sends the program a signal.
  func send(_ signal: Int32) {
    kill(process.processIdentifier, signal)
  }

  /// Whether what is typed is shown.
  var shows: Bool {
    var settings = termios()
    return tcgetattr(terminal, &settings) == 0 && settings.c_lflag & tcflag_t(ECHO) != 0
  }

  /// Waits for the end of the program, two minutes at most; its status and its output.
  func finish() throws -> (status: Int32, output: String) {
    let end = Date().addingTimeInterval(120)
    while process.isRunning, Date() < end { read(milliseconds: 50) }
    if process.isRunning { process.terminate() }
    process.waitUntilExit()
    read(milliseconds: 0)
    return (process.terminationStatus, try String(contentsOf: outputFile, encoding: .utf8))
  }

  /// Takes in what the screen shows within a time.
  private func read(milliseconds: Int32) {
    var wait = milliseconds
    var poll = pollfd(fd: keys, events: Int16(POLLIN), revents: 0)
    while Foundation.poll(&poll, 1, wait) > 0, poll.revents & Int16(POLLIN) != 0 {
      var bytes = [UInt8](repeating: 0, count: 4_096)
      let count = Foundation.read(keys, &bytes, bytes.count)
      guard count > 0 else { return }
      shown += String(decoding: bytes[..<count], as: UTF8.self)
      wait = 0
    }
  }
}
