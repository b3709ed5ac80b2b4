import Foundation
import Logging
import Synchronization

/// Words for people, on standard error: plain lines, or JSON lines for a log.
enum Terminal {
  private struct Style {
    var format = LogFormat.text
    var isQuiet = false
  }

  private static let style = Mutex(Style())
  private static let log = Logger(label: "ashi") { _ in TerminalLog() }

  /// Settles how words are written, before the first of them.
  static func configure(_ shared: SharedOptions) {
    style.withLock { $0 = Style(format: shared.logFormat, isQuiet: shared.quiet) }
  }

  /// Says what went wrong; heard even when quiet.
  static func error(_ message: String) {
    log.error("\(message)")
  }

  /// Says what was left out; heard even when quiet.
  static func warning(_ message: String) {
    log.warning("\(message)")
  }

  /// Says what was done.
  static func notice(_ message: String) {
    if style.withLock({ !$0.isQuiet }) { log.notice("\(message)") }
  }

  /// Says a detail: told to a person who runs the stage, kept for the log by a night.
  static func detail(_ message: String) {
    if style.withLock({ !$0.isQuiet }) { log.info("\(message)") }
  }

  /// Reports what a stage counted, for the log of a night; a person reads it in the words.
  static func counts(_ counts: KeyValuePairs<String, Int>) {
    guard format == .json else { return }
    let members = counts.map { "\(JSONString.quoted($0.key)):\($0.value)" }
    FileHandle.standardError.write(
      Data("{\"counts\":{\(members.joined(separator: ","))}}\n".utf8))
  }

  fileprivate static var format: LogFormat { style.withLock { $0.format } }
}

/// Writes log messages to standard error without time stamps of its own: cron and the night's log
/// add theirs.
private struct TerminalLog: LogHandler {
  var metadata: Logger.Metadata = [:]
  var logLevel = Logger.Level.info

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    let line: String
    switch Terminal.format {
    case .text: line = (event.level >= .error ? "ashi: " : "") + event.message.description
    case .json:
      line =
        "{\"level\":\"\(event.level)\",\"message\":\(JSONString.quoted(event.message.description))}"
    }
    FileHandle.standardError.write(Data((line + "\n").utf8))
  }
}

/// Text as a JSON string.
enum JSONString {
  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      default:
        if scalar.value < 0x20 {
          let digits = String(scalar.value, radix: 16)
          quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
        } else {
          quoted.unicodeScalars.append(scalar)
        }
      }
    }
    return quoted + "\""
  }
}
