import Foundation
import OutcomeModel

/// The files of one input: what the pattern finds, settled, in byte order of their names.
public struct Inbox: Sendable {
  /// What the folder holds.
  public struct Listing: Hashable, Sendable {
    /// The files that can be read now, in byte order of their names.
    public var files: [String]
    /// How many files are still being written and wait for the next night.
    public var unsettled: Int
  }

  /// The path whose parts may hold `*`, `?` and `[...]`.
  public let pattern: String

  /// Makes the inbox of a pattern.
  public init(pattern: String) {
    self.pattern = pattern
  }

  /// The folder that must be there: the part of the pattern before its first wildcard.
  public var folder: String {
    let parts = pattern.split(separator: "/", omittingEmptySubsequences: false)
    let plain = parts.dropLast().prefix { !Inbox.hasWildcard($0) }
    let path = plain.joined(separator: "/")
    if path.isEmpty { return pattern.hasPrefix("/") ? "/" : "." }
    return path
  }

  /// Whether the folder, or the file of a pattern without wildcards, is there.
  public var isThere: Bool {
    var facts = stat()
    guard stat(folder, &facts) == 0, facts.st_mode & S_IFMT == S_IFDIR else { return false }
    return Inbox.hasWildcard(pattern) || FileStamp(pattern) != nil
  }

  /// The files that stand unchanged for a number of seconds; nil when the inbox is not there.
  ///
  /// - Parameter wait: how the seconds pass; called at most once.
  public func list(
    settleSeconds: Int, wait: (Int) async -> Void = Inbox.sleep
  ) async -> Listing? {
    guard isThere else { return nil }
    let before = matches()
    let stamps = before.map { FileStamp($0) }
    if settleSeconds > 0, !before.isEmpty { await wait(settleSeconds) }
    var listing = Listing(files: [], unsettled: 0)
    for (path, stamp) in zip(before, stamps) {
      guard let stamp, let now = FileStamp(path) else { continue }
      if now == stamp { listing.files.append(path) } else { listing.unsettled += 1 }
    }
    return listing
  }

  /// The regular files of the pattern; hidden files and those being copied are passed over.
  func matches() -> [String] {
    var found = glob_t()
    defer { globfree(&found) }
    guard glob(pattern, GLOB_NOSORT, nil, &found) == 0 else { return [] }
    let paths = (0..<Int(found.gl_pathc)).compactMap { index in
      found.gl_pathv[index].map { String(cString: $0) }
    }
    return paths.filter { !Inbox.isPassedOver(PathText.name(of: $0)) && FileStamp($0) != nil }
      .sorted { left, right in
        let names = (Array(PathText.name(of: left).utf8), Array(PathText.name(of: right).utf8))
        if names.0 != names.1 { return names.0.lexicographicallyPrecedes(names.1) }
        return left.utf8.lexicographicallyPrecedes(right.utf8)
      }
  }

  static func isPassedOver(_ name: String) -> Bool {
    name.hasPrefix(".") || name.hasPrefix("~") || name.hasSuffix(".part")
      || name.hasSuffix(".tmp")
  }

  private static func hasWildcard(_ text: some StringProtocol) -> Bool {
    text.contains { "*?[".contains($0) }
  }

  /// Lets seconds pass.
  public static func sleep(_ seconds: Int) async {
    try? await Task.sleep(for: .seconds(seconds))
  }
}
