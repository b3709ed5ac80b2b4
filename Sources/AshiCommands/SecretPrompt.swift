import Foundation
import OutcomeModel

/// Asks for what must not stand on a command line: a command line is kept by the shell's history and
/// shown by `ps` to everybody on the computer.
enum SecretPrompt {
  /// One answer; nothing of it is shown, logged or kept.
  ///
  /// At a terminal the question is written and the answer read without echo. Otherwise the next line
  /// of standard input is the answer, so that `ssh` and scripts can give it.
  ///
  /// - Throws: a usage failure where there is no answer.
  static func ask(_ question: String) throws(CommandFailure) -> String {
    let answer = isatty(STDIN_FILENO) == 1 ? try typed(question) : line()
    guard let answer, !answer.isEmpty else {
      throw CommandFailure(.usage, "no answer was given to: \(question)")
    }
    return answer
  }

  /// The next line of standard input without blanks at its ends; nil at its end.
  private static func line() -> String? {
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    // Byte by byte: what follows belongs to the next question.
    while read(STDIN_FILENO, &byte, 1) == 1 {
      if byte == 0x0A { return text(bytes) }
      bytes.append(byte)
    }
    return bytes.isEmpty ? nil : text(bytes)
  }

  private static func text(_ bytes: [UInt8]) -> String {
    String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }

  private static func typed(_ question: String) throws(CommandFailure) -> String? {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else {
      throw CommandFailure(.inputOutput, "the terminal cannot be read")
    }
    var silent = before
    // Keys come one by one and unshown; Ctrl-C is a key too, so that no signal can end the program
    // while the terminal is silent.
    silent.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
    // Silent before the question stands there: an answer may follow it at once, and what is typed until
    // here is thrown away.
    guard tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent) == 0 else {
      throw CommandFailure(.inputOutput, "the terminal cannot be made silent; nothing was asked")
    }
    TerminalGuardian.begin(restoring: before)
    FileHandle.standardError.write(Data((question + ": ").utf8))
    defer {
      tcsetattr(STDIN_FILENO, TCSAFLUSH, &before)
      TerminalGuardian.end()
      FileHandle.standardError.write(Data("\n".utf8))
    }
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    while read(STDIN_FILENO, &byte, 1) == 1 {
      switch byte {
      case 0x0A, 0x0D: return text(bytes)
      case 0x03: throw CommandFailure(.usage, "cancelled; nothing was done")
      case 0x04: return bytes.isEmpty ? nil : text(bytes)
      case 0x08, 0x7F:
        // The last character, with all its bytes.
        while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
      case 0x15: bytes = []
      case 0..<0x20: continue
      default: bytes.append(byte)
      }
    }
    return nil
  }
}
