import OutcomeModel

/// What is measured about an episode; the name is the one in plans, options and results.
public enum Endpoint: Hashable, Sendable {
  /// A later arriving score minus the baseline arriving score, on an instrument.
  case change(instrument: String)
  /// Leaving minus arriving pain of the same treatment.
  case withinSession
  /// Whether a rule is met at the window.
  case responder(ResponderRule, instrument: String)

  /// The endpoint of a name such as `course_change`, `odi_change` or `response_30`; nil for others.
  ///
  /// Whether any file has the instrument of `<instrument>_change` shows when episodes are at hand.
  public init?(name: String) {
    let pain = Instrument.pain.name
    switch name {
    case "course_change": self = .change(instrument: pain)
    case "within_session_change": self = .withinSession
    case "response_2pt": self = .responder(.twoPoints, instrument: pain)
    case "below_5": self = .responder(.belowFive, instrument: pain)
    case "pain_free": self = .responder(.painFree, instrument: pain)
    case "worsened": self = .responder(.worsened, instrument: pain)
    default:
      if let percent = Endpoint.percent(name, after: "response_") {
        self = .responder(.percent(percent), instrument: pain)
      } else if name.hasSuffix("_change"), name != "_change", name != "pain_change" {
        self = .change(instrument: String(name.dropLast("_change".count)))
      } else if let (instrument, percent) = Endpoint.instrumentResponse(name) {
        self = .responder(.percent(percent), instrument: instrument)
      } else {
        return nil
      }
    }
  }

  /// The parts of `<instrument>_response_<percent>`.
  private static func instrumentResponse(_ name: String) -> (instrument: String, percent: Int)? {
    guard let underscore = name.lastIndex(of: "_"), underscore > name.startIndex,
      name[..<underscore].hasSuffix("_response")
    else { return nil }
    let instrument = String(name[..<underscore].dropLast("_response".count))
    guard !instrument.isEmpty, instrument != Instrument.pain.name,
      let percent = percent(String(name[underscore...]), after: "_")
    else { return nil }
    return (instrument, percent)
  }

  /// The percentage behind a prefix: a whole number from 1 to 100 without leading zeros.
  private static func percent(_ name: String, after prefix: String) -> Int? {
    guard name.hasPrefix(prefix) else { return nil }
    let text = name.dropFirst(prefix.count)
    guard let value = Int(text), String(value) == text, (1...100).contains(value) else {
      return nil
    }
    return value
  }

  /// The name used in results.
  public var name: String {
    let pain = Instrument.pain.name
    switch self {
    case .change(let instrument):
      return instrument == pain ? "course_change" : instrument + "_change"
    case .withinSession: return "within_session_change"
    case .responder(let rule, let instrument):
      return instrument == pain ? rule.name : instrument + "_" + rule.name
    }
  }

  /// The instrument whose readings the endpoint needs; nil for within-session change.
  public var instrument: String? {
    switch self {
    case .change(let instrument), .responder(_, let instrument): instrument
    case .withinSession: nil
    }
  }

  /// Whether the endpoint is a yes or no per episode.
  public var isProportion: Bool {
    if case .responder = self { return true }
    return false
  }

  /// The windows that the endpoint has, in output order.
  public func windows(_ settings: DerivationSettings) -> [String] {
    switch self {
    case .withinSession: [Window.firstVisit.name, Window.allVisits.name]
    case .change, .responder: settings.windows.map(\.name) + [Window.last.name]
    }
  }

  /// The names that need no instrument of a profile, for lists and suggestions.
  public static let standardNames = [
    "course_change", "within_session_change", "response_30", "response_50", "response_2pt",
    "below_5", "pain_free", "worsened",
  ]
}
