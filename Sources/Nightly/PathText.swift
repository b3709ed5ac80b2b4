/// Paths as texts.
public enum PathText {
  /// A path that stands in a file: relative ones begin at the file's folder.
  ///
  /// `.` and `..` are taken out by the text alone, so that messages stay readable.
  public static func resolve(_ path: String, besideFile file: String) -> String {
    guard !path.hasPrefix("/") else { return simplified(path) }
    let folder = folder(of: file)
    return simplified(folder == "." ? path : folder + "/" + path)
  }

  /// The folder of a path; `.` for a bare name.
  public static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part of a path.
  public static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  static func simplified(_ path: String) -> String {
    var parts: [Substring] = []
    for part in path.split(separator: "/") where part != "." {
      if part == "..", let last = parts.last, last != ".." {
        parts.removeLast()
      } else if part != ".." || !path.hasPrefix("/") {
        parts.append(part)
      }
    }
    let text = parts.joined(separator: "/")
    if path.hasPrefix("/") { return "/" + text }
    return text.isEmpty ? "." : text
  }
}
