/// What decides how visits become episodes, baselines and readings; printed in every report.
public struct DerivationSettings: Hashable, Sendable {
  /// The longest gap between two treatments of one episode, in days; inclusive.
  public var gapDays = 90
  /// The longest time since onset that is acute, in days; inclusive.
  public var acuteDays = 42
  /// The longest time since onset that is not yet chronic, in days; inclusive.
  public var chronicDays = 84
  /// How far after the first treatment a baseline score may stand when that visit has none.
  public var baselineLateDays = 7
  /// How far before the first treatment a follow-up score may serve as baseline.
  public var baselineEarlyDays = 14
  /// Whether a treatment of another region of the body (neck, back, ...) opens an episode of its own.
  public var episodeByRegion = false
  /// The order in which exclusive tables choose among several conditions. It decides no episode.
  public var conditionRanking = Condition.allCases
  /// The windows of days, earliest first.
  public var windows = Window.standard

  /// The standard settings.
  public init() {}

  /// The acuity of an episode whose pain began `onsetDays` before its first treatment.
  ///
  /// An onset that is not known or lies after the first treatment gives ``Acuity/unknown``.
  public func acuity(onsetDays: Int?) -> Acuity {
    guard let onsetDays, onsetDays >= 0 else { return .unknown }
    if onsetDays <= acuteDays { return .acute }
    return onsetDays <= chronicDays ? .subacute : .chronic
  }
}
