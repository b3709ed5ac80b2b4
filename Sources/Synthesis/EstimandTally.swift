import OutcomeModel

/// The sums that true values are made of, in whole numbers: exact.
struct EstimandTally {
  /// The sums of a change and of those who meet each rule, in units of which `unit` are a point.
  private struct Sums {
    var count = 0
    var sum = 0
    var squares = 0
    var applicable = Array(repeating: 0, count: EstimandRule.allCases.count)
    var responders = Array(repeating: 0, count: EstimandRule.allCases.count)

    mutating func add(_ change: Int) {
      count += 1
      sum += change
      squares += change * change
    }

    mutating func add(base: Int, value: Int) {
      add(value - base)
      for (place, rule) in EstimandRule.allCases.enumerated() where rule.applies(base) {
        applicable[place] += 1
        if rule.isMet(base, value) { responders[place] += 1 }
      }
    }

    func mean(unit: Double) -> Double? { count > 0 ? Double(sum) / Double(count) / unit : nil }

    func sd(unit: Double) -> Double? {
      guard count > 1 else { return nil }
      let spread = Double(count * squares - sum * sum) / Double(count) / Double(count - 1)
      return spread.squareRoot() / unit
    }

    func share(_ place: Int) -> Double? {
      applicable[place] > 0 ? Double(responders[place]) / Double(applicable[place]) : nil
    }
  }

  /// How many were asked about adverse events, and how many had one.
  private struct Events {
    var asked = 0
    var happened = 0
  }

  private static let windows: [(name: String, days: ClosedRange<Int>, target: Int)] =
    [
      ("week1", 4...10, 7), ("week2", 11...21, 14), ("week4", 22...35, 28), ("week6", 36...63, 42),
      ("week12", 64...133, 84), ("week26", 134...273, 182), ("week52", 274...456, 365),
    ]
  private static let primary = 3
  private static let firstVisit = windows.count + 1
  private static let groups =
    ["all"] + ["acute", "subacute", "chronic", "unknown"].map { "acuity=" + $0 }
    + Condition.allCases.map { "condition=" + $0.name }
  private var sums: [[Sums]] = Array(
    repeating: Array(repeating: Sums(), count: firstVisit + 1), count: groups.count)
  /// By ``SecondaryMeasure``: everyone, six weeks.
  private var measures = Array(repeating: Sums(), count: SecondaryMeasure.allCases.count)
  private var patients = Events()
  private var treatments = Events()

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
      add(base: base, value: reading.before.halves, to: members, window: place)
    }
    if let last = later.last {
      add(base: base, value: last.before.halves, to: members, window: EstimandTally.windows.count)
    }
    if let after = first.after {
      add(base: base, value: after.halves, to: members, window: EstimandTally.firstVisit)
    }
    addMeasures(first, later)
    addEvents(episode)
  }

  private mutating func add(base: Int, value: Int, to members: [Int], window: Int) {
    for group in members { sums[group][window].add(base: base, value: value) }
  }

  /// Every measure is asked at the first treatment or never.
  private mutating func addMeasures(_ first: InventedVisit, _ later: [InventedVisit]) {
    for measure in SecondaryMeasure.allCases {
      guard let base = first.value(measure) else { continue }
      let answered = later.filter { $0.value(measure) != nil }
      let reading = EstimandTally.reading(
        answered, from: first.day, EstimandTally.windows[EstimandTally.primary])
      guard let value = reading?.value(measure) else { continue }
      measures[measure.rawValue].add(value - base)
    }
  }

  private mutating func addEvents(_ episode: InventedEpisode) {
    var mine = Events()
    for visit in episode.visits where !visit.isFollowUp {
      switch visit.safety {
      case .notAsked: continue
      case .nothing: mine.asked += 1
      case .event:
        mine.asked += 1
        mine.happened += 1
      }
    }
    treatments.asked += mine.asked
    treatments.happened += mine.happened
    patients.asked += min(1, mine.asked)
    patients.happened += min(1, mine.happened)
  }

  /// All true values: by window, then group; then measures, then adverse events.
  var estimands: [Estimand] {
    let names = EstimandTally.windows.map(\.name) + ["last"]
    var found: [Estimand] = []
    for (window, name) in names.enumerated() {
      for (group, label) in EstimandTally.groups.enumerated() {
        let sums = sums[group][window]
        found.append(
          Estimand(
            endpoint: "course_change", window: name, group: label, count: sums.count,
            estimate: sums.mean(unit: 2), sd: sums.sd(unit: 2)))
        for (place, rule) in EstimandRule.allCases.enumerated() {
          found.append(
            Estimand(
              endpoint: rule.rawValue, window: name, group: label,
              count: sums.applicable[place], estimate: sums.share(place), sd: nil))
        }
      }
    }
    for (group, label) in EstimandTally.groups.enumerated() {
      let sums = sums[group][EstimandTally.firstVisit]
      found.append(
        Estimand(
          endpoint: "within_session_change", window: "first_visit", group: label,
          count: sums.count, estimate: sums.mean(unit: 2), sd: sums.sd(unit: 2)))
    }
    for measure in SecondaryMeasure.allCases {
      let sums = measures[measure.rawValue]
      found.append(
        Estimand(
          endpoint: measure.name + "_change",
          window: EstimandTally.windows[EstimandTally.primary].name, group: "all",
          count: sums.count, estimate: sums.mean(unit: 1), sd: sums.sd(unit: 1)))
    }
    for (window, events) in [("per_patient", patients), ("per_treatment", treatments)] {
      found.append(
        Estimand(
          endpoint: "adverse_event", window: window, group: "all", count: events.asked,
          estimate: events.asked > 0 ? Double(events.happened) / Double(events.asked) : nil,
          sd: nil))
    }
    return found
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

/// The responder rules, written a second time and in halves of a point.
enum EstimandRule: String, CaseIterable {
  case response30 = "response_30"
  case response50 = "response_50"
  case response2pt = "response_2pt"
  case below5 = "below_5"
  case painFree = "pain_free"
  case worsened

  /// Whether somebody with this baseline can meet the rule.
  func applies(_ base: Int) -> Bool {
    switch self {
    case .response30, .response50, .painFree: base > 0
    case .response2pt: base >= 4
    case .below5: base >= 10
    case .worsened: base <= 16
    }
  }

  func isMet(_ base: Int, _ value: Int) -> Bool {
    switch self {
    case .response30: 10 * (base - value) >= 3 * base
    case .response50: 2 * (base - value) >= base
    case .response2pt: base - value >= 4
    case .below5: value < 10
    case .painFree: value == 0
    case .worsened: value - base >= 4
    }
  }
}
