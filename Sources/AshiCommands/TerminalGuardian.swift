import Foundation

/// Gives a terminal its echo back where a signal ends the program in the midst of a question.
///
/// One question stands at a time. A handler may call only what is safe in a signal, so the settings lie
/// where it can read them without any of Swift's bookkeeping.
enum TerminalGuardian {
  private static let signals = [SIGTERM, SIGHUP, SIGINT, SIGQUIT]

  /// The terminal's settings before the question; a pointer, since reading it in a handler needs no
  /// check of access.
  private nonisolated(unsafe) static let settings = {
    let place = UnsafeMutablePointer<termios>.allocate(capacity: 1)
    place.initialize(to: termios())
    return place
  }()

  /// What the signals did before, such as nothing under `nohup`.
  private nonisolated(unsafe) static var former: [(@convention(c) (Int32) -> Void)?] = []

  /// Guards until ``end()``.
  ///
  /// - Parameter before: the terminal's settings as they were before the question.
  static func begin(restoring before: termios) {
    settings.pointee = before
    former = signals.map { number in
      let former = signal(number) { number in
        tcsetattr(STDIN_FILENO, TCSANOW, TerminalGuardian.settings)
        // The program ends as the signal would have ended it, so that a shell sees why.
        signal(number, SIG_DFL)
        kill(getpid(), number)
      }
      // What was ignored stays so: it ends nothing.
      if unsafeBitCast(former, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
        signal(number, SIG_IGN)
      }
      return former
    }
  }

  /// Signals do again what they did before.
  static func end() {
    for (number, handler) in zip(signals, former) { signal(number, handler) }
  }
}
