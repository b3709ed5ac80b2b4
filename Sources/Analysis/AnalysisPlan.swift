import OutcomeModel

/// A plan of analysis: rules, and questions in the order of their answers.
///
/// A plan file and the options of the command line both become this value, so there is one way
/// through the analysis.
public struct AnalysisPlan: Hashable, Sendable {
  /// The rules by which episodes and readings are derived.
  public var settings: DerivationSettings
  /// The questions in output order.
  public var questions: [Question]

  /// Makes a plan.
  public init(settings: DerivationSettings = DerivationSettings(), questions: [Question] = []) {
    self.settings = settings
    self.questions = questions
  }

  /// The windows whose readings the questions need, nil when one needs all.
  public var windowNames: Set<String>? {
    var names = Set<String>()
    for question in questions {
      let keys =
        question.population.conditions.map(\.key) + question.groupings.flatMap(\.self)
        + question.comparisons.map(\.key) + question.adjust.map(\.key)
      // The key names every window with a reading, so all must be there.
      if keys.contains("scored_at") { return nil }
      guard let windows = question.endpoint.readings(question.windows) else { return nil }
      names.formUnion(windows)
    }
    return names
  }

  /// The instruments that the questions need; pain is always among them, for group keys use it.
  public var instruments: Set<String> {
    Set(questions.compactMap(\.endpoint.instrument) + [Instrument.pain.name])
  }

  /// What the questions need beside baselines and readings.
  public var needs: Set<Need> {
    var needs = Set<Need>()
    for question in questions {
      switch question.endpoint {
      case .withinSession: needs.insert(.withinSession)
      case .timeTo: needs.insert(.relief)
      case .durability, .adverseEvent, .costPerResponder, .dose: needs.insert(.care)
      case .change, .percentChange, .responder, .recurrence: break
      }
      if question.asksForSlope { needs.insert(.course) }
    }
    return needs
  }

  /// A part of the derivation that only some questions need.
  public enum Need: Hashable, Sendable {
    /// Arriving and leaving pain of the same treatment.
    case withinSession
    /// Time to relief.
    case relief
    /// Fees, dose, adverse events and scores after care.
    case care
    /// Every score up to day 84.
    case course
  }
}
