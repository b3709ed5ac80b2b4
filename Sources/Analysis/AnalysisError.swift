/// Why an analysis cannot be run as asked.
public enum AnalysisError: Error, Hashable, Sendable {
  /// A group key that the data do not have; with the keys that they have.
  case unknownGroup(String, known: [String])
  /// A value that a group key cannot have; with those that it can.
  case unknownValue(String, key: String, known: [String])
  /// An endpoint that ashi does not know or whose instrument no file has.
  case unknownEndpoint(String, known: [String])
  /// A window that none of the endpoints has.
  case unknownWindow(String, known: [String])
  /// A statistic that ashi does not know or that applies to none of the endpoints.
  case unknownStatistic(String, known: [String])
  /// A group key of which an episode can have several values, where it must have one.
  case severalValues(String)
}

extension AnalysisError: CustomStringConvertible {
  /// What is wrong and what there is instead.
  public var description: String {
    switch self {
    case .unknownGroup(let name, let known):
      name == "diagnosis"
        ? "the text of diagnoses is never stored: group by diagnosis with --input"
        : "there is no group key \(name); there are: \(known.joined(separator: ", "))"
    case .unknownValue(let value, let key, let known):
      "\(key) has no value \(value); there are: \(known.joined(separator: ", "))"
    case .unknownEndpoint(let name, let known):
      "there is no endpoint \(name); there are: \(known.joined(separator: ", "))"
    case .unknownWindow(let name, let known):
      "none of the endpoints has a window \(name); there are: \(known.joined(separator: ", "))"
    case .unknownStatistic(let name, let known):
      "no endpoint has a statistic \(name); there are: \(known.joined(separator: ", "))"
    case .severalValues(let name):
      "an episode can have several values of \(name), so it cannot be held equal"
        + (name == "condition" ? "; main_condition has one" : "")
    }
  }
}
