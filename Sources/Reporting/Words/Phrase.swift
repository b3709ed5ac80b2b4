import OutcomeModel

/// Estimates and intervals as phrases and table cells, estimate first.
enum Phrase {
  /// A change in a table: `−2.3 (−2.7 to −1.9)`; the reason where there is none.
  ///
  /// - Parameter isDated: whether a figure that stands carries its date.
  static func change(_ printed: PrintedRow?, isDated: Bool = true) -> String {
    estimate(printed, isDated: isDated, PlainNumber.points)
  }

  /// A share in a table: `64 % (55 % to 72 %)`.
  static func share(_ printed: PrintedRow?, isDated: Bool = true) -> String {
    estimate(printed, isDated: isDated, PlainNumber.percent)
  }

  /// A rare share in a table, with a decimal: `1.3 % (0.6 % to 2.4 %)`.
  static func rate(_ printed: PrintedRow?) -> String {
    estimate(printed, isDated: true, PlainNumber.rate)
  }

  /// A rare share in a table as so many in 1,000: `47 (37 to 59)`.
  static func perThousand(_ printed: PrintedRow?) -> String {
    estimate(printed, isDated: true, PlainNumber.perThousand)
  }

  private static func estimate(
    _ printed: PrintedRow?, isDated: Bool, _ words: (Double) -> String
  ) -> String {
    guard let printed else { return StatusWords.blank }
    guard printed.isShown, let estimate = printed.row.estimate else {
      return StatusWords.of(printed.row.status)
    }
    return words(estimate) + interval(printed.row, words) + (isDated ? standing(printed) : "")
  }

  /// What stands before the date of a figure that stands.
  static let dateMark = ", as of "

  /// `, as of 12 October 2026` behind a figure that stands, with its stretch where that is another one
  /// than tonight's; empty for tonight's.
  static func asOf(_ day: CalendarDay?, _ stretch: StandingStretch? = nil) -> String {
    guard let day else { return "" }
    return dateMark + PlainDate.day(day) + (stretch.map { " (" + $0.words + ")" } ?? "")
  }

  /// The same behind a row.
  static func standing(_ printed: PrintedRow?) -> String {
    asOf(printed?.asOf, printed?.standingStretch)
  }

  /// A mean score in a table, with the date of one that stands.
  static func datedScore(_ printed: PrintedRow?) -> String {
    guard let printed, printed.isShown else { return StatusWords.blank }
    return score(printed.row.estimate) + standing(printed)
  }

  /// A mean score in a table.
  static func score(_ value: Double?) -> String {
    value.map(PlainNumber.points) ?? StatusWords.blank
  }

  /// A point of a series in a table: `5.4 (5.1 to 5.7)`; a dash where it is not shown.
  static func mean(_ point: AnalysisResult.SeriesPoint) -> String {
    guard let value = point.value else { return StatusWords.blank }
    guard let low = point.low, let high = point.high else { return PlainNumber.points(value) }
    return PlainNumber.points(value) + " (" + PlainNumber.points(low) + "\u{00A0}to\u{00A0}"
      + PlainNumber.points(high) + ")"
  }

  /// Why a group is not shown: it is small itself, or what is hidden beside it could be subtracted back.
  static let small = "Not shown, since this group or one beside it is small"

  /// The groups of a table that have no line in it, by what keeps them from it; none where all have one.
  ///
  /// - Parameter rows: the rows that a group's line would show.
  static func withheld(
    _ groups: [String], rows: (String) -> [PrintedRow?], name: (String) -> String = GroupName.of
  ) -> [String] {
    func sentence(_ lead: String, _ groups: [String]) -> [String] {
      groups.isEmpty ? [] : [lead + ": " + groups.map(name).joined(separator: "; ") + "."]
    }
    func isWithheld(_ group: String, _ isSo: (PrintedRow) -> Bool) -> Bool {
      rows(group).contains { $0.map(isSo) ?? false }
    }
    let corrected = groups.filter { isWithheld($0) { $0.correctedSince != nil } }
    let small = groups.filter {
      !corrected.contains($0) && isWithheld($0) { $0.row.status == "suppressed" }
    }
    return sentence("Being corrected", corrected) + sentence(Phrase.small, small)
      + sentence(
        "Too few scores for a figure",
        groups.filter { !corrected.contains($0) && !small.contains($0) })
  }

  /// A count in a table; a dash where it is not shown.
  static func count(_ value: Int?) -> String {
    value.map(PlainNumber.count) ?? StatusWords.blank
  }

  private static func interval(_ row: ResultRow, _ text: (Double) -> String) -> String {
    guard let low = row.ciLow, let high = row.ciHigh else { return "" }
    // Held together: a cell breaks before the bracket or not at all.
    return " (" + text(low) + "\u{00A0}to\u{00A0}" + text(high) + ")"
  }

  /// A change in prose: `lower by 2.3 points (1.9 to 2.7)`; `unchanged on average` where it rounds to 0.
  static func lowerBy(_ row: ResultRow) -> String {
    guard let estimate = row.estimate else { return StatusWords.of(row.status) }
    let size = PlainNumber.points(estimate.magnitude)
    guard size != "0.0" else { return "unchanged on average" + spread(row, falls: true) }
    let direction = estimate < 0 ? "lower by " : "higher by "
    return direction + size + (size == "1.0" ? " point" : " points")
      + spread(row, falls: estimate < 0)
  }

  private static func spread(_ row: ResultRow, falls: Bool) -> String {
    guard let low = row.ciLow, let high = row.ciHigh else { return "" }
    if low < 0, high > 0 {
      return " (between " + PlainNumber.points(-low) + " lower and " + PlainNumber.points(high)
        + " higher)"
    }
    let ends = [low.magnitude, high.magnitude].sorted()
    return " (" + PlainNumber.points(ends[0]) + " to " + PlainNumber.points(ends[1]) + ")"
  }

  /// `week6` as `6 weeks`, `last` as `last score`.
  static func window(_ name: String) -> String {
    if let weeks = name.hasPrefix("week") ? Int(name.dropFirst(4)) : nil {
      return weeks == 1 ? "1 week" : String(weeks) + " weeks"
    }
    switch name {
    case "last": return "Last score"
    case "first_visit": return "First visit"
    case "all_visits": return "All visits"
    default: return GroupName.words(name)
    }
  }
}
