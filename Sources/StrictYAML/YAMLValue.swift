import Yams

/// One value of a configuration file, read strictly: a wrong type is a problem with line and key.
///
/// Each reading returns nil after it has recorded its problem, so a reader goes on and tells
/// everything at once.
public struct YAMLValue {
  let node: Node
  /// The key written from the top, such as `mail.to`.
  public let key: String
  let path: String
  let problems: ProblemCollector

  /// The line of the value, from 1.
  public var line: Int { node.mark?.line ?? 1 }

  /// Records a problem at this value.
  public func fail(_ message: String) {
    problems.add(ConfigurationProblem(file: path, line: line, key: key, message: message))
  }

  /// Whether nothing stands behind the key.
  public var isNull: Bool { node.null != nil }

  /// Whether the value is a mapping.
  public var isMapping: Bool { node.mapping != nil }

  /// Whether the value is a list.
  public var isList: Bool { node.sequence != nil }

  /// The whole number that stands here without quotes; nil for anything else, and no problem.
  ///
  /// Tells `3` (a position) from `"3"` (a name).
  public var bareInteger: Int? {
    guard let scalar = node.scalar, !isQuoted(scalar) else { return nil }
    return Int(scalar.string)
  }

  /// The value as a text; numbers and truth values count as the text that stands there.
  public func string() -> String? {
    guard let scalar = node.scalar, !isNull || isQuoted(scalar) else {
      fail("expected a text")
      return nil
    }
    return scalar.string
  }

  /// The value as a whole number within a range.
  public func integer(_ range: ClosedRange<Int>) -> Int? {
    guard let text = node.scalar?.string, let value = Int(text), range.contains(value) else {
      fail("expected a whole number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return value
  }

  /// The value as a decimal number within a range.
  public func number(_ range: ClosedRange<Double>) -> Double? {
    guard let text = node.scalar?.string, let value = Double(text), range.contains(value) else {
      fail("expected a number from \(range.lowerBound) to \(range.upperBound)")
      return nil
    }
    return value
  }

  /// The value as `true` or `false`.
  public func bool() -> Bool? {
    switch node.scalar?.string {
    case "true": return true
    case "false": return false
    default:
      fail("expected true or false")
      return nil
    }
  }

  /// The value as one of a set of names.
  public func choice<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> Choice?
  where Choice.RawValue == String {
    guard let text = node.scalar?.string, let value = Choice(rawValue: text) else {
      let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      fail("expected one of \(names)")
      return nil
    }
    return value
  }

  /// The value as a list.
  public func list() -> [YAMLValue]? {
    guard let sequence = node.sequence else {
      fail("expected a list")
      return nil
    }
    return sequence.enumerated().map {
      YAMLValue(node: $0.element, key: "\(key)[\($0.offset)]", path: path, problems: problems)
    }
  }

  /// The same value, whose problems are told to another collector.
  public func reporting(to problems: ProblemCollector) -> YAMLValue {
    YAMLValue(node: node, key: key, path: path, problems: problems)
  }

  /// The value as a mapping, with what stands in another one where it lacks a key; mappings in both
  /// are laid over each other likewise.
  ///
  /// - Parameter shared: the keys of the other mapping that may be taken over.
  public func mapping(over defaults: YAMLValue, shared: (String) -> Bool) -> YAMLMapping? {
    guard let own = node.mapping else {
      fail("expected keys with values")
      return nil
    }
    let merged = YAMLValue.merge(own, over: defaults.node.mapping ?? [:], shared: shared)
    return YAMLMapping(merged, key: key, path: path, line: line, problems: problems)
  }

  private static func merge(
    _ own: Node.Mapping, over defaults: Node.Mapping, shared: (String) -> Bool
  ) -> Node.Mapping {
    var merged = own
    for (key, value) in defaults where shared(key.scalar?.string ?? "") {
      guard let standing = own[key] else {
        merged[key] = value
        continue
      }
      if let inner = standing.mapping, let below = value.mapping {
        merged[key] = .mapping(merge(inner, over: below) { _ in true })
      }
    }
    return merged
  }

  /// The value as a list of texts.
  public func strings() -> [String]? {
    list()?.compactMap { $0.string() }
  }

  /// The value as a mapping of known keys.
  public func mapping() -> YAMLMapping? {
    guard let mapping = node.mapping else {
      fail("expected keys with values")
      return nil
    }
    return YAMLMapping(mapping, key: key, path: path, line: line, problems: problems)
  }

  /// The value as a mapping whose keys the user chooses, in the order of the file.
  public func entries() -> [(name: String, value: YAMLValue)]? {
    guard let mapping = node.mapping else {
      fail("expected keys with values")
      return nil
    }
    return mapping.compactMap { pair in
      guard let name = pair.key.scalar?.string else {
        fail("expected texts as keys")
        return nil
      }
      return (
        name,
        YAMLValue(
          node: pair.value, key: key.isEmpty ? name : "\(key).\(name)", path: path,
          problems: problems)
      )
    }
  }

  private func isQuoted(_ scalar: Node.Scalar) -> Bool {
    scalar.style == .doubleQuoted || scalar.style == .singleQuoted
  }
}
