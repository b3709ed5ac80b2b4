import OutcomeModel

/// Mean change at six weeks by month of baseline, with the signals of its control chart.
enum MonthByMonth {
  private static let title = "Month by month"
  /// The fewest points for which a usual range is drawn.
  private static let fewest = 12

  static func section(_ figures: Figures) -> ReportSection {
    let points = figures.result.series.filter { $0.point.series == SeriesName.monthlyChange }
    let shown = points.filter { $0.point.value != nil }
    guard shown.count > 1 else {
      return .empty(
        id: "months", title: title,
        figures.mendingNote(points)
          ?? "There are not enough months with six-week scores to set side by side.")
    }
    let signals = ControlSignal.all(in: figures.result.series.map(\.point))
    var section = ReportSection(id: "months", title: title)
    section.charts = [
      ChartFigure(
        id: "months", title: "Mean change in pain at six weeks, by month in which care began",
        takeaway: takeaway(figures, shown, signals), drawing: drawing(figures, points, signals),
        table: table(figures, points))
    ]
    if !signals.isEmpty {
      // A mail that goes out for a new signal must show it.
      section.isInMail = true
      section.paragraphs = [
        "A point that stands out is a reason to look, not an answer: who came, how they were asked, "
          + "or how they were treated may have changed."
      ]
    }
    section.notes =
      figures.standingNote(points) + [
        "A month is shown once all who began in it are due. "
          + (points.contains { isBlock($0.point.label) }
            ? "Where a month has too few people, points are groups of people in order of time instead. "
            : "")
          + "A month without a score is left open, and no line is drawn across it. This chart covers "
          + period(points) + ".",
        "The band is the usual range by the rules of NHS England: the mean and 2.66 times the mean "
          + "difference between neighbouring points; differences over 3.267 times their mean are left "
          + "out once. What stands out is a point outside the band, 7 or more in a row on one side of "
          + "the mean, 7 or more that keep rising or keep falling, or 2 of 3 near a limit.",
      ] + HonestLines.of(figures, withPublished: true)
    return section
  }

  // MARK: - Words

  private static func takeaway(
    _ figures: Figures, _ shown: [PrintedResult.Point], _ signals: [ControlSignal]
  ) -> String {
    guard let center = center(figures), let low = center.low, let high = center.high else {
      return "A usual range needs \(fewest) points, and there are \(shown.count) so far."
    }
    let range =
      "from " + PlainNumber.points(low) + " to " + PlainNumber.points(high) + " points"
    guard !signals.isEmpty else {
      return "No point stands out: all \(shown.count) lie within the usual range, \(range)."
    }
    return signals.map(sentence).joined(separator: " ") + " The usual range is \(range)."
  }

  private static func sentence(_ signal: ControlSignal) -> String {
    let side = signal.side == "low" ? "less pain" : "more pain"
    let first = label(signal.first, isStart: true)
    let stretch =
      signal.first == signal.last ? first : first + " to " + label(signal.last, isStart: false)
    switch signal.rule {
    case "outside":
      return stretch + (signal.first == signal.last ? " lies" : " lie")
        + " outside the usual range, on the side of " + side + "."
    case "shift": return "From " + stretch + " all points lie on the side of " + side + "."
    case "trend":
      return "From " + stretch + " the points keep "
        + (signal.side == "low" ? "falling" : "rising") + "."
    default:
      return stretch + (signal.first == signal.last ? " lies" : " lie")
        + " near the limit on the side of " + side + "."
    }
  }

  /// `2026-03` as `March 2026`; of a block its first or last day.
  private static func label(_ text: String, isStart: Bool) -> String {
    guard isBlock(text) else { return month(text) }
    let days = text.split(separator: "/").compactMap { CalendarDay(iso: $0) }
    guard days.count == 2 else { return OutsideText.clean(text) }
    return PlainDate.day(isStart ? days[0] : days[1])
  }

  private static func isBlock(_ label: String) -> Bool { label.contains("/") }

