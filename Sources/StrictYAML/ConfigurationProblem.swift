/// Something wrong in a configuration file: where it is and what was expected.
public struct ConfigurationProblem: Hashable, Sendable {
  /// The path of the file as the user gave it.
  public var file: String
  /// The line, from 1; nil when the file as a whole is at fault.
  public var line: Int?
  /// The key, written from the top as `mail.transport`; empty for the document itself.
  public var key: String
  /// What is wrong and what was expected.
  public var message: String

  /// Makes a problem.
  public init(file: String, line: Int?, key: String, message: String) {
    self.file = file
    self.line = line
    self.key = key
    self.message = message
  }
}

extension ConfigurationProblem: CustomStringConvertible {
  /// `nightly.yaml:12: mail.transport: expected one of outbox, sendmail`.
  public var description: String {
    var text = file
    if let line { text += ":\(line)" }
    if !key.isEmpty { text += ": \(key)" }
    return text + ": " + message
  }
}

/// All problems of a configuration at once; exit status 78.
public struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The problems in the order of the file.
  public var problems: [ConfigurationProblem]

  /// Makes an error from its problems.
  public init(_ problems: [ConfigurationProblem]) {
    self.problems = problems
  }

  /// One problem a line.
  public var description: String {
    problems.map(\.description).joined(separator: "\n")
  }
}

/// Gathers problems while a file is read, so that all are told at once.
public final class ProblemCollector {
  /// The problems met so far.
  public private(set) var problems: [ConfigurationProblem] = []

  /// Makes an empty collector.
  public init() {}

  /// Adds a problem.
  public func add(_ problem: ConfigurationProblem) {
    problems.append(problem)
  }

  /// Throws all problems in the order of their lines; does nothing when there are none.
  public func throwIfAny() throws(ConfigurationError) {
    guard !problems.isEmpty else { return }
    let sorted = problems.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }
    throw ConfigurationError(sorted.map(\.element))
  }
}
