import Foundation

/// What can be told of a path without reading the file.
enum FileName {
  /// The last part of a path.
  static func last(_ path: String) -> String {
    String(path.split(separator: "/", omittingEmptySubsequences: true).last ?? "")
  }

  /// The path without its last part; empty for a bare name.
  static func folder(_ path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "" }
    return String(path[..<slash])
  }

  /// The size of a file in bytes, of a link that of what it leads to; nil where there is none.
  static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// Whether a name fits a pattern of `*` (any run) and `?` (any one byte).
  static func matches(_ name: String, _ pattern: String) -> Bool {
    let name = Array(name.utf8)
    let pattern = Array(pattern.utf8)
    var position = 0
    var next = 0
    var star: Int?
    var resume = 0
    while position < name.count {
      if next < pattern.count, pattern[next] == UInt8(ascii: "*") {
        star = next
        resume = position
        next += 1
      } else if next < pattern.count,
        pattern[next] == UInt8(ascii: "?") || pattern[next] == name[position]
      {
        position += 1
        next += 1
      } else if let star {
        resume += 1
        position = resume
        next = star + 1
      } else {
        return false
      }
    }
    return pattern[next...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
