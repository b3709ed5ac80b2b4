import Yams

/// A mapping of known keys: what is asked for is allowed, the rest is a problem.
///
/// Read every key, then call ``finish()``, which tells the keys that nobody asked for.
public final class YAMLMapping {
  /// The key of the mapping itself, written from the top; empty for the document.
  public let key: String
  /// The line at which the mapping begins.
  public let line: Int
  private let path: String
  private let problems: ProblemCollector
  private let values: [String: YAMLValue]
  private let order: [String]
  private var known: [String] = []

  init(
    _ mapping: Node.Mapping, key: String, path: String, line: Int, problems: ProblemCollector
  ) {
    self.key = key
    self.path = path
    self.line = line
    self.problems = problems
    var values: [String: YAMLValue] = [:]
    var order: [String] = []
    for pair in mapping {
      let name = pair.key.scalar?.string ?? ""
      values[name] = YAMLValue(
        node: pair.value, key: key.isEmpty ? name : "\(key).\(name)", path: path,
        problems: problems)
      order.append(name)
    }
    self.values = values
    self.order = order
  }

  /// The value of a key that may be absent.
  public func optional(_ name: String) -> YAMLValue? {
    known.append(name)
    return values[name]
  }

  /// The value of a key that must be there; its absence is a problem.
  ///
  /// - Parameter absence: what is told where it is not there.
  public func required(
    _ name: String, absence: String = "this key is missing"
  ) -> YAMLValue? {
    known.append(name)
    guard let value = values[name] else {
      problems.add(
        ConfigurationProblem(
          file: path, line: line, key: key.isEmpty ? name : "\(key).\(name)",
          message: absence))
      return nil
    }
    return value
  }

  /// The keys of the mapping in the order of the file.
  public var names: [String] { order }

  /// Records a problem at the mapping as a whole.
  public func fail(_ message: String) {
    problems.add(ConfigurationProblem(file: path, line: line, key: key, message: message))
  }

  /// Tells every key that was not asked for, with the nearest known one.
  public func finish() {
    for name in order where !known.contains(name) {
      guard let value = values[name] else { continue }
      var message = "this key is not known"
      if let near = nearest(name) {
        message += "; did you mean \(near)?"
      } else if !known.isEmpty {
        message += "; known here: " + known.sorted().joined(separator: ", ")
      }
      value.fail(message)
    }
  }

  private func nearest(_ name: String) -> String? {
    let distances = known.map { (editDistance(name, $0), $0) }.sorted { $0 < $1 }
    guard let best = distances.first, best.0 <= max(1, name.count / 3) else { return nil }
    return best.1
  }

  private func editDistance(_ left: String, _ right: String) -> Int {
    let target = Array(right)
    var previous = Array(0...target.count)
    for (row, character) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in target.enumerated() {
        let substitution = previous[column] + (character == other ? 0 : 1)
        current.append(min(substitution, previous[column + 1] + 1, current[column] + 1))
      }
      previous = current
    }
    return previous[target.count]
  }
}
