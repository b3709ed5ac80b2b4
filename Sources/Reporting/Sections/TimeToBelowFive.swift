import OutcomeModel

/// How long it took until arriving pain was below 5, acute beside chronic.
enum TimeToBelowFive {
  private static let title = "Time until pain was below\u{00A0}5"

  static func section(_ figures: Figures) -> ReportSection {
    let wanted: [(group: String, ink: Ink)] = [
      ("acuity=acute", .first), ("acuity=chronic", .second),
    ]
    let curves = wanted.compactMap { group, ink -> ReliefChart.Curve? in
      let points = figures.series(SeriesName.reliefCurve, group: group).compactMap {
        point(figures, $0)
      }
      guard points.count > 1 else { return nil }
      return ReliefChart.Curve(name: GroupName.of(group), ink: ink, points: points)
    }
    guard !curves.isEmpty else {
      return .empty(
        id: "relief", title: title,
        figures.mendingNote(figures.series(SeriesName.reliefCurve))
          ?? "There are not enough people who began at 5 or more and were asked again to show how long "
          + "it took until pain was below 5.")
    }
    var section = ReportSection(id: "relief", title: title)
    section.charts = [
      ChartFigure(
        id: "relief",
        title: "Share of people whose pain has been below 5, by weeks since the start",
        takeaway: takeaway(curves), drawing: ReliefChart(curves: curves),
        table: table(figures, wanted.map(\.group)))
    ]
    section.paragraphs = medians(figures, wanted.map(\.group))
    section.notes =
      figures.standingNote(
        wanted.flatMap { figures.series(SeriesName.reliefCurve, group: $0.group) }
          .filter { $0.point.value != nil }) + [
        "Counted are those who began at 5 or more. The first arriving score below 5 counts, even if "
          + "pain rose again later. People who stop coming count up to their last score (the method of "
          + "Kaplan and Meier). The line has a point only in weeks by which enough more people had got "
          + "there, so that no step is one person.",
        "Acute pain often goes by itself: the lines show how the two groups fared, not what made the "
          + "difference.",
      ]
    return section
  }

  private static func point(
    _ figures: Figures, _ printed: PrintedResult.Point
  ) -> ReliefChart.Point? {
    guard let share = printed.point.value else { return nil }
    return ReliefChart.Point(
      day: printed.point.position, share: share, low: printed.point.low, high: printed.point.high,
      date: figures.standing(printed.asOf))
  }

  /// All groups at the last week within six weeks that all have a point in; without one, each in a
  /// sentence of its own, so that different weeks are not set against each other.
  private static func takeaway(_ curves: [ReliefChart.Curve]) -> String {
    let days = curves.map { Set($0.points.map(\.day).filter { $0 > 0 && $0 <= 42 }) }
    let common = days.dropFirst().reduce(days.first ?? []) { $0.intersection($1) }.max()
    if let day = common {
      let dates = Set(curves.compactMap { curve in curve.points.first { $0.day == day }?.date })
      let date = dates.count == 1 ? dates.first ?? "" : ""
      let parts = curves.compactMap { share($0, on: day, isDated: dates.count > 1) }
      return "By " + week(day) + ", " + parts.joined(separator: " and ") + " had been below 5"
        + date + "."
    }
    let sentences = curves.compactMap { curve -> String? in
      guard let day = curve.points.map(\.day).last(where: { $0 > 0 && $0 <= 42 }),
        let share = share(curve, on: day, isDated: true)
      else { return nil }
      return "By " + week(day) + ", " + share + " had been below 5."
    }
    return sentences.isEmpty
      ? "How many people's pain had been below 5, by weeks since the start."
      : sentences.joined(separator: " ")
  }

  private static func share(
    _ curve: ReliefChart.Curve, on day: Double, isDated: Bool
  ) -> String? {
    curve.points.first { $0.day == day }.map {
      PlainNumber.percent($0.share) + " of people with " + curve.name.lowercased() + " pain"
        + (isDated ? $0.date : "")
    }
  }

  private static func week(_ day: Double) -> String { "week " + String(Int(day / 7)) }

  private static func medians(_ figures: Figures, _ groups: [String]) -> [String] {
    let parts = groups.compactMap { group -> String? in
      guard let row = figures.row("time_to_below_5", "km_median", window: "", group: group),
        row.isShown, let days = row.row.estimate
      else { return nil }
      return "Half of those with " + GroupName.of(group).lowercased()
        + " pain had been below 5 after "
        + PlainNumber.fixed(days, decimals: 0) + " days" + Phrase.standing(row) + "."
    }
    return parts.isEmpty ? [] : [parts.joined(separator: " ")]
  }

  private static func table(_ figures: Figures, _ groups: [String]) -> ReportTable {
    let series = groups.map { figures.series(SeriesName.reliefCurve, group: $0) }
    let days = Set(series.flatMap { $0.map(\.point.position) }).sorted()
    return ReportTable(
      caption: "Share of people whose pain has been below 5", period: figures.period,
      columns: ["Time"]
        + groups.flatMap {
          [GroupName.of($0) + " (95\u{00A0}% interval)", "Not there yet, still followed"]
        },
      rows: days.map { day in
        ReportTable.line(
          day == 0 ? "Start" : weeks(day),
          series.flatMap { points -> [(text: String, date: String?)] in
            let point = points.first { $0.point.position == day }
            return [(cell(point), figures.standing(point?.asOf)), (Phrase.count(point?.n), nil)]
          })
      })
  }

  private static func cell(_ printed: PrintedResult.Point?) -> String {
    guard let point = printed?.point, let share = point.value else { return StatusWords.blank }
    guard let low = point.low, let high = point.high else { return PlainNumber.percent(share) }
    return PlainNumber.percent(share) + " (" + PlainNumber.percent(low) + "\u{00A0}to\u{00A0}"
      + PlainNumber.percent(high) + ")"
  }

  private static func weeks(_ day: Double) -> String {
    let weeks = Int((day / 7).rounded())
    return weeks == 1 ? "1 week" : String(weeks) + " weeks"
  }
}
