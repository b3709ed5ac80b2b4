import Nightly
import Store

/// What files were like before they were opened: one that another program wrote to, or put another file
/// in the place of, while it was read was perhaps read half, and must not be known as it is now.
struct FileWatch {
  private let paths: PathKey
  private let before: [String: FileFacts]

  /// Looks at files that are about to be opened.
  init(_ files: [String], _ paths: PathKey) {
    self.paths = paths
    before = Dictionary(
      files.compactMap { file in paths.facts(file).map { (file, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// Looks again: whether one of the files is another now. One that was taken away was still read
  /// whole.
  func hasChanged() -> Bool {
    before.contains { file, facts in paths.facts(file).map { $0 != facts } ?? false }
  }

  /// What a file was when it was opened; nil where it could not be seen.
  func facts(_ file: String) -> FileFacts? { before[file] }
}
