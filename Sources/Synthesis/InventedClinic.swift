import OutcomeModel

/// A whole invented clinic: its patients and their visits, as they truly were.
struct InventedClinic: Sendable {
  let parameters: ModelParameters
  let patients: [InventedPatient]
  /// All visits by day, time, patient.
  let visits: [InventedVisit]

  /// Draws the clinic. Every patient has a stream of its own, so that more patients leave the
  /// former ones as they are.
  ///
  /// - Throws: ``SynthesisError`` for options that cannot be used.
  init(options: SynthesisOptions) throws(SynthesisError) {
    guard options.mess >= 0, options.mess <= 1 else { throw .messOutOfRange }
    guard options.firstDay <= options.lastDay else { throw .daysReversed }
    let parameters = try ModelParameters(effects: options.effects)
    let simulation = PatientSimulation(
      parameters: parameters, firstDay: options.firstDay, lastDay: options.lastDay,
      practitionerShift: InventedClinic.practitionerShifts(parameters, seed: options.seed))
    var patients: [InventedPatient] = []
    switch options.size {
    case .patients(let count):
      guard count >= 1 else { throw .sizeTooSmall }
      patients = (0..<count).map { simulation.patient($0, seed: options.seed) }
    case .rows(let count):
      guard count >= 1 else { throw .sizeTooSmall }
      var rows = 0
      while rows < count {
        var patient = simulation.patient(patients.count, seed: options.seed)
        rows += patient.episodes.reduce(0) { $0 + $1.visits.count }
        patient.removeLastVisits(max(0, rows - count))
        patients.append(patient)
      }
    }
    self.parameters = parameters
    self.patients = patients
    visits = patients.flatMap { $0.episodes.flatMap(\.visits) }.sorted {
      ($0.day, $0.minute, $0.patient, $0.ordinal) < ($1.day, $1.minute, $1.patient, $1.ordinal)
    }
  }

  /// The names by which the files know the practitioners.
  static let practitioners = ["prac-01", "prac-02", "prac-03", "prac-04", "prac-05"]

  /// The episode of a visit.
  func episode(of visit: InventedVisit) -> InventedEpisode {
    patients[visit.patient].episodes[visit.episode]
  }

  static func practitionerShifts(_ parameters: ModelParameters, seed: UInt64) -> [Double] {
    var stream = RandomStream(seed: seed, purpose: .patient, of: -1)
    return practitioners.map { _ in stream.normal(sd: parameters.practitionerSD) }
  }
}

extension InventedPatient {
  /// Cuts visits from the end.
  mutating func removeLastVisits(_ count: Int) {
    var rest = count
    while rest > 0, let last = episodes.indices.last {
      let cut = min(rest, episodes[last].visits.count)
      episodes[last].visits.removeLast(cut)
      rest -= cut
      if episodes[last].visits.isEmpty { episodes.removeLast() }
    }
  }
}
