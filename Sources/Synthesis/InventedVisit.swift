import OutcomeModel

/// What was done besides needles; a set.
struct Modalities: OptionSet, Hashable, Sendable {
  let rawValue: UInt16

  /// Names and how often a patient's plan contains them, in percent.
  static let all: [(name: String, label: String, percent: Int)] = [
    ("electro", "Electrical stimulation", 35), ("cupping", "Cupping", 28),
    ("infrared", "Infrared lamp", 24), ("auricular", "Auricular", 15), ("herbs", "Herbs", 12),
    ("plaster", "Plaster", 8), ("nutrition", "Nutrition", 6), ("moxa", "Moxa", 10),
    ("gua_sha", "Gua sha", 7), ("exercise", "Exercise", 12), ("strength", "Strength", 4),
    ("posture", "Posture", 6), ("yoga", "Yoga", 4), ("qigong", "Qigong", 3),
    ("meditation", "Meditation", 4),
  ]

  static func one(_ place: Int) -> Modalities { Modalities(rawValue: 1 << UInt16(place)) }

  /// The names in the order of the list.
  var names: [String] {
    Modalities.all.indices.filter { contains(.one($0)) }.map { Modalities.all[$0].name }
  }
}

/// A secondary measure of the invented clinic.
enum SecondaryMeasure: Int, CaseIterable, Sendable {
  case odi, rmdq, sleep, stress, mobility, mood, energy, anxiety, qualityOfLife, medicationDays

  /// The name of the canonical column.
  var name: String {
    switch self {
    case .odi: "odi"
    case .rmdq: "rmdq"
    case .sleep: "sleep"
    case .stress: "stress"
    case .mobility: "mobility"
    case .mood: "mood"
    case .energy: "energy"
    case .anxiety: "anxiety"
    case .qualityOfLife: "quality_of_life"
    case .medicationDays: "medication_days"
    }
  }
}

/// The answer to the question for adverse events.
enum SafetyAnswer: Hashable, Sendable {
  case notAsked
  case nothing
  case event(String)

  /// Who told of the event: what can be seen is noted by the practitioner, what is felt told by the patient;
  /// empty where nothing happened.
  var reporter: String {
    switch self {
    case .notAsked, .nothing: ""
    case .event(let kind):
      ["bruising", "bleeding", "fainting"].contains(kind) ? "practitioner" : "patient"
    }
  }
}

/// One visit of the invented clinic as it was, before any mess.
struct InventedVisit: Sendable {
  /// The place of the patient in the clinic.
  let patient: Int
  /// The place of the episode among the patient's.
  let episode: Int
  /// The place of the visit among the patient's, whatever its episode.
  var ordinal: Int
  let day: CalendarDay
  /// Local time of the start, minutes after midnight.
  let minute: Int
  let isFollowUp: Bool
  let before: HalfPoints
  /// Nil at a follow-up: nothing was done that pain could fall after.
  let after: HalfPoints?
  /// By ``SecondaryMeasure``; nil where not asked; empty where none was asked.
  let measures: [Int?]
  let modalities: Modalities
  let pattern: String
  let minutes: Int
  let needles: Int
  let safety: SafetyAnswer
  let practitioner: Int
  let feeCents: Int

  /// A secondary measure, nil where not asked.
  func value(_ measure: SecondaryMeasure) -> Int? {
    measures.isEmpty ? nil : measures[measure.rawValue]
  }

  /// A number of this visit that no other visit of the clinic has.
  var key: Int { patient << 12 | ordinal }
}

/// An episode of care as drawn.
struct InventedEpisode: Sendable {
  /// The place of the diagnosis in the catalogue.
  let diagnosis: Int
  /// Words instead of codes, and which.
  let words: Int?
  /// The acuity that the onset gives, as drawn, even where the onset is not recorded.
  let acuity: Acuity
  /// Days from the onset to the first treatment; nil where the clinic does not know.
  let onsetDays: Int?
  let course: CourseOfPain
  let firstDay: CalendarDay
  /// Days from the first treatment to the last.
  var lastTreatment = 0
  var visits: [InventedVisit] = []
}

/// A patient of the invented clinic.
struct InventedPatient: Sendable {
  let index: Int
  let isFemale: Bool
  let birthYear: Int
  let practitioner: Int
  let concurrentCare: String
  var episodes: [InventedEpisode] = []

  var identity: InventedIdentity { InventedIdentity(patient: index) }
}
