import OutcomeModel

/// Names of the values of grouping keys whose values are codes: bands of days, of pain and of age, months,
/// and keys that say what a value is about.
enum GroupValueName {
  /// The name of a value: `Came more than 84 days after the pain began`; nil for keys whose name and value
  /// say it themselves, such as a practitioner.
  static func of(key: String, value: String) -> String? {
    if let name = fixed[key]?[value] { return name }
    switch key {
    case "month": return began(month: value)
    case "quarter": return began(quarter: value)
    case "year": return value == "unknown" ? "Start not known" : "Began in " + value
    case "scored_at": return "Scored at " + Phrase.window(value).lowercased()
    case "main_condition":
      let label = Condition(name: value)?.label ?? GroupName.words(value)
      return "Mainly " + label.prefix(1).lowercased() + label.dropFirst()
    case "modality": return "With " + GroupName.words(value)
    case "concurrent_care": return "With other care: " + GroupName.words(value)
    case "tcm_pattern": return "Pattern: " + GroupName.words(value)
    case "adverse_event", "event_kind": return "Side effect: " + GroupName.words(value)
    case "adverse_event_reporter", "event_reporter":
      return "Side effect reported by the " + GroupName.words(value)
    default: return nil
    }
  }

  private static let fixed: [String: [String: String]] = [
    "onset_delay": [
      "0-1": "Came within a day of the pain\u{2019}s beginning",
      "2-7": "Came 2 to 7 days after the pain began",
      "8-42": "Came 8 to 42 days after the pain began",
      "43-84": "Came 43 to 84 days after the pain began",
      ">84": "Came more than 84 days after the pain began",
      "unknown": "Day on which the pain began not known",
    ],
    "second_treatment": [
      "0-3": "Second treatment within 3 days", "4-7": "Second treatment after 4 to 7 days",
      ">7": "Second treatment after more than 7 days", "none": "No second treatment",
      "unknown": "Second treatment not known",
    ],
    "baseline_band": [
      "<4": "Pain below 4 at the start", "4 to <7": "Pain from 4 to below 7 at the start",
      ">=7": "Pain of 7 or more at the start", "unknown": "No pain score at the start",
    ],
    "age_band": [
      "<18": "Under 18 years", "18-34": "18 to 34 years", "35-49": "35 to 49 years",
      "50-64": "50 to 64 years", "65-79": "65 to 79 years", "80+": "80 years and over",
      "unknown": "Age not known",
    ],
    "modality": [
      "electro": "With electroacupuncture", "infrared": "With infrared heat",
      "auricular": "With ear acupuncture", "plaster": "With plasters",
      "nutrition": "With advice on nutrition", "moxa": "With moxibustion",
      "strength": "With strength training", "posture": "With posture training",
      "unknown": "Nothing noted beside the needles",
    ],
    "concurrent_care": [
      "physio": "With physiotherapy elsewhere", "chiropractic": "With chiropractic care elsewhere",
      "medication": "With medication", "unknown": "Other care not noted",
    ],
    "tcm_pattern": ["unknown": "Pattern not noted"],
    "sex": ["unknown": "Sex not noted"],
    "clinic": ["unknown": "Clinic not noted"],
    "practitioner": ["unknown": "Practitioner not noted"],
    "diagnosis": ["unknown": "Diagnosis not noted"],
    "event_kind": ["unknown": "Kind of side effect not given"],
    "adverse_event": ["unknown": "Side effects not asked about", "none": "No side effect"],
    "adverse_event_reporter": ["unknown": "Reporter of side effects not given"],
    "event_reporter": ["unknown": "Reporter of side effects not given"],
    "scored_at": [
      "unknown": "Never scored after the start", "none": "Never scored after the start",
    ],
  ]

  /// `2026-03` as `Began in March 2026`.
  private static func began(month value: String) -> String {
    guard let day = CalendarDay(iso: (value + "-01")[...]) else { return "Start not known" }
    return "Began in " + PlainDate.month(day)
  }

  /// `2026Q1` as `Began in January to March 2026`.
  private static func began(quarter value: String) -> String {
    let parts = value.split(separator: "Q")
    guard parts.count == 2, let number = Int(parts[1]), let year = Int(parts[0]),
      let from = CalendarDay(year: year, month: 3 * number - 2, day: 1),
      let to = CalendarDay(
        year: year, month: 3 * number,
        day: CalendarDay.length(ofMonth: 3 * number, year: year))
    else { return "Start not known" }
    return "Began in " + PlainDate.period(from: from, to: to)
  }
}
