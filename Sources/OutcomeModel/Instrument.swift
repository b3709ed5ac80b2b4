/// A scale on which a score is read: its range, its step, and which way is better.
///
/// Instruments are data: a profile may declare one that ashi has never heard of.
public struct Instrument: Hashable, Sendable {
  /// Which end of the scale is the good one.
  public enum Direction: String, Sendable, CaseIterable {
    /// Lower is better: pain, disability.
    case lower
    /// Higher is better: sleep, mobility.
    case higher
  }

  /// The name used in column headers, endpoints and results, such as `pain` or `odi`.
  public var name: String
  /// The name that people read.
  public var label: String
  /// The lowest possible score.
  public var minimum: Score
  /// The highest possible score.
  public var maximum: Score
  /// The spacing of the scale; nil where any decimal is possible. Off-step values are warned of.
  public var step: Score?
  /// Which way is better.
  public var better: Direction
  /// The smallest change that patients notice (MCID), nil where none is agreed.
  public var mcid: Score?

  /// Makes an instrument.
  public init(
    name: String, label: String, minimum: Score, maximum: Score, step: Score? = nil,
    better: Direction, mcid: Score? = nil
  ) {
    self.name = name
    self.label = label
    self.minimum = minimum
    self.maximum = maximum
    self.step = step
    self.better = better
    self.mcid = mcid
  }

  /// Pain on an 11-point numeric rating scale; half points occur in practice.
  public static let pain = Instrument(
    name: "pain", label: "pain", minimum: Score(0), maximum: Score(10),
    step: Score(nano: Score.scale / 2), better: .lower, mcid: Score(2))

  /// The instruments that every profile knows without declaring them, pain first.
  ///
  /// Only pain carries an MCID: two points (Farrar 2001, Pain 94:149). The thresholds in use for
  /// ODI and RMDQ vary with the population, so a profile or plan states the one it means.
  public static let shipped: [Instrument] = [
    .pain,
    Instrument(
      name: "odi", label: "Oswestry Disability Index", minimum: Score(0), maximum: Score(100),
      step: Score(1), better: .lower),
    Instrument(
      name: "rmdq", label: "Roland-Morris Disability Questionnaire", minimum: Score(0),
      maximum: Score(24), step: Score(1), better: .lower),
    rating("sleep", "sleep", .higher), rating("stress", "stress", .lower),
    rating("mobility", "mobility", .higher), rating("mood", "mood", .higher),
    rating("energy", "energy", .higher), rating("anxiety", "anxiety", .lower),
    rating("quality_of_life", "quality of life", .higher),
    Instrument(
      name: "medication_days", label: "days with pain medication in the last 28",
      minimum: Score(0), maximum: Score(28), step: Score(1), better: .lower),
  ]

  private static func rating(_ name: String, _ label: String, _ better: Direction) -> Instrument {
    Instrument(
      name: name, label: label, minimum: Score(0), maximum: Score(10),
      step: Score(nano: Score.scale / 2), better: better)
  }

  /// Whether a score lies on the scale.
  public func contains(_ score: Score) -> Bool { score >= minimum && score <= maximum }

  /// Whether a score lies on a step of the scale.
  public func isOnStep(_ score: Score) -> Bool {
    guard let step, step.nano > 0 else { return true }
    return (score.nano - minimum.nano).isMultiple(of: step.nano)
  }
}
