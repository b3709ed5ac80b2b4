import OutcomeModel

extension Endpoint {
  /// The endpoint of a name such as `course_change`, `odi_change` or `response_30`; nil for others.
  ///
  /// Whether any file has the instrument of `<instrument>_change` shows when episodes are at hand.
  public init?(name: String) {
    let pain = Instrument.pain.name
    switch name {
    case "course_change": self = .change(instrument: pain)
    case "course_percent_change": self = .percentChange(instrument: pain)
    case "within_session_change": self = .withinSession
    case "response_2pt": self = .responder(.twoPoints, instrument: pain)
    case "below_5": self = .responder(.belowFive, instrument: pain)
    case "pain_free": self = .responder(.painFree, instrument: pain)
    case "worsened": self = .responder(.worsened, instrument: pain)
    case "durability": self = .durability
    case "recurrence": self = .recurrence
    case "adverse_event": self = .adverseEvent
    case "cost_per_responder": self = .costPerResponder
    default:
      if let (event, unit) = TimeToReliefName.parse(name) {
        self = .timeTo(event, unit)
      } else if let dose = Dose(rawValue: name) {
        self = .dose(dose)
      } else if let percent = Endpoint.percent(name, after: "response_") {
        self = .responder(.percent(percent), instrument: pain)
      } else if let instrument = Endpoint.instrument(name, before: "_percent_change") {
        self = .percentChange(instrument: instrument)
      } else if let instrument = Endpoint.instrument(name, before: "_change") {
        self = .change(instrument: instrument)
      } else if let instrument = Endpoint.instrument(name, before: "_response_mcid") {
        self = .responder(.mcid, instrument: instrument)
      } else if let (instrument, percent) = Endpoint.instrumentResponse(name) {
        self = .responder(.percent(percent), instrument: instrument)
      } else {
        return nil
      }
    }
  }

  /// The instrument of a name with a suffix; pain has names of its own.
  private static func instrument(_ name: String, before suffix: String) -> String? {
    guard name.hasSuffix(suffix) else { return nil }
    let instrument = String(name.dropLast(suffix.count))
    return instrument.isEmpty || instrument == Instrument.pain.name ? nil : instrument
  }

  /// The parts of `<instrument>_response_<percent>`.
  private static func instrumentResponse(_ name: String) -> (instrument: String, percent: Int)? {
    guard let underscore = name.lastIndex(of: "_"), underscore > name.startIndex,
      let instrument = instrument(String(name[..<underscore]), before: "_response"),
      let percent = percent(String(name[underscore...]), after: "_")
    else { return nil }
    return (instrument, percent)
  }

  /// The whole number behind a prefix, from 1 to 100 without leading zeros.
  private static func percent(_ name: String, after prefix: String) -> Int? {
    wholeNumber(name, after: prefix).flatMap { (1...100).contains($0) ? $0 : nil }
  }

  /// The whole number behind a prefix, without sign or leading zeros.
  static func wholeNumber(_ name: String, after prefix: String) -> Int? {
    guard name.hasPrefix(prefix) else { return nil }
    let text = name.dropFirst(prefix.count)
    guard let value = Int(text), value >= 0, String(value) == text else { return nil }
    return value
  }

  /// The name used in results.
  public var name: String {
    let pain = Instrument.pain.name
    switch self {
    case .change(let instrument):
      return instrument == pain ? "course_change" : instrument + "_change"
    case .percentChange(let instrument):
      return instrument == pain ? "course_percent_change" : instrument + "_percent_change"
    case .withinSession: return "within_session_change"
    case .responder(let rule, let instrument):
      return instrument == pain ? rule.name : instrument + "_" + rule.name
    case .timeTo(let event, let unit): return TimeToReliefName.text(event, unit)
    case .durability: return "durability"
    case .recurrence: return "recurrence"
    case .adverseEvent: return "adverse_event"
    case .costPerResponder: return "cost_per_responder"
    case .dose(let dose): return dose.rawValue
    }
  }
}

/// The names `time_to_below_5`, `visits_to_response_30` and their `_confirmed` sensitivities.
enum TimeToReliefName {
  private static let units: [(prefix: String, unit: Endpoint.TimeUnit)] = [
    ("time_to_", .days), ("visits_to_", .visits),
  ]
  private static let events: [(name: String, event: ReliefEvent)] = [
    ("below_5", .belowFive), ("below_5_confirmed", .belowFiveConfirmed),
    ("response_30", .response30), ("response_30_confirmed", .response30Confirmed),
  ]

  /// All names.
  static let all = events.flatMap { event in units.map { $0.prefix + event.name } }

  static func parse(_ name: String) -> (ReliefEvent, Endpoint.TimeUnit)? {
    for unit in units {
      for event in events where name == unit.prefix + event.name { return (event.event, unit.unit) }
    }
    return nil
  }

  static func text(_ event: ReliefEvent, _ unit: Endpoint.TimeUnit) -> String {
    let prefix = unit == .days ? "time_to_" : "visits_to_"
    switch event {
    case .belowFive: return prefix + "below_5"
    case .belowFiveConfirmed: return prefix + "below_5_confirmed"
    case .response30: return prefix + "response_30"
    case .response30Confirmed: return prefix + "response_30_confirmed"
    }
  }
}
