import OutcomeModel

/// A true value: what an endpoint is on many invented patients, without sampling error to speak of
/// and without mess, yet after rounding, the ends of the scale, drop-out and the choice of readings.
///
/// Names as in `results.csv`. One first episode for each patient.
public struct Estimand: Hashable, Sendable {
  /// `course_change`, `response_30` or `within_session_change`.
  public let endpoint: String
  /// `week1` ... `week52`, `last`; `first_visit` for the change within a session.
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

/// The sums that true values are made of, in halves of a point: exact.
struct EstimandTally {
  private struct Sums {
    var count = 0
    var sum = 0
    var squares = 0
    var applicable = 0
    var responders = 0

    mutating func add(_ change: Int, base: Int) {
      count += 1
      sum += change
      squares += change * change
      guard base > 0 else { return }
      applicable += 1
      // A fall of 30 percent or more, in whole numbers.
      if -10 * change >= 3 * base { responders += 1 }
    }

    var mean: Double? { count > 0 ? Double(sum) / Double(count) / 2 : nil }

    var sd: Double? {
      guard count > 1 else { return nil }
      let spread = Double(count * squares - sum * sum) / Double(count) / Double(count - 1)
      return spread.squareRoot() / 2
    }
  }

  private static let windows: [(name: String, days: ClosedRange<Int>, target: Int)] =
    [
      ("week1", 4...10, 7), ("week2", 11...21, 14), ("week4", 22...35, 28), ("week6", 36...63, 42),
      ("week12", 64...133, 84), ("week26", 134...273, 182), ("week52", 274...456, 365),
    ]
  private static let firstVisit = windows.count + 1
  private static let groups =
    ["all"] + ["acute", "subacute", "chronic", "unknown"].map { "acuity=" + $0 }
    + Condition.allCases.map { "condition=" + $0.name }
  private var sums: [[Sums]] = Array(
    repeating: Array(repeating: Sums(), count: firstVisit + 1), count: groups.count)

  /// Adds the first episode of a patient.
  mutating func add(_ patient: InventedPatient) {
    guard let episode = patient.episodes.first, let first = episode.visits.first else { return }
    let base = first.before.halves
    let next = patient.episodes.dropFirst().first?.visits.first?.day
    let later = episode.visits.filter { visit in
      guard visit.day > first.day else { return false }
      // An answer in the 14 days before the next episode belongs to that one.
      guard visit.isFollowUp, let next else { return true }
      return next.days(since: visit.day) > 14
    }
    let members = EstimandTally.groups(of: episode)
    for (place, window) in EstimandTally.windows.enumerated() {
      guard let reading = EstimandTally.reading(later, from: first.day, window) else { continue }
      add(reading.before.halves - base, base: base, to: members, window: place)
    }
    if let last = later.last {
      add(last.before.halves - base, base: base, to: members, window: EstimandTally.windows.count)
    }
    if let after = first.after {
      add(after.halves - base, base: base, to: members, window: EstimandTally.firstVisit)
    }
  }

  /// All true values: by window, then group.
  var estimands: [Estimand] {
    let names = EstimandTally.windows.map(\.name) + ["last"]
    var found: [Estimand] = []
    for (window, name) in names.enumerated() {
      for (group, label) in EstimandTally.groups.enumerated() {
        let sums = sums[group][window]
        found.append(
          Estimand(
            endpoint: "course_change", window: name, group: label, count: sums.count,
            estimate: sums.mean, sd: sums.sd))
        found.append(
          Estimand(
            endpoint: "response_30", window: name, group: label, count: sums.applicable,
            estimate: sums.applicable > 0
              ? Double(sums.responders) / Double(sums.applicable) : nil, sd: nil))
      }
    }
    for (group, label) in EstimandTally.groups.enumerated() {
      let sums = sums[group][EstimandTally.firstVisit]
      found.append(
        Estimand(
          endpoint: "within_session_change", window: "first_visit", group: label,
          count: sums.count, estimate: sums.mean, sd: sums.sd))
    }
    return found
  }

  private mutating func add(_ change: Int, base: Int, to members: [Int], window: Int) {
    for group in members { sums[group][window].add(change, base: base) }
  }

  private static func groups(of episode: InventedEpisode) -> [Int] {
    // What the clinic recorded, not what was drawn: no onset is "unknown".
    let acuity =
      switch episode.onsetDays {
      case nil: 4
      case .some(let days): days <= 42 ? 1 : days <= 84 ? 2 : 3
      }
    let conditions = DiagnosisCatalogue.all[episode.diagnosis].conditions
    return [0, acuity] + conditions.members.map { 5 + $0.rawValue }
  }

  private static func reading(
    _ visits: [InventedVisit], from first: CalendarDay,
    _ window: (name: String, days: ClosedRange<Int>, target: Int)
  ) -> InventedVisit? {
    var best: (distance: Int, visit: InventedVisit)?
    for visit in visits {
      let day = visit.day.days(since: first)
      guard window.days.contains(day) else { continue }
      let distance = abs(day - window.target)
      // Visits are in order of time, so that a tie stays with the earlier.
      if let best, best.distance <= distance { continue }
      best = (distance, visit)
    }
    return best?.visit
  }
}
