import OutcomeModel

/// Adverse events among those who were asked about them: per person and per treatment, by kind and by
/// who reported them.
enum Safety {
  private static let title = "Side effects"
  private static let endpoint = "adverse_event"

  static func section(_ figures: Figures) -> ReportSection {
    guard let people = row(figures, "per_patient", "all"),
      people.row.status != "not_estimable:no_data"
    else {
      return .empty(
        id: "safety", title: title,
        "No record says whether anyone was asked about side effects. A blank counts as not asked, "
          + "never as none.")
    }
    var section = ReportSection(id: "safety", title: title)
    let groups =
      ["all"]
      + ["event_reporter", "event_kind"].flatMap {
        figures.groups(key: $0, endpoint: endpoint, window: "per_patient")
      }
    let shown = groups.filter { group in
      ["per_patient", "per_treatment"].contains { row(figures, $0, group)?.isShown ?? false }
    }
    section.chart = chart(figures, shown)
    // The chart's own sentence tells the treatments.
    section.paragraphs = [sentence(figures, people, tellsTreatments: section.charts.isEmpty)]
    if section.charts.isEmpty, !shown.isEmpty {
      section.tables = [table(figures, shown)]
    }
    section.notes = Phrase.withheld(
      groups.filter { !shown.contains($0) },
      rows: { group in ["per_patient", "per_treatment"].map { row(figures, $0, group) } },
      name: name)
    section.notes += [
      "Counted are only people and treatments with an answer. What people report and what "
        + "practitioners note differ widely, so the table says who reported. Where no event was seen, "
        + "the interval ends at the highest share that so many answers cannot rule out. The exact "
        + "interval, which the chart shows, takes every treatment as an occasion of its own; the other "
        + "allows for some people having more events than others."
    ]
    return section
  }

  private static func sentence(
    _ figures: Figures, _ people: PrintedRow, tellsTreatments: Bool
  ) -> String {
    guard people.isShown, let share = people.row.estimate else {
      return people.row.status == "not_estimable:n_too_small"
        ? "Too few people have an answer about side effects for a figure to be shown."
        : "How many of the people who were asked had a side effect is "
          + StatusWords.inSentence(people.row.status) + "."
    }
    let asked = people.n.map { "Of " + PlainNumber.count($0) + " people who were asked, " }
    if share == 0 {
      let bound = people.row.ciHigh.map {
        " A share of up to " + PlainNumber.rate($0) + " cannot be ruled out."
      }
      return (asked ?? "Of the people who were asked, ") + "none had a side effect noted"
        + Phrase.standing(people) + "." + (bound ?? "")
    }
    var text =
      (asked ?? "Of the people who were asked, ") + PlainNumber.rate(share)
      + " had at least one side effect noted" + Phrase.standing(people)
    if tellsTreatments, let row = row(figures, "per_treatment", "all"), row.isShown,
      let rate = row.row.estimate
    {
      text +=
        "; one was noted after " + PlainNumber.perThousand(rate) + " of every 1,000 treatments"
        + Phrase.standing(row)
    }
    return text + "."
  }

  /// The rates per 1,000 treatments; nil where none may be shown.
  private static func chart(_ figures: Figures, _ groups: [String]) -> ChartFigure? {
    let rows = groups.compactMap { group -> RateChart.Row? in
      guard let row = exact(figures, group), row.isShown, let rate = row.row.estimate else {
        return nil
      }
      return RateChart.Row(
        name: name(group), rate: rate * 1_000, low: row.row.ciLow.map { $0 * 1_000 },
        high: row.row.ciHigh.map { $0 * 1_000 }, isTotal: group == "all")
    }
    guard !rows.isEmpty else { return nil }
    return ChartFigure(
      id: "safety", title: "Side effects in 1,000 treatments", takeaway: takeaway(figures),
      drawing: RateChart(rows: rows, axis: "In 1,000 treatments with an answer"),
      table: table(figures, groups))
  }

  private static func takeaway(_ figures: Figures) -> String {
    guard let all = exact(figures, "all"), all.isShown, let rate = all.row.estimate else {
      return
        "How often each side effect was noted in 1,000 treatments with an answer; all of them together "
        + "are not shown."
    }
    if rate == 0 {
      let bound = all.row.ciHigh.map {
        "; up to " + PlainNumber.perThousand($0) + " in 1,000 treatments cannot be ruled out"
      }
      return "No side effect was noted in the treatments with an answer" + Phrase.standing(all)
        + (bound ?? "") + "."
    }
    let interval = all.row.ciLow.flatMap { low in
      all.row.ciHigh.map {
        " (95\u{00A0}% interval " + PlainNumber.perThousand(low) + " to "
          + PlainNumber.perThousand($0) + ")"
      }
    }
    return "In 1,000 treatments with an answer, " + PlainNumber.perThousand(rate)
      + " had a side effect noted" + (interval ?? "") + Phrase.standing(all) + "."
  }

  private static func table(_ figures: Figures, _ groups: [String]) -> ReportTable {
    ReportTable(
      caption: "Side effects among those who were asked", period: figures.period,
      columns: [
        "Side effect", "People asked", "People with it (95\u{00A0}% interval)",
        "In 1,000 treatments (exact 95\u{00A0}% interval)",
        "In 1,000 treatments (95\u{00A0}% interval by person)",
      ],
      rows: groups.map { group in
        let people = row(figures, "per_patient", group)
        return [
          name(group), Phrase.count(people?.n), Phrase.rate(people),
          Phrase.perThousand(exact(figures, group)),
          Phrase.perThousand(row(figures, "per_treatment", group)),
        ]
      })
  }

  private static func name(_ group: String) -> String {
    guard group != "all" else { return "Any side effect" }
    let pairs = GroupKey(group).pairs
    guard pairs.count == 1, let pair = pairs.first else { return GroupName.of(group) }
    if pair.key == "event_reporter" {
      return pair.value == "unknown"
        ? "Reporter not given" : "Reported by the " + GroupName.words(pair.value)
    }
    return GroupName.sentence(pair.value)
  }

  /// The share of people; the rate by treatment, whose interval takes each person's treatments
  /// together. Where there was no event the rate too, for its bound.
  private static func row(_ figures: Figures, _ window: String, _ group: String) -> PrintedRow? {
    let share = figures.row(endpoint, "proportion", window: window, group: group)
    let rate = figures.row(endpoint, "rate", window: window, group: group)
    if window == "per_treatment" { return rate ?? share }
    return share?.row.estimate == 0 ? rate ?? share : share
  }

  /// The share of treatments with its exact interval; where there was no event the rate, for its bound.
  private static func exact(_ figures: Figures, _ group: String) -> PrintedRow? {
    let share = figures.row(endpoint, "proportion", window: "per_treatment", group: group)
    let rate = figures.row(endpoint, "rate", window: "per_treatment", group: group)
    return share?.row.estimate == 0 ? rate ?? share : share
  }
}