  private static func month(_ text: String) -> String {
    CalendarDay(iso: text + "-01").map(PlainDate.month) ?? OutsideText.clean(text)
  }

  private static func name(_ label: String) -> String {
    isBlock(label)
      ? self.label(label, isStart: true) + " to " + self.label(label, isStart: false)
      : month(label)
  }

  private static func period(_ points: [PrintedResult.Point]) -> String {
    guard let first = points.first?.point.label, let last = points.last?.point.label else {
      return "no month"
    }
    return label(first, isStart: true) + " to " + label(last, isStart: false)
  }

  // MARK: - Numbers

  private static func center(_ figures: Figures) -> AnalysisResult.SeriesPoint? {
    figures.result.series.first {
      $0.point.series == SeriesName.monthlyCenter && $0.point.value != nil
    }?.point
  }

  private static func drawing(
    _ figures: Figures, _ points: [PrintedResult.Point], _ signals: [ControlSignal]
  ) -> ControlChart {
    let marked = Set(
      figures.result.series.filter { $0.point.series == SeriesName.monthlySignal }
        .map(\.point.label))
    let center = center(figures)
    let waiting = points.filter { $0.point.status == "not_estimable:not_due" }.map(\.point.position)
    let last = Int((points.map(\.point.position).max() ?? 0).rounded(.up))
    return ControlChart(
      points: points.filter { $0.point.status != "not_estimable:not_due" }.map {
        ControlChart.Point(
          position: $0.point.position, value: $0.point.value,
          standsOut: marked.contains($0.point.label))
      },
      center: center?.value, lower: center?.low, upper: center?.high,
      notDue: waiting.min().flatMap { low in waiting.max().map { low...$0 } },
      months: months(points, through: last))
  }

  /// The months on the axis: counted on from the first one.
  private static func months(_ points: [PrintedResult.Point], through last: Int) -> [String] {
    guard let first = points.first(where: { !isBlock($0.point.label) }) ?? points.first else {
      return []
    }
    let day = CalendarDay(iso: first.point.label.prefix(7) + "-01")
    guard let civil = day?.civil else { return [] }
    let start = civil.year * 12 + civil.month - 1 - Int(first.point.position.rounded())
    return (0...max(0, last)).map { offset in
      let number = start + offset
      guard let day = CalendarDay(year: number / 12, month: number % 12 + 1, day: 1) else {
        return ""
      }
      return PlainDate.shortMonth(day)
    }
  }

  private static func table(
    _ figures: Figures, _ points: [PrintedResult.Point]
  ) -> ReportTable {
    var remarks: [String: [String]] = [:]
    for printed in figures.result.series where printed.point.series == SeriesName.monthlySignal {
      remarks[printed.point.label, default: []].append(remark(printed.point.group))
    }
    return ReportTable(
      caption: "Mean change in pain at six weeks, by month in which care began",
      period: "Back pain, " + period(points),
      columns: ["Care began", "People", "Change, points", "Remark"],
      rows: points.map { printed in
        let point = printed.point
        return [
          name(point.label),
          point.value == nil ? StatusWords.blank : Phrase.count(printed.n),
          point.value.map(PlainNumber.points) ?? StatusWords.blank,
          remarks[point.label]?.joined(separator: "; ") ?? gap(point.status),
        ]
      })
  }

  private static func remark(_ group: String) -> String {
    let pairs = GroupKey(group).pairs
    let side = pairs.first { $0.key == "side" }?.value == "low" ? "less pain" : "more pain"
    switch pairs.first(where: { $0.key == "signal" })?.value {
    case "outside": return "outside the usual range (" + side + ")"
    case "shift": return "in a run on the side of " + side
    case "trend": return "in a run that keeps going towards " + side
    default: return "near the limit (" + side + ")"
    }
  }

  private static func gap(_ status: String) -> String {
    switch status {
    case "ok": ""
    case "not_estimable:not_due": "not due yet"
    case "not_estimable:no_data": "no six-week score"
    default: StatusWords.of(status)
    }
  }
}
