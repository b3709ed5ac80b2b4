import OutcomeModel

/// What stays the same over a patient's visits.
struct PatientHabits: Sendable {
  /// Whether the patient rates pain in half points.
  let halves: Bool
  /// The first answers to the secondary measures, as distances from what pain predicts.
  let measureShift: [Double]
  /// Whether the patient fills in the ODI (true), the RMDQ (false) or neither (nil).
  let disability: Bool?
  let modalities: Modalities
  let eveningVisitor: Bool

  init(parameters: ModelParameters, stream: inout RandomStream) {
    halves = stream.chance(parameters.halfPoints)
    measureShift = SecondaryMeasure.allCases.map { _ in stream.normal(sd: 1.2) }
    disability = [true, false, nil][stream.place(weights: [0.4, 0.3, 0.3])]
    var drawn: Modalities = []
    for (place, modality) in Modalities.all.enumerated()
    where stream.chance(Double(modality.percent) / 100) {
      drawn.insert(.one(place))
    }
    modalities = drawn
    eveningVisitor = stream.chance(0.35)
  }
}

/// Draws the visits of one episode: treatments, drop-out, follow-ups.
struct EpisodeSimulation {
  let parameters: ModelParameters
  let habits: PatientHabits
  let patient: InventedPatient
  let episodeIndex: Int

  /// All visits in order of their days; sets the day of the last treatment.
  ///
  /// - Parameter restart: Days from the last treatment to the next episode's first, nil if none.
  func visits(
    of episode: inout InventedEpisode, restart: Int?, stream: inout RandomStream
  ) -> [InventedVisit] {
    let pattern = drawPattern(episode.acuity, stream: &stream)
    // Planned treatments: acute 4-10, else 6-16; drop-out makes fewer of them.
    let planned = episode.acuity == .acute ? stream.integer(4...10) : stream.integer(6...16)
    var visits: [InventedVisit] = []
    var day = 0
    for count in 1...planned {
      let level = episode.course.level(on: day, ended: nil)
      let felt = level + stream.normal(sd: parameters.noise)
      visits.append(
        treatment(episode, day: day, count: count, felt: felt, pattern: pattern, stream: &stream))
      episode.lastTreatment = day
      if stays(away: level, episode: episode, count: count, stream: &stream) { break }
      day += gap(episode, after: count, of: planned, from: day, stream: &stream)
    }
    visits += followUps(of: episode, restart: restart, pattern: pattern, stream: &stream)
    return visits.sorted { ($0.day, $0.minute) < ($1.day, $1.minute) }
  }

  private func stays(
    away level: Double, episode: InventedEpisode, count: Int, stream: inout RandomStream
  ) -> Bool {
    var chance = parameters.dropOut
    if count >= 2, level > episode.course.base - 0.5 { chance += parameters.dropOutNotBetter }
    if level < 2 { chance += parameters.dropOutWell }
    return stream.chance(chance)
  }

  /// Days to the next treatment: acute every other day at first, then weekly; the last third of a
  /// plan every two or three weeks. No treatment on Sundays.
  private func gap(
    _ episode: InventedEpisode, after count: Int, of planned: Int, from day: Int,
    stream: inout RandomStream
  ) -> Int {
    var gap: Int
    if episode.acuity == .acute, count < 4 {
      gap = [2, 2, 2, 3, 1][stream.place(weights: [1, 1, 1, 1, 0.3])]
    } else if count * 3 > planned * 2 {
      gap = stream.element([14, 14, 21, 13, 15])
    } else {
      gap = stream.element([7, 7, 7, 7, 6, 8, 5, 9])
    }
    if episode.firstDay.advanced(by: day + gap).weekday == 7 { gap += 1 }
    return gap
  }

  /// Answers at about 6, 12, 26 and 52 weeks, never within three days of a treatment nor after the
  /// next episode has begun.
  private func followUps(
    of episode: InventedEpisode, restart: Int?, pattern: String, stream: inout RandomStream
  ) -> [InventedVisit] {
    guard stream.chance(parameters.followUpShare) else { return [] }
    var answers: [InventedVisit] = []
    for due in [42, 84, 182, 364] {
      let day = due + stream.integer(-3...5)
      guard day > episode.lastTreatment + 3 else { continue }
      if let restart, day >= episode.lastTreatment + restart { break }
      let level = episode.course.level(on: day, ended: episode.lastTreatment)
      // Who has not improved answers somewhat less often.
      let chance = parameters.followUpAnswer - (level > episode.course.base - 0.5 ? 0.1 : 0)
      guard stream.chance(chance) else { continue }
      let felt = level + stream.normal(sd: parameters.noise)
      answers.append(
        InventedVisit(
          patient: patient.index, episode: episodeIndex, ordinal: 0,
          day: episode.firstDay.advanced(by: day), minute: 9 * 60, isFollowUp: true,
          before: HalfPoints(rating: felt, inHalves: habits.halves), after: nil,
          measures: measures(level: felt, stream: &stream), modalities: [], pattern: "",
          minutes: 0, needles: 0, safety: .notAsked, practitioner: patient.practitioner,
          feeCents: 0))
    }
    return answers
  }

