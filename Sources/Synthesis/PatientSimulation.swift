import OutcomeModel

/// Draws one patient with all episodes and visits, from the patient's own stream.
struct PatientSimulation {
  let parameters: ModelParameters
  let firstDay: CalendarDay
  let lastDay: CalendarDay
  /// Added to the change by day 42, by practitioner.
  let practitionerShift: [Double]

  /// The patient of a number; visits after the last day are not there.
  func patient(_ index: Int, seed: UInt64) -> InventedPatient {
    var stream = RandomStream(seed: seed, purpose: .patient, of: index)
    let isFemale = stream.chance(0.62)
    var start = firstDay.advanced(
      by: stream.integer(0...max(0, lastDay.days(since: firstDay))))
    if start.weekday == 7 { start = start.advanced(by: start > firstDay ? -1 : 1) }
    let age = min(92, max(17, Int(stream.normal(mean: 49, sd: 15))))
    let care = stream.place(weights: [0.62, 0.14, 0.08, 0.12, 0.04])
    var patient = InventedPatient(
      index: index, isFemale: isFemale, birthYear: start.civil.year - age,
      practitioner: stream.place(weights: [0.34, 0.26, 0.2, 0.13, 0.07]),
      concurrentCare: ["", "physio", "chiropractic", "medication", "physio;medication"][care])
    let habits = PatientHabits(parameters: parameters, stream: &stream)
    var next: CalendarDay? = start
    var drawn = 0
    while let first = next, first <= lastDay, drawn < 4 {
      var episode = drawEpisode(
        first: first, isFirst: drawn == 0, patient: patient, age: age, stream: &stream)
      let following =
        stream.chance(parameters.secondEpisode) ? 95 + stream.geometric(mean: 110) : nil
      var visits = EpisodeSimulation(
        parameters: parameters, habits: habits, patient: patient, episodeIndex: drawn
      ).visits(of: &episode, restart: following, stream: &stream)
      visits.removeAll { $0.day > lastDay }
      let before = patient.episodes.reduce(0) { $0 + $1.visits.count }
      for place in visits.indices { visits[place].ordinal = before + place }
      episode.visits = visits
      next = following.map { first.advanced(by: episode.lastTreatment + $0) }
      if let day = next, day.weekday == 7 { next = day.advanced(by: 1) }
      patient.episodes.append(episode)
      drawn += 1
    }
    return patient
  }

  private func drawEpisode(
    first: CalendarDay, isFirst: Bool, patient: InventedPatient, age: Int,
    stream: inout RandomStream
  ) -> InventedEpisode {
    // A new bout of an old trouble is mostly recent.
    let acute = isFirst ? parameters.acuteShare : 0.6
    let subacute = isFirst ? parameters.subacuteShare : 0.15
    let acuity = [Acuity.acute, .subacute, .chronic][
      stream.place(weights: [acute, subacute, max(0, 1 - acute - subacute)])]
    let onset = drawOnset(acuity, stream: &stream)
    let diagnosis = DiagnosisCatalogue.draw(
      acuity: acuity, canBePregnant: patient.isFemale && (18...45).contains(age), from: &stream)
    let words = DiagnosisCatalogue.all[diagnosis].words
    return InventedEpisode(
      diagnosis: diagnosis,
      words: stream.chance(0.35) ? stream.integer(0...(words.count - 1)) : nil, acuity: acuity,
      onsetDays: stream.chance(parameters.onsetUnknown) ? nil : onset,
      course: drawCourse(acuity, diagnosis, patient.practitioner, stream: &stream),
      firstDay: first)
  }

  /// Days since the onset: acute 0-42, often within the first days; subacute 43-84; chronic above.
  private func drawOnset(_ acuity: Acuity, stream: inout RandomStream) -> Int {
    switch acuity {
    case .acute: min(42, stream.geometric(mean: 9))
    case .subacute: stream.integer(43...84)
    default: 85 + min(9_000, Int(stream.gamma(shape: 1.2, mean: 900)))
    }
  }

  private func drawCourse(
    _ acuity: Acuity, _ diagnosis: Int, _ practitioner: Int, stream: inout RandomStream
  ) -> CourseOfPain {
    let mean: Double
    let change: Double
    switch acuity {
    case .acute: (mean, change) = (parameters.acuteBaseline, parameters.acuteChangeWeek6)
    case .subacute: (mean, change) = (parameters.subacuteBaseline, parameters.subacuteChangeWeek6)
    default: (mean, change) = (parameters.chronicBaseline, parameters.chronicChangeWeek6)
    }
    // Who comes for treatment has some pain: below 1.5 is drawn again, and above 10 is none.
    var base = stream.normal(mean: mean, sd: parameters.baselineSD)
    var tries = 0
    while base < 1.5 || base > 10, tries < 100 {
      base = stream.normal(mean: mean, sd: parameters.baselineSD)
      tries += 1
    }
    base = min(max(base, 0), 10)
    let own = stream.normal(sd: parameters.responseSD)
    return CourseOfPain(
      base: base,
      change: change + parameters.shift(of: DiagnosisCatalogue.all[diagnosis].conditions)
        + practitionerShift[practitioner] + parameters.baselineSlope * (base - mean) + own,
      days: acuity == .acute ? parameters.acuteDays : parameters.chronicDays,
      rise: parameters.durability)
  }
}

extension ModelParameters {
  /// What a set of conditions adds to the change by day 42.
  func shift(of conditions: ConditionSet) -> Double {
    var shift = 0.0
    if conditions.contains(.herniatedDisc) { shift += herniatedDiscShift }
    if conditions.contains(.sciatica) { shift += sciaticaShift }
    if conditions.contains(.stenosis) { shift += stenosisShift }
    if !conditions.isBackPain { shift += otherRegionShift }
    return shift
  }
}
