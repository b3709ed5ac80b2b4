import OutcomeModel

/// The few figures that an owner asks for, this year beside the year before.
enum KeyFigures {
  static func section(_ figures: Figures) -> ReportSection {
    let columns = [figures.headline, figures.previous].compactMap { $0 }
    guard !columns.isEmpty else {
      return .empty(id: "key-figures", title: "Key figures", "There are no figures yet.")
    }
    var section = ReportSection(id: "key-figures", title: "Key figures")
    section.keyFigures = tiles(figures)
    section.tables = [
      ReportTable(
        caption: "Key figures", period: period(figures),
        columns: ["Figure"] + columns.map { PlainDate.period(from: $0.from, to: $0.to) },
        rows: lines(figures, columns))
    ]
    section.notes = [
      "Pain runs from 0 (none) to 10 (worst). A minus sign means less pain. In brackets stands the "
        + "95\u{00A0}% interval: how far the figure could be off by chance alone.",
      "The change over a visit (leaving against arriving) and the change over the weeks (a later "
        + "arriving score against the first) are two different things and are never mixed.",
    ]
    section.notes += HonestLines.of(figures, withPublished: true, isFirst: true)
    section.isInMail = true
    return section
  }

  private static func period(_ figures: Figures) -> String {
    guard let previous = figures.previous else { return figures.period }
    return figures.period + ", beside "
      + PlainDate.period(from: previous.from, to: previous.to)
  }

  private static func tiles(_ figures: Figures) -> [KeyFigure] {
    var tiles: [KeyFigure] = []
    if let change = figures.row("course_change", "mean_change"), change.isShown {
      tiles.append(
        KeyFigure(
          label: "Change in pain at six weeks, in points",
          value: main(Phrase.change(change, isDated: false)),
          detail: detail(Phrase.change(change, isDated: false), change)))
    }
    if let share = figures.row("response_30", "proportion"), share.isShown {
      tiles.append(
        KeyFigure(
          label: "Pain down by 30\u{00A0}% or more at six weeks",
          value: main(Phrase.share(share, isDated: false)),
          detail: detail(Phrase.share(share, isDated: false), share)))
    }
    if let row = figures.row("course_change", "mean_change"), let n = row.n, let due = row.due,
      due > 0
    {
      tiles.append(
        KeyFigure(
          label: "Have a six-week score", value: PlainNumber.percent(Double(n) / Double(due)),
          detail: PlainNumber.count(n) + " of " + PlainNumber.count(due) + " who are due"
            + Phrase.standing(row)))
    }
    if let visit = figures.row("within_session_change", "mean_change", window: "all_visits"),
      visit.isShown
    {
      tiles.append(
        KeyFigure(
          label: "Change over a visit, in points",
          value: main(Phrase.change(visit, isDated: false)),
          detail: detail(Phrase.change(visit, isDated: false), visit)))
    }
    return tiles
  }

  /// The estimate of `−2.3 (−2.7 to −1.9)`.
  private static func main(_ phrase: String) -> String {
    phrase.firstIndex(of: "(").map { String(phrase[..<$0].dropLast()) } ?? phrase
  }

  private static func detail(_ phrase: String, _ printed: PrintedRow) -> String {
    let interval = phrase.firstIndex(of: "(").map { String(phrase[$0...].dropFirst().dropLast()) }
    let people = printed.n.map { PlainNumber.count($0) + " people" }
    return [interval, people].compactMap { $0 }.joined(separator: ", ")
      + Phrase.standing(printed)
  }

  private static func lines(
    _ figures: Figures, _ columns: [AnalysisResult.Population]
  ) -> [[String]] {
    func line(_ label: String, _ cell: (AnalysisResult.Population) -> String) -> [String] {
      [label] + columns.map(cell)
    }
    return [
      line("People who began care") { people("episodes", figures, $0) },
      line("Due for a six-week score") {
        let row = figures.row("course_change", "mean_change", in: $0)
        return row?.due.map { Phrase.count($0) + Phrase.standing(row) }
          ?? people("due", figures, $0)
      },
      line("Have one") {
        let row = figures.row("course_change", "mean_change", in: $0)
        return Phrase.count(row?.n) + (row?.n == nil ? "" : Phrase.standing(row))
      },
      line("Pain at the start (mean)") { score("mean_base", figures, $0) },
      line("Pain at six weeks (mean)") { score("mean_aval", figures, $0) },
      line("Change at six weeks") {
        Phrase.change(figures.row("course_change", "mean_change", in: $0))
      },
      line("Pain down by 30\u{00A0}% or more") {
        Phrase.share(figures.row("response_30", "proportion", in: $0))
      },
      line("Change over a visit, first visit") {
        Phrase.change(
          figures.row("within_session_change", "mean_change", window: "first_visit", in: $0))
      },
      line("Change over a visit, all visits") {
        Phrase.change(
          figures.row("within_session_change", "mean_change", window: "all_visits", in: $0))
      },
    ]
  }

  /// A count of the flow of a population's people, with its date where it stands.
  private static func people(
    _ step: String, _ figures: Figures, _ population: AnalysisResult.Population
  ) -> String {
    guard let count = figures.people(step, in: population) else { return StatusWords.blank }
    return PlainNumber.count(count)
      + figures.standing(figures.peopleAsOf(in: population), population)
  }

  /// A mean score at six weeks of those who have one, with its date where it stands.
  private static func score(
    _ statistic: String, _ figures: Figures, _ population: AnalysisResult.Population
  ) -> String {
    Phrase.datedScore(figures.row("course_change", statistic, in: population))
  }
}
