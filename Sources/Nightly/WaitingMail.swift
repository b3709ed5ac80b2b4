import Foundation
import OutcomeModel

/// A mail that waits in the outbox until sendmail takes it, with what was answered last.
public struct WaitingMail: Hashable, Sendable {
  /// The file beside a waiting message that says what became of the last attempt.
  static let answerName = "answer.txt"

  /// The path of the message.
  public var path: String
  /// What became of the last attempt, in the words of `ashi-deliver`; nil where that is not known.
  public var answer: String?

  /// The mails of a pipeline that wait, in byte order of their ids; none where mails stay in the outbox
  /// for good.
  public static func all(_ pipeline: Pipeline) -> [WaitingMail] {
    guard let mail = pipeline.mail, mail.transport == .sendmail else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: mail.outbox)) ?? []
    return names.sorted().filter { $0 != "sent" && $0 != "superseded" }.compactMap { name in
      let folder = mail.outbox + "/" + name
      guard FileStamp(folder + "/message.eml") != nil else { return nil }
      let answer = FileManager.default.contents(atPath: folder + "/" + answerName)
        .map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) }
      return WaitingMail(path: folder + "/message.eml", answer: answer)
    }
  }

  /// What a person should know of it.
  var words: String {
    answer.map { "a mail waits. " + $0 }
      ?? "a mail waits in \(path); the next run tries again"
  }
}

extension Doctor {
  /// The folder of mails, and whether one waits in it.
  static func outbox(_ pipeline: Pipeline) -> [Finding] {
    guard let mail = pipeline.mail else { return [] }
    let place = folder("outbox", mail.outbox)
    let waiting = WaitingMail.all(pipeline)
    guard place.status == .complete, let last = waiting.last else { return [place] }
    return [
      .bad(
        "outbox", last.words,
        last.answer == nil
          ? "ashi run \(pipeline.path)"
          : "do what the answer asks for, then ashi run \(pipeline.path)",
        .tryAgain)
    ]
  }
}
