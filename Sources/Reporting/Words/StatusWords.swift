import OutcomeModel

/// Why a figure is not there, in words.
enum StatusWords {
  /// The words for a row's status; `shown` never reaches it.
  static func of(_ status: String) -> String {
    if status.hasPrefix(correcting), let day = CalendarDay(iso: status.dropFirst(correcting.count))
    {
      return withheld + PlainDate.day(day)
    }
    return switch status {
    case "ok": "shown"
    case "suppressed": "not shown (it would tell of few people)"
    case "not_estimable:no_data": "nobody yet"
    case "not_estimable:n_too_small": "too few people"
    case "not_estimable:zero_variance", "not_estimable:all_zero": "nobody changed"
    case "not_estimable:baseline_zero": "began without pain"
    case "not_estimable:no_denominator": "nobody it applies to"
    default: "cannot be calculated"
    }
  }

  /// The same behind "is": `not shown: it would tell of few people`, `being corrected since 29 October`.
  static func inSentence(_ status: String) -> String {
    if isBeingCorrected(status) { return "not shown: it is " + of(status) }
    return status == "suppressed"
      ? "not shown: it would tell of few people" : "not known: " + of(status)
  }

  /// Whether a status says that what stood there is being mended.
  static func isBeingCorrected(_ status: String) -> Bool { status.hasPrefix(correcting) }

  /// The status of a figure that is being mended since a day.
  static func correcting(since day: CalendarDay) -> String { correcting + day.description }

  /// Whether words say that a figure is withheld while what was wrong in it is mended.
  static func isWithheld(_ words: String) -> Bool { words.hasPrefix(withheld) }

  private static let withheld = "being corrected since "
  private static let correcting = "being_corrected:"

  /// What stands in a table cell that has no number.
  static let blank = "\u{2013}"
}
