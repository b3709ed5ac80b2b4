import OutcomeModel

/// What every table of change over time must say beside its figures: who is missing and how they began,
/// and what a fall may come from that no treatment has a part in.
enum HonestLines {
  /// The lines of a group of the headline population.
  ///
  /// - Parameters:
  ///   - withPublished: whether the published course is told, for tables that have no line or column of it;
  ///     only where the group is everyone, for whom there is one.
  ///   - isFirst: whether this is where a reader meets the lines first: how much of a fall comes of bad days is
  ///     told there, and referred to elsewhere.
  static func of(
    _ figures: Figures, group: String = "all", withPublished: Bool = false, isFirst: Bool = false
  ) -> [String] {
    let isEveryone = group == "all"
    return [
      completeness(figures, group), isEveryone ? beginning(figures) : nil,
      isFirst ? regression(figures) : badDays + "; see the note under Key figures.",
      isEveryone && withPublished ? published(figures, what: "pain") : nil,
    ].compactMap { $0 }
  }

  /// How many of those due have a six-week score; nil where nobody is due.
  private static func completeness(_ figures: Figures, _ group: String) -> String? {
    guard let row = figures.row("course_change", "mean_change", group: group) else { return nil }
    guard let n = row.n, let due = row.due else {
      return "How many of those who are due here have a six-week score is "
        + StatusWords.inSentence(row.correctedSince == nil ? "suppressed" : row.row.status) + "."
    }
    guard due > 0 else { return nil }
    return "Of \(PlainNumber.count(due)) people who are due here, \(PlainNumber.count(n)) "
      + "(\(PlainNumber.percent(Double(n) / Double(due)))) have a six-week score"
      + "\(Phrase.standing(row)); how the others fared is not known."
  }

  /// How pain began in those with a score and in those who are missing; nil where it is not shown.
  private static func beginning(_ figures: Figures) -> String? {
    let points = figures.series(SeriesName.baselineByCompletion)
    func start(_ label: String) -> String? {
      points.first { $0.point.label == label }?.point.value.map(PlainNumber.points)
    }
    guard let scored = start("scored"), let others = start("not_scored") else { return nil }
    return "Pain at the start was \(scored) in those with a six-week score and \(others) in those "
      + "without" + figures.standing(points.first?.asOf) + "."
  }

  /// "In published studies of such patients pain fell by about e in six weeks, whatever care they had."
  ///
  /// e is that of the acute or the persistent line where all who are shown are of one kind, else both;
  /// nil where the population is not the one that was studied.
  static func published(_ figures: Figures, what: String) -> String? {
    guard figures.headline?.name == "back_pain" else { return nil }
    func isThere(_ value: String) -> Bool {
      guard let row = figures.row("course_change", "mean_change", group: "acuity=" + value) else {
        return false
      }
      return row.n != 0 || row.row.status == "suppressed"
    }
    let recent = isThere("acute") || isThere("subacute")
    let lasting = isThere("chronic")
    let acute = PlainNumber.points(NaturalHistory.acute.sixWeekFall)
    let persistent = PlainNumber.points(NaturalHistory.persistent.sixWeekFall)
    let fall: String
    switch (recent, lasting) {
    case (true, false): fall = acute + " points"
    case (false, true): fall = persistent + " points"
    default: fall = persistent + " (long-lasting pain) to " + acute + " points (new pain)"
    }
    return "In published studies of such patients \(what) fell by about \(fall) in six weeks, "
      + "whatever care they had."
  }

  private static let badDays =
    "People come when it hurts most, and such days are mostly followed by better ones"

  /// How much of a fall comes of people arriving on a bad day.
  private static func regression(_ figures: Figures) -> String {
    let lead = badDays + ". "
    guard let row = figures.row("course_change", "rtm") else {
      return lead
        + "How much of the fall that is cannot be estimated: the plan does not ask for it."
    }
    guard row.isShown, let change = row.row.estimate else {
      if row.row.status == "suppressed" || row.correctedSince != nil {
        return lead + "How much of the fall comes of that is "
          + StatusWords.inSentence(row.row.status) + "."
      }
      return lead + "How much of the fall that is cannot be estimated: "
        + (row.row.status == "not_estimable:missing_input"
          ? "the plan file does not say how such scores swing from day to day."
          : StatusWords.of(row.row.status) + ".")
    }
    return lead + "By what the plan takes from outside, that alone would be a fall of about "
      + PlainNumber.points(change.magnitude) + " points" + Phrase.standing(row) + "."
  }
}
