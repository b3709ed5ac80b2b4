import Yams

/// A YAML file parsed into nodes that know their line.
///
/// Read through Yams' nodes because its decoder gives no line for an unknown key and lets doubled
/// ones pass.
public struct YAMLDocument {
  /// The path as the user gave it, used in messages.
  public let path: String
  /// The text of the file.
  public let text: String
  let root: Node
  /// Keys that stand more than once, which the tree holds once.
  private let doubled: [ConfigurationProblem]

  /// Parses a text. A text that is not YAML throws at once; a doubled key is told with all other problems,
  /// as soon as the document is read.
  public init(text: String, path: String) throws(ConfigurationError) {
    self.path = path
    self.text = text
    do {
      // An empty file is an empty mapping: what is required in it is then named key by key.
      var keys = DoubledKeys(text, path: path)
      let read = try keys.read()
      root = read.root ?? Node.mapping(Node.Mapping([]))
      doubled = read.problems
    } catch {
      throw ConfigurationError([YAMLDocument.problem(error, path: path)])
    }
  }

  /// The top of the document as a mapping; anything else is a problem and reads as empty.
  public func mapping(_ problems: ProblemCollector) -> YAMLMapping {
    doubled.forEach(problems.add)
    return YAMLValue(node: root, key: "", path: path, problems: problems).mapping()
      ?? YAMLMapping(Node.Mapping([]), key: "", path: path, line: 1, problems: problems)
  }

  /// The document as one value.
  public func value(_ problems: ProblemCollector) -> YAMLValue {
    doubled.forEach(problems.add)
    return YAMLValue(node: root, key: "", path: path, problems: problems)
  }

  private static func problem(_ error: any Error, path: String) -> ConfigurationProblem {
    guard let yamlError = error as? YamlError else {
      return ConfigurationProblem(file: path, line: nil, key: "", message: "this is not YAML")
    }
    switch yamlError {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return ConfigurationProblem(
        file: path, line: mark.line, key: "", message: "this is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.sorted().joined(separator: ", ")
      return ConfigurationProblem(
        file: path, line: context.mark.line, key: names,
        message: "the key stands here more than once")
    default:
      return ConfigurationProblem(file: path, line: nil, key: "", message: "this is not YAML")
    }
  }
}
