import OutcomeModel

/// REDCap: a research project that follows each patient's first episode; raw or label export.
///
/// Events: one intake row for each record (no visit), a repeating instrument `treatment`, and
/// follow-up events. Fields of other instruments are blank in a row. Each export is complete: with
/// mess there are two, and in the second one record has been deleted. Scores are checked on entry,
/// so there are no untidy forms: a lost score is in equal parts a blank and one of the project's codes
/// for missing data, -99 (not asked) and UNK (not known).
struct REDCapExport {
  /// Whether headers and values are labels.
  let isLabelled: Bool

  /// The follow-up events: unique name, label, and the last day that counts for it.
  static let followUps: [(name: String, label: String, lastDay: Int)] = [
    ("followup_6w_arm_1", "Follow-up 6 weeks", 63),
    ("followup_12w_arm_1", "Follow-up 12 weeks", 133),
    ("followup_26w_arm_1", "Follow-up 26 weeks", 273),
    ("followup_52w_arm_1", "Follow-up 52 weeks", .max),
  ]

  /// Field names with their labels, the check boxes of the modalities apart.
  static let fields: [(name: String, label: String)] = [
    ("record_id", "Record ID"), ("redcap_event_name", "Event Name"),
    ("redcap_repeat_instrument", "Repeat Instrument"),
    ("redcap_repeat_instance", "Repeat Instance"), ("patient_name", "Name"),
    ("phone", "Telephone"), ("sex", "Sex"), ("birth_year", "Year of birth"),
    ("diagnosis", "Diagnosis"), ("onset_date", "Onset of pain"), ("intake_complete", "Complete?"),
    ("visit_date", "Date of visit"), ("practitioner", "Practitioner"),
    ("pain_arrive", "Pain on arrival (0-10)"), ("pain_leave", "Pain on leaving (0-10)"),
    ("rmdq", "Roland-Morris score (0-24)"), ("retention_min", "Minutes with needles"),
    ("adverse", "Adverse event"),
  ]
  static let lastFields: [(name: String, label: String)] = [
    ("treatment_complete", "Complete?"), ("followup_complete", "Complete?"),
  ]
  static let adverseKinds = [
    "none", "bruising", "soreness", "bleeding", "dizziness", "tiredness", "fainting",
  ]

  func files(_ book: AppointmentBook, options: SynthesisOptions) -> [SyntheticFile] {
    guard options.mess > 0 else { return [file(book, until: options.lastDay, place: 1, all: true)] }
    return [
      file(book, until: options.lastDay.advanced(by: -61), place: 0, all: true),
      file(book, until: options.lastDay, place: 1, all: false),
    ]
  }

  private func file(
    _ book: AppointmentBook, until last: CalendarDay, place: Int, all: Bool
  ) -> SyntheticFile {
    var table = DelimitedTable(header: header)
    // The deleted record is the one that began first.
    let deleted = all ? nil : book.appointments.first?.visit.patient
    for patient in book.clinic.patients where patient.index != deleted {
      guard let episode = patient.episodes.first, episode.firstDay <= last else { continue }
      table.append(intakeCells(patient, episode))
      var instance = 0
      for visit in episode.visits where visit.day <= last {
        if !visit.isFollowUp { instance += 1 }
        table.append(visitCells(visit, episode, instance: instance, book: book))
      }
    }
    if place == 1, book.rates.level > 0 { table.encoding = .utf8WithMark }
    let stem = isLabelled ? "AshiStudy_DATA_LABELS_" : "AshiStudy_DATA_"
    return table.file(stem + last.description + ".csv")
  }

  private var header: [String] {
    let boxes = Modalities.all.enumerated().map { place, modality in
      isLabelled
        ? "Modalities (choice=" + modality.label + ")" : "modalities___" + String(place + 1)
    }
    let name = { (field: (name: String, label: String)) in isLabelled ? field.label : field.name }
    return REDCapExport.fields.map(name) + boxes + REDCapExport.lastFields.map(name)
  }

  private func intakeCells(_ patient: InventedPatient, _ episode: InventedEpisode) -> [String] {
    let diagnosis = DiagnosisCatalogue.all[episode.diagnosis]
    let identity = patient.identity
    return [
      identity.code, isLabelled ? "Intake" : "intake_arm_1", "", "", identity.fullName,
      identity.phone, sex(patient), String(patient.birthYear),
      episode.words.map { diagnosis.words[$0] } ?? diagnosis.code(on: episode.firstDay),
      episode.onsetDays.map { episode.firstDay.advanced(by: -$0).description } ?? "", complete,
    ] + Array(repeating: "", count: 7 + Modalities.all.count + 2)
  }

  private func visitCells(
    _ visit: InventedVisit, _ episode: InventedEpisode, instance: Int, book: AppointmentBook
  ) -> [String] {
    var stream = RandomStream(seed: book.seed, purpose: .mess, of: visit.key)
    let before = score(
      visit.before, blank: book.rates.blankBefore(practitioner: visit.practitioner), &stream)
    let after = score(visit.after, blank: book.rates.blankAfter, &stream)
    let treated = !visit.isFollowUp
    let start = [
      InventedIdentity(patient: visit.patient).code, event(visit, episode),
      treated ? (isLabelled ? "Treatment" : "treatment") : "", treated ? String(instance) : "",
    ]
    let fields = [
      visit.day.description, practitioner(visit), before, after,
      visit.value(.rmdq).map { String($0) } ?? "", treated ? String(visit.minutes) : "",
      treated ? adverse(visit.safety) : "",
    ]
    // Check boxes of an instrument that is not in the row are blank, not 0.
    let boxes = Modalities.all.indices.map { place -> String in
      guard treated else { return "" }
      let isTicked = visit.modalities.contains(.one(place))
      return isLabelled ? (isTicked ? "Checked" : "Unchecked") : (isTicked ? "1" : "0")
    }
    return start + Array(repeating: "", count: 7) + fields + boxes
      + [treated ? complete : "", treated ? "" : complete]
  }

  private func score(
    _ score: HalfPoints?, blank: Double, _ stream: inout RandomStream
  ) -> String {
    let isBlank = stream.chance(blank)
    let kind = stream.integer(0...2)
    guard let score else { return "" }
    guard isBlank else { return score.text }
    return isLabelled ? ["", "Not asked", "Not known"][kind] : ["", "-99", "UNK"][kind]
  }

  private func event(_ visit: InventedVisit, _ episode: InventedEpisode) -> String {
    guard visit.isFollowUp else { return isLabelled ? "Treatment" : "treatment_arm_1" }
    let day = visit.day.days(since: episode.firstDay)
    let event = REDCapExport.followUps.first { day <= $0.lastDay }
    return (isLabelled ? event?.label : event?.name) ?? ""
  }

  private func sex(_ patient: InventedPatient) -> String {
    if isLabelled { return patient.isFemale ? "Female" : "Male" }
    return patient.isFemale ? "2" : "1"
  }

  private func practitioner(_ visit: InventedVisit) -> String {
    isLabelled
      ? InventedClinic.practitioners[visit.practitioner] : String(visit.practitioner + 1)
  }

  /// A drop-down list: 0 none, 1 bruising and so on; blank where not asked.
  private func adverse(_ answer: SafetyAnswer) -> String {
    switch answer {
    case .notAsked: return ""
    case .nothing: return isLabelled ? "None" : "0"
    case .event(let kind):
      guard !isLabelled else { return kind.prefix(1).uppercased() + kind.dropFirst() }
      return String(REDCapExport.adverseKinds.firstIndex(of: kind) ?? 0)
    }
  }

  private var complete: String { isLabelled ? "Complete" : "2" }
}
