import Foundation
import OutcomeModel
import Synchronization

/// The log of nights: one JSON object a line, one file a month, in the pipeline's log folder.
///
/// Input files appear by number only: a path may carry a person's name.
public final class NightLog: Sendable {
  private let descriptor: Int32
  private let lock = Mutex<Void>(())
  private let now: @Sendable () -> Date

  /// Opens the log of the month of a day, for adding lines.
  public init(
    folder: String, day: CalendarDay, now: @escaping @Sendable () -> Date
  ) throws(FileFailure) {
    try SafeFile.makeFolder(folder, mode: 0o700)
    let path = "\(folder)/night-\(day.monthText).jsonl"
    let opened = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
    guard opened >= 0 else { throw FileFailure(path) }
    descriptor = opened
    self.now = now
  }

  deinit { close(descriptor) }

  /// Adds a line: the time, the event, and what belongs to it.
  public func event(_ name: String, _ members: KeyValuePairs<String, JSONText> = [:]) {
    var all = [
      JSONText.Member("time", .text(ClinicClock.text(now()))),
      JSONText.Member("event", .text(name)),
    ]
    all += members.map { JSONText.Member($0.key, $0.value) }
    let line = Array((JSONText.object(all).line + "\n").utf8)
    lock.withLock { _ in
      // A log that cannot be written must not end the night.
      _ = line.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
    }
  }
}
