import OutcomeModel

/// What is measured about an episode; the name is the one in plans, options and results.
public enum Endpoint: Hashable, Sendable {
  /// In which unit time to relief is counted.
  public enum TimeUnit: Hashable, Sendable {
    /// Days after day 0.
    case days
    /// Treatments received before the visit that showed relief.
    case visits
  }

  /// What an episode received.
  public enum Dose: String, Hashable, Sendable, CaseIterable {
    /// Treatments a week, from the first to the last.
    case visitsPerWeek = "visits_per_week"
    /// Minutes that the needles stayed, the mean over treatments.
    case minutes = "minutes_per_visit"
    /// Needles, the mean over treatments.
    case needles = "needles_per_visit"
  }

  /// A later arriving score minus the baseline arriving score, on an instrument.
  case change(instrument: String)
  /// The same in per cent of BASE.
  case percentChange(instrument: String)
  /// Leaving minus arriving pain of the same treatment.
  case withinSession
  /// Whether a rule is met at the window.
  case responder(ResponderRule, instrument: String)
  /// How long relief takes.
  case timeTo(ReliefEvent, TimeUnit)
  /// Pain some three months after the last treatment, minus pain at it.
  case durability
  /// Whether a new episode begins within a year of the last treatment.
  case recurrence
  /// Adverse events among those who were asked.
  case adverseEvent
  /// Fees for each responder.
  case costPerResponder
  /// What was received.
  case dose(Dose)

  /// What kind of figure an endpoint gives; it decides which statistics apply.
  public enum Shape: Hashable, Sendable, CaseIterable {
    /// BASE and AVAL on a scale.
    case change
    /// A change in per cent.
    case percentChange
    /// One number for each episode.
    case level
    /// Yes or no.
    case proportion
    /// A time to an event, censored where the event was not seen.
    case survival
    /// Events among those who were asked.
    case events
    /// A sum divided by another.
    case ratio
  }

  /// What kind of figure the endpoint gives.
  public var shape: Shape {
    switch self {
    case .change, .withinSession, .durability: .change
    case .percentChange: .percentChange
    case .responder, .recurrence: .proportion
    case .timeTo: .survival
    case .adverseEvent: .events
    case .costPerResponder: .ratio
    case .dose: .level
    }
  }

  /// Whether the endpoint is a yes or no per episode.
  public var isProportion: Bool { shape == .proportion }

  /// The instrument whose readings the endpoint needs; nil where it needs none.
  public var instrument: String? {
    switch self {
    case .change(let instrument), .percentChange(let instrument), .responder(_, let instrument):
      instrument
    case .timeTo, .costPerResponder: Instrument.pain.name
    case .withinSession, .durability, .recurrence, .adverseEvent, .dose: nil
    }
  }

  /// The names that need no instrument of a profile, for lists and suggestions.
  public static let standardNames =
    [
      "course_change", "course_percent_change", "within_session_change", "response_30",
      "response_50", "response_2pt", "below_5", "pain_free", "worsened",
    ] + TimeToReliefName.all + [
      "durability", "recurrence", "adverse_event", "cost_per_responder",
    ] + Dose.allCases.map(\.rawValue)

  /// The patterns of names of other instruments, for lists and suggestions.
  public static let instrumentPatterns = [
    "<instrument>_change", "<instrument>_percent_change", "<instrument>_response_<p>",
    "<instrument>_response_mcid",
  ]
}
