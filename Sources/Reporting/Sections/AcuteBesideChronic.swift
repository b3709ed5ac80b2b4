import OutcomeModel

/// Acute beside chronic pain, with what published cohorts of each did in the same six weeks.
enum AcuteBesideChronic {
  static func section(_ figures: Figures) -> ReportSection {
    let groups = figures.groups(key: "acuity")
    guard
      groups.contains(where: {
        figures.row("course_change", "mean_change", group: $0)?.isShown ?? false
      })
    else {
      return .empty(
        id: "acuity", title: "Acute beside chronic",
        "There are not enough six-week scores to show acute and chronic pain apart.")
    }
    var section = ReportSection(id: "acuity", title: "Acute beside chronic")
    section.paragraphs = [comparison(figures)].compactMap { $0 }
    section.tables = [
      ReportTable(
        caption: "Six weeks by how long the pain had lasted", period: figures.period,
        columns: [
          "Pain", "Change (95\u{00A0}% interval)", "Published change", "People", "Start",
          "Six weeks",
          "Down by 30\u{00A0}% or more",
        ],
        rows: groups.map { group in
          var line = ChangeByCondition.line(
            figures, group, shares: [figures.row("response_30", "proportion", group: group)])
          line.insert(
            NaturalHistory.beside(group: group).map { PlainNumber.points(-$0.sixWeekFall) }
              ?? StatusWords.blank, at: 2)
          return line
        })
    ]
    section.notes =
      [
        "Acute, subacute and chronic go by the days from onset to the first treatment (the limits "
          + "stand under Methods) and are never changed later. " + NaturalHistory.source
      ] + HonestLines.of(figures)
    section.isInMail = true
    return section
  }

  private static func comparison(_ figures: Figures) -> String? {
    guard
      let row = figures.row(
        "course_change", "mean_difference", group: "acuity=acute", comparator: "acuity=chronic"),
      row.isShown, let difference = row.row.estimate
    else { return nil }
    let falls = ["acuity=acute", "acuity=chronic"].allSatisfy { group in
      (figures.estimate("course_change", "mean_change", group: group) ?? 0) < 0
    }
    let size = PlainNumber.points(difference.magnitude)
    let words =
      size == "0.0"
      ? "Acute pain changed by as much as chronic pain"
      : "Acute pain " + (falls ? "fell" : "changed") + " by " + size + " points "
        + (difference < 0 ? "more" : "less") + " than chronic pain"
    let interval = interval(row.row, towards: difference < 0 ? -1 : 1)
    return words + interval + Phrase.standing(row)
      + ". The two groups differ from the start; in published cohorts acute pain also falls more."
  }

  /// The interval on the side that the sentence speaks of: `(0.5 to 2.1)`, or both sides by name.
  private static func interval(_ row: ResultRow, towards side: Double) -> String {
    guard let low = row.ciLow, let high = row.ciHigh else { return "" }
    let ends = [low * side, high * side].sorted()
    guard ends[0] < 0 else {
      return " (" + PlainNumber.points(ends[0]) + " to " + PlainNumber.points(ends[1]) + ")"
    }
    let (other, same) = side < 0 ? ("less", "more") : ("more", "less")
    return " (between " + PlainNumber.points(-ends[0]) + " " + other + " and "
      + PlainNumber.points(ends[1]) + " " + same + ")"
  }
}
