import OutcomeModel

/// A true value: what an endpoint is on many invented patients, without sampling error to speak of
/// and without mess, yet after rounding, the ends of the scale, drop-out and the choice of readings.
///
/// Names as in `results.csv`. One first episode for each patient.
public struct Estimand: Hashable, Sendable {
  /// An endpoint of `results.csv`: `course_change`, a responder rule, `sleep_change`, `adverse_event` ...
  public let endpoint: String
  /// `week1` ... `week52`, `last`; `first_visit` for the change within a session; `per_patient` and
  /// `per_treatment` for adverse events.
  public let window: String
  /// `all`, `acuity=acute`, `condition=sciatica` ...
  public let group: String
  /// Episodes with a value.
  public let count: Int
  /// The mean in points, or the share as a fraction; nil where no episode has a value.
  public let estimate: Double?
  /// The standard deviation with n - 1; nil for shares and below two episodes.
  public let sd: Double?
}

/// The true values of a model on a number of invented patients.
///
/// The patients differ from those of the clinic with the same seed. The rules for baseline, windows
/// and follow-ups are written a second time here, so that a test may hold the analysis against
/// them. Every episode is seen to its end.
///
/// - Throws: ``SynthesisError`` for effects that cannot be used.
public func estimands(
  effects: [String: Double], seed: UInt64, patients: Int
) throws(SynthesisError) -> [Estimand] {
  guard patients >= 1 else { throw .sizeTooSmall }
  let parameters = try ModelParameters(effects: effects)
  let firstDay = CalendarDay(number: 20_028)
  let simulation = PatientSimulation(
    parameters: parameters, firstDay: firstDay, lastDay: firstDay.advanced(by: 3_000),
    practitionerShift: InventedClinic.practitionerShifts(parameters, seed: seed))
  var tally = EstimandTally()
  // A distance in the numbers keeps these patients apart from the clinic's own.
  for index in 0..<patients { tally.add(simulation.patient(index + 1 << 40, seed: seed)) }
  return tally.estimands
}
