import OutcomeModel

/// How much of the data is there: people by window, and every row of every file.
enum Completeness {
  static func section(_ figures: Figures, account: RowAccount) -> ReportSection {
    var section = ReportSection(id: "completeness", title: "How complete the data are")
    section.paragraphs = [sentence(account)]
    let windows = (Window.standard + [.last]).map(\.name).filter {
      figures.row("course_change", "mean_change", window: $0) != nil
    }
    if !windows.isEmpty {
      section.tables.append(
        ReportTable(
          caption: "People with a score, by time since the start", period: figures.period,
          columns: ["Time", "Due", "With a score", "Without", "Share with a score", "Not due yet"],
          rows: windows.map { window in
            let row = figures.row("course_change", "mean_change", window: window)
            let date = Phrase.standing(row)
            let counts = [
              Phrase.count(row?.due), Phrase.count(row?.n), Phrase.count(row?.nMissing), share(row),
              Phrase.count(row?.nNotDue),
            ]
            return ReportTable.line(Phrase.window(window), counts.map { ($0, date) })
          }))
    }
    section.tables += [flow(figures), completers(figures)].compactMap { $0 }
    section.tables.append(
      ReportTable(
        caption: "Every row of every file", period: "All files read so far",
        columns: ["What became of it", "Rows"], rows: rows(account)))
    if figures.series(SeriesName.baselineByCompletion).contains(where: {
      $0.point.status == "suppressed"
    }) {
      section.notes.append(
        "How pain began in those who are missing from the figures is not shown: it would tell of few "
          + "people.")
    }
    section.notes += [
      "Rows are lines of files, not people. What was read equals what became of it, to the last row; "
        + "if it did not, no report would be printed."
    ]
    return section
  }

  /// From those who began care to those in the six-week figures.
  private static func flow(_ figures: Figures) -> ReportTable? {
    let names = [
      ("episodes", "", "Began care"), ("not_due", "", "Not due yet"), ("due", "", "Due"),
      ("missing", "no_baseline", "Due, but no score from the start"),
      ("missing", "no_reading", "Due, but no six-week score"), ("analysed", "", "In the figures"),
    ]
    let sixWeeks = figures.row("course_change", "mean_change")
    let rows = names.compactMap { step, reason, label -> [String]? in
      let printed = figures.result.flow.first {
        $0.step.unit == "episodes" && $0.step.population == figures.headline?.text
          && $0.step.step == step && $0.step.reason == reason
      }
      guard let printed else { return nil }
      if let count = printed.count {
        return [label + figures.standing(printed.asOf), PlainNumber.count(count)]
      }
      // What the table above says stands here too: a dash beside it would hide nothing.
      guard reason.isEmpty, let known = sixWeeks.flatMap({ count($0, at: step) }) else {
        return [label, StatusWords.blank]
      }
      return [label + Phrase.standing(sixWeeks), PlainNumber.count(known)]
    }
    guard rows.count > 1 else { return nil }
    return ReportTable(
      caption: "From the first visit to the six-week figures", period: figures.period,
      columns: ["Step", "People"], rows: rows)
  }

  /// How many of those of a row are at a step of the flow; nil where the row does not say.
  private static func count(_ row: PrintedRow, at step: String) -> Int? {
    switch step {
    case "due": row.due
    case "not_due": row.nNotDue
    case "analysed": row.n
    default: nil
    }
  }

  /// Pain at the start of those in the figures beside those who are missing from them.
  private static func completers(_ figures: Figures) -> ReportTable? {
    let labels = [
      "scored": "With a six-week score", "not_scored": "Due, without a six-week score",
    ]
    let points = figures.series(SeriesName.baselineByCompletion)
    guard points.contains(where: { $0.point.value != nil }) else { return nil }
    return ReportTable(
      caption: "Pain at the start of those in the figures and of those missing from them",
      period: figures.period + figures.standing(points.first?.asOf),
      columns: ["People", "How many", "Pain at the start (95\u{00A0}% interval)"],
      rows: points.map { printed in
        [
          labels[printed.point.label] ?? GroupName.words(printed.point.label),
          Phrase.count(printed.n), Phrase.mean(printed.point),
        ]
      })
  }

  private static func sentence(_ account: RowAccount) -> String {
    guard account.read > 0 else { return "No rows have been read." }
    let rejected =
      account.rejectedTotal == 0
      ? "none could not be used" : "\(PlainNumber.count(account.rejectedTotal)) could not be used"
    return
      "Of \(PlainNumber.count(account.read)) rows read, \(PlainNumber.count(account.accepted)) stand "
      + "as visits and \(rejected)."
  }

  private static func share(_ row: PrintedRow?) -> String {
    guard let n = row?.n, let due = row?.due, due > 0 else { return StatusWords.blank }
    return PlainNumber.percent(Double(n) / Double(due))
  }

  private static func rows(_ account: RowAccount) -> [[String]] {
    func line(_ label: String, _ count: Int) -> [String] { [label, PlainNumber.count(count)] }
    var lines = [
      line("Read", account.read), line("Stand as visits", account.accepted),
      line("Known already (duplicates)", account.duplicate),
      line("Replaced by a later correction", account.superseded),
      line("Cancelled in a newer export, or no longer in it", account.withdrawn),
      line("Joined into another row of the same visit", account.merged),
    ]
    for reason in account.rejected.keys.sorted() {
      lines.append(
        line("Could not be used: " + RejectWords.of(reason), account.rejected[reason] ?? 0))
    }
    for state in account.ignored.keys.sorted() {
      lines.append(
        line("No visit: " + GroupName.words(state), account.ignored[state] ?? 0))
    }
    return lines.enumerated().filter { $0.offset < 2 || $0.element[1] != "0" }.map(\.element)
  }
}
