import OutcomeModel

/// What a `status` cell says: a visit, or a state that makes the row none.
enum VisitState: Equatable {
  /// The visit took place.
  case completed
  /// The row is no visit, and is counted under this name.
  case ignored(String)

  private static let words: [String: VisitState] = {
    var words: [String: VisitState] = [:]
    let completed = [
      "completed", "complete", "arrived", "attended", "seen", "show", "checked in", "checked out",
      "done", "kept", "fulfilled",
    ]
    let cancelled = [
      "cancelled", "canceled", "late cancelled", "late canceled", "late cancellation",
      "cancelled late", "canceled late", "clinician cancelled", "clinician canceled",
    ]
    let missed = ["no_show", "no show", "noshow", "no-show", "dna", "did not arrive", "missed"]
    let deleted = ["deleted", "archived", "void", "voided"]
    let booked = ["booked", "scheduled", "confirmed", "pending", "rescheduled", "upcoming"]
    for word in completed { words[word] = .completed }
    for word in cancelled { words[word] = .ignored("cancelled") }
    for word in missed { words[word] = .ignored("no_show") }
    for word in deleted { words[word] = .ignored("deleted") }
    for word in booked { words[word] = .ignored("booked") }
    return words
  }()

  /// The state of a text; nil where nobody knows it.
  init?(_ text: String) {
    let key = ValueMap.key(text)
    guard let state = VisitState.words[key] ?? VisitState.words[key.replacing("_", with: " ")]
    else { return nil }
    self = state
  }

  /// Reads a cell by the profile's map, then by ashi's words; a blank is a completed visit.
  static func read(_ cell: [UInt8], _ map: ValueMap) -> CellMeaning<VisitState> {
    let text = String(decoding: cell, as: UTF8.self)
    let mapped = map.meaning(of: text)
    if cell.isEmpty, mapped == nil { return .value(.completed) }
    guard let state = VisitState(mapped ?? text) else {
      return .fault(CellFault(reason: .unknownValue, rule: "a state that the profile knows"))
    }
    return .value(state)
  }
}

/// Reads `visit_type` cells.
enum VisitTypeText {
  private static let followUps: Set<String> = [
    "follow_up", "follow up", "follow-up", "followup", "questionnaire",
  ]

  /// The type of a visit; a blank is a treatment.
  static func read(_ cell: [UInt8], _ map: ValueMap) -> CellMeaning<SessionTable.VisitType> {
    let text = String(decoding: cell, as: UTF8.self)
    let mapped = map.meaning(of: text)
    if cell.isEmpty, mapped == nil { return .value(.treatment) }
    let key = ValueMap.key(mapped ?? text)
    if key == "treatment" { return .value(.treatment) }
    if followUps.contains(key) { return .value(.followUp) }
    return .fault(CellFault(reason: .unknownValue, rule: "treatment or follow_up"))
  }
}

/// Reads `sex` cells.
enum SexText {
  private static let words: [String: String] = [
    "f": "female", "female": "female", "w": "female", "woman": "female",
    "m": "male", "male": "male", "man": "male",
    "x": "other", "other": "other", "nonbinary": "other", "non-binary": "other",
    "intersex": "other", "diverse": "other", "d": "other",
  ]

  /// `female`, `male`, `other`, or empty where it is not known.
  static func read(_ cell: [UInt8], _ map: ValueMap) -> CellMeaning<String> {
    let text = String(decoding: cell, as: UTF8.self)
    if cell.isEmpty, map.meaning(of: text) == nil { return .value("") }
    let mapped = map.meaning(of: text)
    if map.isStrict, mapped == nil {
      return .fault(CellFault(reason: .unknownValue, rule: "a value that the profile knows"))
    }
    return .value(words[ValueMap.key(mapped ?? text)] ?? "")
  }
}
