import Foundation
import Synchronization

/// What a stage counted: patients, rows, files.
final class StageCounts: Sendable {
  private let counts = Mutex<[String: Int]>([:])

  /// Adds counts that a stage reports; a stage that runs several times adds up.
  func add(_ reported: [String: Int]) {
    counts.withLock { $0.merge(reported) { $0 + $1 } }
  }

  /// The counts as members of a log line, in byte order of their names.
  var members: [JSONText.Member] {
    counts.withLock { $0 }.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map {
      JSONText.Member($0.key, .number($0.value))
    }
  }
}

/// What a stage writes while it runs: into the log as it stands, to people as words.
struct StageWords: Sendable {
  let stage: String
  let log: NightLog
  let options: RunOptions
  let counts: StageCounts
  /// Takes out of a text what may not stand in a log.
  let loggedAs: @Sendable (String) -> String

  /// Takes one line: a JSON object, whose `message` is for people, or plain words.
  func take(_ line: String) {
    let text = line.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !text.isEmpty else { return }
    guard text.hasPrefix("{"),
      let object = try? JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
    else {
      log.event("words", ["stage": .text(stage), "message": .text(loggedAs(text))])
      options.say(text)
      return
    }
    if let reported = object["counts"] as? [String: Int] {
      counts.add(reported)
      return
    }
    log.event("words", ["stage": .text(stage), "line": ordered(object)])
    let level = object["level"] as? String ?? ""
    let isError = ["error", "critical", "warning"].contains(level)
    // Details stay in the log: what a night prints is mailed by cron.
    let isDetail = ["info", "debug", "trace"].contains(level)
    if let message = object["message"] as? String, isError || !(options.quiet || isDetail) {
      options.say(message)
    }
  }

  /// A parsed object with its keys in byte order.
  private func ordered(_ object: [String: Any]) -> JSONText {
    .object(
      object.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map { key, value in
        switch value {
        case let text as String: JSONText.Member(key, .text(loggedAs(text)))
        case let number as Int: JSONText.Member(key, .number(number))
        case let number as Double: JSONText.Member(key, .seconds(number))
        case let inner as [String: Any]: JSONText.Member(key, ordered(inner))
        default: JSONText.Member(key, .null)
        }
      })
  }
}
