import OutcomeModel

/// The columns of a session CSV as ashi names them (DESIGN 4), whatever an export calls them.
public enum CanonicalColumn: String, Sendable, CaseIterable {
  /// The visit's own id, unique within a clinic.
  case sessionID = "session_id"
  /// The patient's identifier.
  case patientID = "patient_id"
  /// The day, or day and time, of the visit.
  case sessionDate = "session_date"
  /// The clinic's id.
  case clinicID = "clinic_id"
  /// Who gave the treatment.
  case practitionerID = "practitioner_id"
  /// `treatment` or `follow_up`.
  case visitType = "visit_type"
  /// `completed`, or a state that makes the row no visit.
  case status
  /// ICD-10-CM codes and words, separated by `;`.
  case diagnosis
  /// The day on which the pain began.
  case onsetDate = "onset_date"
  /// The number of days before the visit on which the pain began.
  case onsetDays = "onset_days"
  /// Arriving pain.
  case painBefore = "pain_before"
  /// Leaving pain.
  case painAfter = "pain_after"
  /// What was used beside needles, separated by `;`.
  case modalities
  /// Patterns of Chinese medicine, separated by `;`.
  case tcmPattern = "tcm_pattern"
  /// Minutes that the needles stayed.
  case durationMinutes = "duration_min"
  /// The number of needles.
  case needles
  /// What went wrong, separated by `;`.
  case adverseEvent = "adverse_event"
  /// Who told of it, such as patient or practitioner.
  case adverseEventReporter = "adverse_event_reporter"
  /// Other care at the same time, separated by `;`.
  case concurrentCare = "concurrent_care"
  /// The price of the visit.
  case fee
  /// The patient's sex.
  case sex
  /// The year of the patient's birth.
  case birthYear = "birth_year"
  /// The episode that the visit belongs to, unique per clinic and patient.
  case episodeID = "episode_id"

  /// The key of the grouping column that this column becomes, nil where it becomes none.
  var groupKey: String? {
    switch self {
    case .practitionerID: "practitioner"
    case .modalities: "modality"
    case .tcmPattern, .adverseEvent, .adverseEventReporter, .concurrentCare, .sex: rawValue
    default: nil
    }
  }

  /// Whether a cell holds a list separated by `;`.
  var isList: Bool {
    switch self {
    case .modalities, .tcmPattern, .adverseEvent, .concurrentCare: true
    default: false
    }
  }

  /// Whether the members of its lists are labels of a few words, so that free text among them is not
  /// stored.
  var holdsLabels: Bool {
    switch self {
    case .modalities, .tcmPattern, .adverseEvent: true
    default: false
    }
  }

  /// What a label of the column names, for people.
  var labelKind: String {
    switch self {
    case .adverseEvent: "event"
    case .tcmPattern: "pattern"
    default: "modality"
    }
  }

  /// The range of a numeric column that is not an outcome, nil for other columns.
  var numberRange: ClosedRange<Score>? {
    switch self {
    case .durationMinutes: Score(0)...Score(1440)
    case .needles: Score(0)...Score(500)
    case .fee: Score(-100_000)...Score(100_000)
    case .birthYear: Score(1850)...Score(2199)
    default: nil
    }
  }

  /// Whether a profile's file is unfit without the column, once the profile maps it.
  ///
  /// Without these a figure would be wrong or empty and nobody would see why: a file whose status
  /// column was renamed would count cancelled visits as visits.
  var isRequiredOnceMapped: Bool {
    switch self {
    case .patientID, .sessionDate, .diagnosis, .painBefore, .painAfter, .status, .visitType,
      .clinicID:
      true
    default: false
    }
  }
}
