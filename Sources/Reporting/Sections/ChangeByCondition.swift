import OutcomeModel

/// Change in pain at six weeks by condition, as a forest plot.
enum ChangeByCondition {
  static let lineLabel =
    "2 points: a change that one patient notices, not a standard for averages"

  static func section(_ figures: Figures) -> ReportSection {
    let groups = ["all"] + figures.groups(key: "condition")
    let rows = groups.compactMap { group -> ForestPlot.Row? in
      guard let row = figures.row("course_change", "mean_change", group: group), row.isShown,
        let estimate = row.row.estimate
      else { return nil }
      return ForestPlot.Row(
        name: group == "all" ? "All back pain" : GroupName.of(group), estimate: estimate,
        low: row.row.ciLow, high: row.row.ciHigh, isTotal: group == "all")
    }
    guard groups.count > 1, rows.count > 1 else {
      return .empty(
        id: "conditions", title: "Change by condition",
        "There are not enough six-week scores to show conditions apart.")
    }
    let shown = groups.filter { figures.isShown("course_change", "mean_change", group: $0) }
    var section = ReportSection(id: "conditions", title: "Change by condition")
    section.chart = ChartFigure(
      id: "conditions", title: "Change in pain at six weeks, by condition",
      takeaway: takeaway(rows),
      drawing: ForestPlot(
        rows: rows, noticeable: -2, noticeableLabel: lineLabel, axis: "Change in pain, points"),
      table: ReportTable(
        caption: "Change in pain at six weeks", period: figures.period,
        columns: ["Condition", "Change (95\u{00A0}% interval)", "People", "Start", "Six weeks"],
        rows: shown.map { line(figures, $0) }))
    section.notes =
      Phrase.withheld(
        groups.filter { !shown.contains($0) },
        rows: { [figures.row("course_change", "mean_change", group: $0)] }) + [
        "A person with two conditions stands in both lines, so the lines do not add up to the first. "
          + "The conditions are not ranked: people with different conditions differ in much else.",
        "What published studies found without special treatment goes by how long the pain has lasted, "
          + "not by condition, so it stands beside acute and chronic pain only.",
      ] + HonestLines.of(figures)
    section.isInMail = true
    return section
  }

  /// One line of a table of groups: change, people, start, six weeks. The change stands first: on a phone
  /// the other columns lie beyond the edge.
  ///
  /// - Parameters:
  ///   - name: what the line is called, if not by its group.
  ///   - shares: rows of shares that stand behind the change.
  static func line(
    _ figures: Figures, _ group: String, window: String = Window.primaryName, name: String? = nil,
    shares: [PrintedRow?] = []
  ) -> [String] {
    func row(_ statistic: String) -> PrintedRow? {
      figures.row("course_change", statistic, window: window, group: group)
    }
    return line(
      name ?? (group == "all" ? "All back pain" : GroupName.of(group)), change: row("mean_change"),
      scores: [row("mean_base"), row("mean_aval")], shares: shares)
  }

  /// A line whose figures all stand as of one day has it once, behind its name; else each has its own.
  static func line(
    _ name: String, change: PrintedRow?, scores: [PrintedRow?], shares: [PrintedRow?]
  ) -> [String] {
    let shown = ([change] + scores + shares).filter { $0?.isShown ?? false }
    let dates = Set(shown.map { Phrase.standing($0) })
    let date = dates.count == 1 ? dates.first ?? "" : ""
    func undated(_ cell: String) -> String {
      cell.hasSuffix(date) ? String(cell.dropLast(date.count)) : cell
    }
    return [name + date, undated(Phrase.change(change)), Phrase.count(change?.n)]
      + (scores.map { Phrase.datedScore($0) } + shares.map { Phrase.share($0) }).map(undated)
  }

  private static func takeaway(_ rows: [ForestPlot.Row]) -> String {
    let parts = rows.filter { !$0.isTotal }
    let lower = parts.count { ($0.high ?? 0) < 0 }
    let count = parts.count == 1 ? "1 condition" : "\(parts.count) conditions"
    if lower == parts.count {
      return "In " + (parts.count == 1 ? "the " : "each of the ") + count
        + " shown, the whole interval lies on the side of less pain."
    }
    return "In \(lower) of the \(count) shown, the whole interval lies on the side of less pain; "
      + (parts.count - lower == 1 ? "in the other" : "in the others")
      + " it includes no change or more pain, or cannot be given."
  }
}