  private func treatment(
    _ episode: InventedEpisode, day: Int, count: Int, felt: Double, pattern: String,
    stream: inout RandomStream
  ) -> InventedVisit {
    let before = HalfPoints(rating: felt, inHalves: habits.halves)
    // The relief of the session is of that day: it does not enter the course.
    let relief = stream.normal(mean: parameters.withinSession, sd: parameters.withinSessionSD)
    let after = HalfPoints(rating: before.points - relief, inHalves: habits.halves)
    let asked = (count - 1).isMultiple(of: 4)
    var modalities = habits.modalities
    if stream.chance(0.15) { modalities.insert(.one(stream.integer(0...2))) }
    let base = Int((parameters.fee * 100).rounded())
    return InventedVisit(
      patient: patient.index, episode: episodeIndex, ordinal: 0,
      day: episode.firstDay.advanced(by: day), minute: startMinute(stream: &stream),
      isFollowUp: false, before: before, after: after,
      measures: asked ? measures(level: felt, stream: &stream) : [], modalities: modalities,
      pattern: pattern,
      minutes: stream.element(before.points >= 7 ? [35, 40, 40, 45, 45] : [25, 30, 30, 35, 40]),
      needles: stream.integer(8...22), safety: safety(stream: &stream),
      // One visit in twelve is with another practitioner.
      practitioner: stream.chance(0.08) ? stream.integer(0...4) : patient.practitioner,
      feeCents: count == 1 ? base + base / 4 : base)
  }

  /// Local starts from 8:00 to 18:45 on the quarter hour; those after 16:00 are the next day in
  /// UTC, where the clinic lies on the Pacific coast.
  private func startMinute(stream: inout RandomStream) -> Int {
    let hours = habits.eveningVisitor ? 16...18 : 8...16
    return stream.integer(hours) * 60 + stream.integer(0...3) * 15
  }

  private func safety(stream: inout RandomStream) -> SafetyAnswer {
    let asked = stream.chance(parameters.adverseAsked)
    let happened = stream.chance(parameters.adverseEvent)
    // What happened is written down whether or not somebody asked.
    guard happened else { return asked ? .nothing : .notAsked }
    let kinds = ["bruising", "soreness", "bleeding", "dizziness", "tiredness", "fainting"]
    return .event(kinds[stream.place(weights: [0.42, 0.25, 0.14, 0.09, 0.08, 0.02])])
  }

  private func drawPattern(_ acuity: Acuity, stream: inout RandomStream) -> String {
    let names = [
      "qi_stagnation", "blood_stasis", "damp_cold", "damp_heat", "kidney_yang", "kidney_yin",
    ]
    let weights =
      acuity == .chronic
      ? [0.2, 0.12, 0.18, 0.1, 0.22, 0.18] : [0.42, 0.26, 0.16, 0.1, 0.03, 0.03]
    return names[stream.place(weights: weights)]
  }

  /// Answers that go with the pain of the day, each patient with a shift of its own.
  private func measures(level: Double, stream: inout RandomStream) -> [Int?] {
    SecondaryMeasure.allCases.map { measure in
      let own = habits.measureShift[measure.rawValue]
      let noise = stream.normal(sd: 0.7)
      switch measure {
      case .odi:
        guard habits.disability == true else { return nil }
        // The ODI counts in steps of 2 percent.
        return 2 * Int(min(max(6.5 * level + 5 * own + 4 * noise, 0), 100) / 2)
      case .rmdq:
        guard habits.disability == false else { return nil }
        return Int(min(max(1.7 * level + 1.5 * own + noise, 0), 24))
      case .medicationDays:
        return Int(min(max(2.4 * level - 3 + 2 * own + 2 * noise, 0), 28))
      case .stress, .anxiety:
        return Int(min(max(2.2 + 0.45 * level + own + noise, 0), 10).rounded())
      case .mobility:
        return Int(min(max(9.2 - 0.75 * level + own + noise, 0), 10).rounded())
      default:
        return Int(min(max(8 - 0.45 * level + own + noise, 0), 10).rounded())
      }
    }
  }
}
