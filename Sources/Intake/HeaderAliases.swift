/// Headers that exports use for what ashi knows.
enum HeaderAliases {
  /// Canonical names with the headers that plainly mean them, likeliest first.
  static let all: [(target: String, aliases: [String])] = [
    ("session_id", ["session id", "appointment id", "visit id", "encounter id", "id"]),
    (
      "patient_id",
      [
        "patient id", "patient guid", "client id", "mrn", "record id", "subject id", "subject",
        "participant", "participant id", "patient number", "client number", "patient", "client",
        "email",
      ]
    ),
    (
      "session_date",
      [
        "session date", "visit date", "date of service", "date of visit", "appointment date",
        "start at", "starts at", "start time", "start", "date",
      ]
    ),
    ("clinic_id", ["clinic id", "clinic", "location", "site"]),
    (
      "practitioner_id",
      ["practitioner id", "practitioner", "clinician", "provider", "staff member", "calendar"]
    ),
    ("visit_type", ["visit type"]),
    ("status", ["status", "state", "appointment status"]),
    ("diagnosis", ["diagnosis", "diagnoses", "icd 10", "icd10", "dx", "condition", "problem"]),
    ("onset_date", ["onset date", "date of onset", "onset of pain", "onset"]),
    ("onset_days", ["onset days", "days since onset"]),
    (
      "pain_before",
      [
        "pain before", "pain on arrival", "pre pain", "pain pre", "pre treatment pain",
        "pain score before", "nrs before", "pain",
      ]
    ),
    (
      "pain_after",
      [
        "pain after", "pain on leaving", "post pain", "pain post", "post treatment pain",
        "pain score after", "nrs after",
      ]
    ),
    ("odi", ["odi"]), ("rmdq", ["rmdq"]), ("sleep", ["sleep"]), ("stress", ["stress"]),
    ("mobility", ["mobility"]), ("mood", ["mood"]), ("energy", ["energy"]),
    ("anxiety", ["anxiety"]), ("quality_of_life", ["quality of life"]),
    ("medication_days", ["medication days"]),
    ("modalities", ["modalities", "modality", "techniques"]),
    ("tcm_pattern", ["tcm pattern", "pattern"]),
    ("duration_min", ["duration min", "minutes", "retention min", "retention minutes"]),
    ("needles", ["needles", "number of needles"]),
    ("adverse_event", ["adverse event", "adverse events", "side effects"]),
    ("concurrent_care", ["concurrent care", "other care"]),
    ("fee", ["fee", "price", "total fee", "appointment price", "total"]),
    ("sex", ["sex", "gender"]), ("birth_year", ["birth year", "year of birth"]),
    ("episode_id", ["episode id", "episode"]),
  ]

  /// What each column of a header is likely to hold, by its position.
  ///
  /// Names that plainly mean something come first, then words that hint at it.
  static func targets(of header: [String]) -> [Int: String] {
    var taken: [Int: String] = [:]
    let keys = header.map { key($0) }
    for (target, aliases) in all {
      for alias in aliases {
        guard let found = keys.indices.first(where: { keys[$0] == alias && taken[$0] == nil })
        else {
          continue
        }
        taken[found] = target
        break
      }
    }
    for (target, _) in all where !taken.values.contains(target) {
      guard let hints = hints[target],
        let found = keys.indices.first(where: { taken[$0] == nil && hints.fit(keys[$0]) })
      else { continue }
      taken[found] = target
    }
    // A file with one number and no other is one of people, unless a person can be told otherwise.
    if !taken.values.contains("patient_id"),
      let place = taken.first(where: { $0.value == "session_id" && keys[$0.key] == "id" })?.key
    {
      taken[place] = "patient_id"
    }
    return taken
  }

  /// A word of warning behind a line that a person has to look at twice.
  static func remark(_ target: String, _ header: String) -> String {
    if target == "patient_id", key(header) == "id" {
      return "   # the number of the person, not of the visit?"
    }
    guard let aliases = all.first(where: { $0.target == target })?.aliases,
      !aliases.contains(key(header))
    else { return "" }
    return "   # by a word of its name"
  }

  /// Words that a header has when it is likely to mean something: one of each group.
  private struct Hints {
    let groups: [[String]]

    init(_ groups: [String]...) { self.groups = groups }

    func fit(_ key: String) -> Bool {
      groups.allSatisfy { group in group.contains { word in contains(key, word) } }
    }

    /// Whether some word of the key begins with a word.
    private func contains(_ key: String, _ word: String) -> Bool {
      key.split(separator: " ").contains { $0.hasPrefix(word) }
    }
  }

  private static let pain = ["pain", "nrs", "vas"]
  private static let hints: [String: Hints] = [
    "pain_before": Hints(pain, ["arriv", "before", "pre", "start"]),
    "pain_after": Hints(pain, ["leav", "after", "post", "end", "depart"]),
    "onset_date": Hints(
      ["onset", "begin", "began", "begun"], ["date", "pain", "when", "symptom"]),
    "diagnosis": Hints(["diagnos", "complaint", "icd", "brings"]),
    "odi": Hints(["oswestry"]), "rmdq": Hints(["roland"]),
    "adverse_event": Hints(["adverse", "side"], ["adverse", "effect", "event"]),
    "duration_min": Hints(["minutes"], ["needle", "retention"]),
    "sleep": Hints(["sleep"]), "stress": Hints(["stress"]), "mobility": Hints(["mobility"]),
    "mood": Hints(["mood"]), "energy": Hints(["energy"]), "anxiety": Hints(["anxiety"]),
  ]

  /// A header without case, punctuation and brackets.
  static func key(_ header: String) -> String {
    let plain = CellBytes(header).plain.map { byte -> UInt8 in
      let isKept = (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte >= 0x80
      return isKept ? byte : 0x20
    }
    let words = plain.split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
    return words.joined(separator: " ")
  }
}
