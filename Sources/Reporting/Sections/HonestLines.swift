import OutcomeModel

/// What every table of change over time must say beside its figures: who is missing, and what a fall may
/// come from that no treatment has a part in.
enum HonestLines {
  /// The lines of a group of the headline population.
  static func of(_ figures: Figures, group: String = "all") -> [String] {
    [completeness(figures, group), regression(figures)].compactMap { $0 }
  }

  /// How many of those due have a six-week score; nil where nobody is due.
  private static func completeness(_ figures: Figures, _ group: String) -> String? {
    guard let row = figures.row("course_change", "mean_change", group: group) else { return nil }
    guard let n = row.n, let due = row.due else {
      return "How many of those who are due here have a six-week score is not shown: it would "
        + "tell of few people."
    }
    guard due > 0 else { return nil }
    return "Of \(PlainNumber.count(due)) people who are due here, \(PlainNumber.count(n)) "
      + "(\(PlainNumber.percent(Double(n) / Double(due)))) have a six-week score; how the others fared "
      + "is not known."
  }

  /// How much of a fall comes of people arriving on a bad day.
  private static func regression(_ figures: Figures) -> String? {
    guard let row = figures.row("course_change", "rtm"), row.row.status != "suppressed" else {
      return nil
    }
    let lead = "People come when it hurts most, and such days are mostly followed by better ones. "
    guard row.isShown, let change = row.row.estimate else {
      return lead + "How much of the fall that is cannot be estimated: "
        + (row.row.status == "not_estimable:missing_input"
          ? "the plan names no mean, spread and reliability of such scores."
          : StatusWords.of(row.row.status) + ".")
    }
    return lead + "By what the plan takes from outside, that alone would be a fall of about "
      + PlainNumber.points(change.magnitude) + " points."
  }
}
