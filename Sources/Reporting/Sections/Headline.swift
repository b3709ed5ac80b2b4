import OutcomeModel

/// The first sentences of page and mail: how many, how much, how sure, and what time alone does.
struct Headline {
  /// The sentences, to be read as one paragraph.
  let sentences: [String]
  /// The same in a few words, for the subject of the mail and the title of the page.
  let short: String

  init(_ figures: Figures) {
    let care = "who began care for " + Headline.complaint(figures.headline)
    let period = "in " + Headline.period(figures.headline)
    guard let printed = figures.row("course_change", "mean_change"), printed.isShown else {
      let status = figures.row("course_change", "mean_change")?.row.status
      sentences = [Headline.nothing(status, care: care, period: period)]
      short = Headline.shortNothing(status)
      return
    }
    let stretch = printed.standingStretch
    let told = stretch.map { "in " + Headline.period(from: $0.from, to: $0.to) } ?? period
    let change = Phrase.lowerBy(printed.row)
    let unit = figures.countsEpisodes ? "episodes of care" : "people"
    let who = figures.countsEpisodes ? unit + " for back pain" : unit + " " + care
    var lead: String
    if let n = printed.n, let due = printed.due, due > 0 {
      lead =
        "Of \(PlainNumber.count(due)) \(who) \(told) and are due, \(PlainNumber.count(n)) "
        + "(\(PlainNumber.percent(Double(n) / Double(due)))) have a six-week score"
    } else if let due = figures.people("due") {
      // The few without a score are too few to be counted out: the share has a lower bound only.
      lead =
        "Of \(PlainNumber.count(due)) \(who) \(told) and are due, nearly all have a six-week score"
    } else {
      lead = "Most of the \(who) \(told) and are due have a six-week score"
    }
    lead += "; among them pain was " + change + "."
    let standing = printed.asOf.map {
      [
        "These are the figures of " + PlainDate.day($0)
          + ": they move once enough people have changed."
      ]
    }
    let published = HonestLines.published(figures, what: "it")
    sentences = [lead] + (standing ?? []) + [published].compactMap { $0 }
    short = "pain " + change + " at six weeks" + Phrase.asOf(printed.asOf)
  }

  private static func nothing(_ status: String?, care: String, period: String) -> String {
    switch status {
    case let status? where status.hasPrefix("being_corrected:"):
      "The six-week figure of the people \(care) \(period) is \(StatusWords.of(status)); it is shown "
        + "again once enough people have changed."
    case "suppressed":
      "The six-week figure of the people \(care) \(period) is not shown: it could tell about a group "
        + "of too few people."
    case "not_estimable:n_too_small":
      "Only one of the people \(care) \(period) and are due has a six-week score: too few to say."
    default:
      "Nobody \(care) \(period) has a six-week pain score yet, so there is nothing to report."
    }
  }

  private static func shortNothing(_ status: String?) -> String {
    switch status {
    case let status? where status.hasPrefix("being_corrected:"): "six-week figure being corrected"
    case "suppressed": "six-week figure not shown"
    default: "no six-week figure yet"
    }
  }

  private static func complaint(_ population: AnalysisResult.Population?) -> String {
    population?.name == "back_pain" ? "back pain" : "any complaint"
  }

  /// `the 12 months to October 2026`, or the stretch in full.
  static func period(_ population: AnalysisResult.Population?) -> String {
    period(from: population?.from, to: population?.to)
  }

  /// `the 12 months to October 2026`.
  static func period(from: CalendarDay?, to: CalendarDay?) -> String {
    guard let from, let to else { return "the time covered" }
    let next = to.advanced(by: 1).civil
    let first = from.civil
    let months = (next.year - first.year) * 12 + next.month - first.month
    guard first.day == 1, next.day == 1, months > 1 else {
      return PlainDate.period(from: from, to: to)
    }
    return "the \(months) months to " + PlainDate.month(to)
  }
}
