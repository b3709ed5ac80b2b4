import Foundation
import Nightly

/// Finds the mail that a night made or handed over, among those that stood before.
struct MailOfTheNight {
  private let outbox: String?
  private let before: Set<String>

  /// Looks at the outbox before the night.
  init(_ pipeline: Pipeline) {
    outbox = pipeline.mail?.outbox
    before = Set(MailOfTheNight.messages(outbox))
  }

  /// The path of the message of the night, waiting or sent; nil where the night made and sent none.
  var path: String? {
    let dated = MailOfTheNight.messages(outbox).filter { !before.contains($0) }.map { path in
      (FileStamp(path)?.modified ?? 0, path)
    }
    return dated.max { $0.0 < $1.0 }?.1
  }

  private static func messages(_ outbox: String?) -> [String] {
    guard let outbox else { return [] }
    return [outbox, outbox + "/sent"].flatMap { folder in
      ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).map {
        folder + "/" + $0 + "/message.eml"
      }
    }.filter { FileStamp($0) != nil }
  }
}
