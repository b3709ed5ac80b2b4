import OutcomeModel

/// How many people's pain fell by an agreed amount.
enum ResponseTable {
  private static let names: [(endpoint: String, label: String)] = [
    ("response_30", "Down by 30\u{00A0}% or more"), ("response_50", "Down by 50\u{00A0}% or more"),
    ("response_2pt", "Down by 2 points or more"), ("below_5", "From 5 or more to below 5"),
    ("pain_free", "Free of pain"), ("worsened", "Up by 2 points or more"),
  ]

  /// An endpoint's name on the page; nil for those that are not in this table.
  static func label(_ endpoint: String) -> String? {
    names.first { $0.endpoint == endpoint }?.label
  }

  static func section(_ figures: Figures) -> ReportSection {
    let windows = (Window.standard + [.last]).map(\.name)
    let asked = names.filter { name in
      windows.contains { figures.row(name.endpoint, "proportion", window: $0) != nil }
    }
    let lines = windows.filter { window in
      asked.contains { figures.row($0.endpoint, "proportion", window: window)?.isShown ?? false }
    }
    guard !asked.isEmpty, !lines.isEmpty else {
      return .empty(
        id: "response", title: "Who responded",
        "There are not enough scores to say how many people's pain fell by an agreed amount.")
    }
    var section = ReportSection(id: "response", title: "Who responded")
    let table = ReportTable(
      caption: "Share of people with a score whose pain changed by an agreed amount",
      period: figures.period,
      columns: ["Time"]
        + asked.map { $0.label + " (95\u{00A0}% interval), of how many" },
      rows: lines.map { window in
        [Phrase.window(window)]
          + asked.map { share(figures.row($0.endpoint, "proportion", window: window)) }
      })
    let bars = bars(figures)
    if bars.isEmpty {
      section.tables = [table]
    } else {
      section.charts = [
        ChartFigure(
          id: "response", title: "Share of people whose pain was down by 30\u{00A0}% or more",
          takeaway: takeaway(bars), drawing: ResponderBars(bars: bars), table: table)
      ]
    }
    section.charts += [BeforeAndAfter.chart(figures)].compactMap { $0 }
    section.tables += [qualified(figures, asked)].compactMap { $0 }
    section.notes =
      [BeforeAndAfter.agreement(figures)].compactMap { $0 } + [
        "A fall of 30\u{00A0}% is a common measure of a worthwhile change in pain studies. It is "
          + "counted among those with a score who began with pain above 0."
      ] + HonestLines.of(figures, withPublished: true)
    return section
  }

  /// `64 % (55 % to 72 %) of 120`: one column a rule, so that the table fits on paper.
  private static func share(_ row: PrintedRow?) -> String {
    guard let row, row.isShown else { return Phrase.share(row) }
    return Phrase.share(row, isDated: false)
      + (row.n.map { " of\u{00A0}" + PlainNumber.count($0) } ?? "") + Phrase.standing(row)
  }

  /// Who could not meet a rule from the start, by rule.
  private static func qualified(
    _ figures: Figures, _ asked: [(endpoint: String, label: String)]
  ) -> ReportTable? {
    let needs = [
      "response_30": "pain above 0", "response_50": "pain above 0", "response_2pt": "2 or more",
      "below_5": "5 or more", "pain_free": "pain above 0", "worsened": "8 or less",
    ]
    let rows = asked.compactMap { name -> [String]? in
      guard let row = figures.row(name.endpoint, "proportion"), let need = needs[name.endpoint]
      else { return nil }
      let date = Phrase.standing(row)
      return ReportTable.line(
        name.label,
        [
          (need, nil), (Phrase.count(row.n), date), (Phrase.count(row.nNotApplicable), date),
        ])
    }
    guard !rows.isEmpty else { return nil }
    return ReportTable(
      caption: "Who can meet each rule at six weeks", period: figures.period,
      columns: ["Rule", "Must begin at", "Can meet it", "Cannot"], rows: rows)
  }

  private static func bars(_ figures: Figures) -> [ResponderBars.Bar] {
    (["all"] + figures.groups(key: "acuity", endpoint: "response_30")).compactMap { group in
      guard let row = figures.row("response_30", "proportion", group: group), row.isShown,
        let share = row.row.estimate
      else { return nil }
      return ResponderBars.Bar(
        name: group == "all" ? "All back pain" : GroupName.of(group), share: share,
        low: row.row.ciLow, high: row.row.ciHigh, date: Phrase.standing(row))
    }
  }

  private static func takeaway(_ bars: [ResponderBars.Bar]) -> String {
    let dates = Set(bars.map(\.date))
    let common = dates.count == 1 ? dates.first ?? "" : ""
    let parts = bars.map {
      $0.name.lowercased() + " " + PlainNumber.percent($0.share) + (common.isEmpty ? $0.date : "")
    }
    return
      "Six weeks after the start, pain was down by 30\u{00A0}% or more in this share of people: "
      + parts.joined(separator: dates.count == 1 ? ", " : "; ") + common + "."
  }
}
