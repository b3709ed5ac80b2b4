import OutcomeModel

extension Endpoint {
  /// The name of the window of endpoints that have none.
  public static let noWindow = ""
  /// Adverse events counted once for each patient.
  static let perPatient = "per_patient"
  /// Adverse events counted at each treatment.
  static let perTreatment = "per_treatment"

  /// The windows that the endpoint has when none is named, in output order.
  ///
  /// A time to relief has no window but the days or visits at which its curve is read: `day42` and
  /// the like, of which the targets of the windows are read unless others are named.
  public func windows(_ settings: DerivationSettings) -> [String] {
    switch self {
    case .withinSession: [Window.firstVisit.name, Window.allVisits.name]
    case .change, .percentChange, .responder:
      settings.windows.map(\.name) + [Window.last.name]
    case .timeTo(_, .days): [Endpoint.noWindow] + settings.windows.map { "day\($0.target)" }
    case .timeTo(_, .visits): [Endpoint.noWindow, "visit6", "visit12"]
    case .adverseEvent: [Endpoint.perPatient, Endpoint.perTreatment]
    case .durability, .recurrence, .costPerResponder, .dose: [Endpoint.noWindow]
    }
  }

  /// Whether the endpoint has a window of a name.
  public func hasWindow(_ name: String, _ settings: DerivationSettings) -> Bool {
    if name == Endpoint.noWindow { return windows(settings).contains(name) }
    switch self {
    case .timeTo: return readingTime(name) != nil
    default: return windows(settings).contains(name)
    }
  }

  /// Of the windows named those that the endpoint has, in its own order, then in the order named.
  public func windows(named names: [String], _ settings: DerivationSettings) -> [String] {
    let own = windows(settings).filter { names.contains($0) }
    var seen = Set(own)
    return own + names.filter { hasWindow($0, settings) && seen.insert($0).inserted }
  }

  /// The day or visit at which a curve is read: 10 for `day10`; nil for other windows and endpoints.
  func readingTime(_ window: String) -> Int? {
    guard case .timeTo(_, let unit) = self else { return nil }
    let time = Endpoint.wholeNumber(window, after: unit == .days ? "day" : "visit")
    return time.flatMap { (0...100_000).contains($0) ? $0 : nil }
  }

  /// The windows whose readings must be derived for some of the endpoint's windows; nil for all.
  func readings(_ windows: [String]?) -> Set<String>? {
    switch self {
    case .change, .percentChange, .responder: return windows.map { Set($0) }
    case .costPerResponder: return [Window.primaryName]
    default: return []
    }
  }
}
