/// The contents of a report folder, by path; the caller writes them and adds `run.json`.
///
/// Paths are relative with `/` between folders: `report.html`, `results.csv`, `mail/body.html`.
public struct ReportFolder: Hashable, Sendable {
  /// A file of the folder.
  public struct File: Hashable, Sendable {
    /// The path inside the folder.
    public var path: String
    /// The bytes.
    public var bytes: [UInt8]

    /// Makes a file from text.
    public init(path: String, text: String) {
      self.path = path
      self.bytes = Array(text.utf8)
    }

    /// The bytes as text.
    public var text: String { String(decoding: bytes, as: UTF8.self) }
  }

  /// The files in byte order of their paths.
  public private(set) var files: [File]

  /// Makes a folder.
  public init(files: [File]) {
    self.files = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// The file at a path, nil if there is none.
  public func file(_ path: String) -> File? { files.first { $0.path == path } }
}
