/// The pairs of a result row's `group`: `key=value` joined by `|`, `all` for everyone.
struct GroupKey: Hashable {
  /// A grouping key and its value.
  struct Pair: Hashable {
    var key: String
    var value: String
  }

  /// The pairs in the order asked for; none for everyone.
  var pairs: [Pair]

  /// Reads a `group` or `comparator` cell; a backslash takes the next character as it is.
  init(_ text: String) {
    pairs = []
    guard text != "all", !text.isEmpty else { return }
    var key: String?
    var current = String.UnicodeScalarView()
    var isEscaped = false
    for scalar in text.unicodeScalars {
      if isEscaped {
        current.append(scalar)
        isEscaped = false
      } else if scalar == "\\" {
        isEscaped = true
      } else if scalar == "=", key == nil {
        key = String(current)
        current.removeAll()
      } else if scalar == "|" {
        pairs.append(Pair(key: key ?? "", value: String(current)))
        key = nil
        current.removeAll()
      } else {
        current.append(scalar)
      }
    }
    pairs.append(Pair(key: key ?? "", value: String(current)))
  }

  /// Whether this is everyone.
  var isAll: Bool { pairs.isEmpty }
}
