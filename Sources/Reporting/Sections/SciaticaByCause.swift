import OutcomeModel

/// Sciatica at six weeks, by what presses on the nerve.
enum SciaticaByCause {
  static func section(_ figures: Figures) -> ReportSection {
    let all = ["condition=sciatica"].filter {
      figures.row("course_change", "mean_change", group: $0) != nil
    }
    let groups = all + figures.groups(key: "sciatica_cause")
    guard
      groups.contains(where: {
        figures.row("course_change", "mean_change", group: $0)?.isShown ?? false
      })
    else {
      return .empty(
        id: "sciatica", title: "Sciatica by cause",
        "There are not enough six-week scores of people with sciatica to show.")
    }
    let shown = groups.filter { figures.isShown("course_change", "mean_change", group: $0) }
    var section = ReportSection(id: "sciatica", title: "Sciatica by cause")
    section.tables = [
      ReportTable(
        caption: "Sciatica at six weeks, by cause", period: figures.period,
        columns: [
          "Cause", "Change (95\u{00A0}% interval)", "People", "Start", "Six weeks",
          "Down by 30\u{00A0}% or more",
        ],
        rows: shown.map { group in
          ChangeByCondition.line(
            figures, group, name: group == "condition=sciatica" ? "All sciatica" : nil,
            shares: [figures.row("response_30", "proportion", group: group)])
        })
    ]
    section.notes =
      Phrase.withheld(
        groups.filter { !shown.contains($0) },
        rows: { [figures.row("course_change", "mean_change", group: $0)] }) + [
        "Where several apply, the first in this order counts: herniated disc, degenerative disc, "
          + "stenosis, spondylolisthesis, pregnancy. No published course of this kind covers sciatica."
      ] + HonestLines.of(figures, group: "condition=sciatica")
    return section
  }
}
