import OutcomeModel

/// People with a herniated disc, over all windows.
enum HerniatedDisc {
  private static let group = "condition=herniated_disc"

  static func section(_ figures: Figures) -> ReportSection {
    let windows = (Window.standard + [.last]).map(\.name)
    let rows = windows.filter {
      figures.row("course_change", "mean_change", window: $0, group: group)?.isShown ?? false
    }
    guard !rows.isEmpty else {
      return .empty(
        id: "herniated-disc", title: "Herniated disc",
        "There are not enough scores of people with a herniated disc to show.")
    }
    var section = ReportSection(id: "herniated-disc", title: "Herniated disc")
    section.tables = [
      ReportTable(
        caption: "Pain of people with a herniated disc", period: figures.period,
        columns: [
          "Time", "Change (95\u{00A0}% interval)", "People", "Start", "Then",
          "Down by 30\u{00A0}% or more",
        ],
        rows: rows.map { window in
          ChangeByCondition.line(
            figures, group, window: window, name: Phrase.window(window),
            shares: [figures.row("response_30", "proportion", window: window, group: group)])
        })
    ]
    section.tables += [bySciatica(figures)].compactMap { $0 }
    section.notes =
      [
        "The last score is read at any distance. It is a secondary figure: people who feel well often "
          + "stop coming, so last scores lean low.",
        "No published course of this kind covers herniated discs alone, so none stands beside it.",
      ] + HonestLines.of(figures, group: group)
    return section
  }

  /// Those with and without sciatica at six weeks.
  private static func bySciatica(_ figures: Figures) -> ReportTable? {
    let groups = figures.groups(key: "herniated_disc")
    guard
      groups.contains(where: {
        figures.row("course_change", "mean_change", group: $0)?.isShown ?? false
      })
    else { return nil }
    return ReportTable(
      caption: "Herniated disc with and without sciatica, at six weeks", period: figures.period,
      columns: [
        "Herniated disc", "Change (95\u{00A0}% interval)", "People", "Start", "Six weeks",
        "Down by 30\u{00A0}% or more",
      ],
      rows: groups.map { group in
        ChangeByCondition.line(
          figures, group, shares: [figures.row("response_30", "proportion", group: group)])
      })
  }
}
