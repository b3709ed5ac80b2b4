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

  /// A path as seen from a folder, both absolute or both relative; the path itself where it cannot be
  /// told so. The inverse of ``resolve(_:besideFile:)``.
  static func relative(_ path: String, to folder: String) -> String {
    guard path.hasPrefix("/") == folder.hasPrefix("/") else { return path }
    let target = path.split(separator: "/")
    let base = folder == "." ? [] : folder.split(separator: "/")
    let common = zip(target, base).prefix { $0 == $1 }.count
    // From a folder that itself is reached by going up, nothing can be told.
    guard !base.dropFirst(common).contains("..") else { return path }
    let up = Array(repeating: Substring(".."), count: base.count - common)
    // An absolute path that shares nothing stays as it is written.
    if path.hasPrefix("/"), common == 0 { return path }
    return (up + target.dropFirst(common)).joined(separator: "/")
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
