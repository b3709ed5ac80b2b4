import Foundation
import OutcomeModel

/// The original files that a clinic still keeps: in its inboxes, and archived under `done/`.
public enum Originals {
  /// The originals of one folder.
  public struct Folder: Hashable, Sendable {
    /// Their paths, in byte order of their names.
    public var paths: [String]
    /// The day on which a night deletes them; nil where it does not.
    public var expires: CalendarDay?
  }

  /// The originals of an input, folder by folder, inboxes before archives.
  public static func byFolder(of input: Pipeline.Input, _ pipeline: Pipeline) -> [Folder] {
    let inbox = Inbox(pattern: input.files)
    var folders: [String: [String]] = [:]
    for path in inbox.matches() { folders[PathText.folder(of: path), default: []].append(path) }
    var found = folders.sorted { $0.key < $1.key }.map { Folder(paths: $0.value, expires: nil) }
    for folder in folders.keys.sorted() + (folders.isEmpty ? [inbox.folder] : []) {
      found += archived(besides: folder, named: PathText.name(of: input.files), pipeline)
    }
    return found
  }

  private static func archived(
    besides folder: String, named pattern: String, _ pipeline: Pipeline
  ) -> [Folder] {
    let done = folder + "/" + OriginalsArchive.folder
    let days = ((try? FileManager.default.contentsOfDirectory(atPath: done)) ?? []).sorted()
    return days.compactMap { name in
      guard let day = CalendarDay(iso: name) else { return nil }
      // A file whose name was taken has got a number before it.
      let paths =
        Inbox(pattern: "\(done)/\(name)/\(pattern)").matches()
        + Inbox(pattern: "\(done)/\(name)/[0-9]*-\(pattern)").matches()
      guard !paths.isEmpty else { return nil }
      return Folder(
        paths: Array(Set(paths)).sorted(),
        expires: day.advanced(by: pipeline.keepOriginalsDays + 1))
    }
  }
}
