import OutcomeModel

/// Mean arriving pain over the weeks, acute beside chronic, with the published course.
enum CourseOfPain {
  private static let title = "Course of pain"

  static func section(_ figures: Figures) -> ReportSection {
    let curves = curves(figures)
    guard curves.contains(where: { $0.points.contains { $0.value != nil } }) else {
      return .empty(
        id: "course", title: title,
        "There are not enough scores at fixed weeks to draw the course of pain.")
    }
    var section = ReportSection(id: "course", title: title)
    section.chart = ChartFigure(
      id: "course", title: "Mean pain on arriving, by weeks since the start of care",
      takeaway: takeaway(figures, curves), drawing: CourseChart(curves: curves),
      table: table(figures, curves))
    section.notes = [
      NaturalHistory.source + " Its lines begin where the publication begins"
        + startDifference(figures, curves) + ".",
      "Each point is the mean of those who have a score in that window, so the people differ from "
        + "point to point; people who feel well often stop coming.",
    ]
    section.notes += HonestLines.of(figures)
    section.isInMail = true
    return section
  }

  /// Acute and chronic where there are such groups, else everyone.
  private static func curves(_ figures: Figures) -> [CourseChart.Curve] {
    let series = figures.result.series.filter {
      $0.point.series == "course_of_pain" && $0.point.population == figures.headline?.text
    }
    let wanted: [(group: String, ink: Ink)] = [
      ("acuity=acute", .first), ("acuity=chronic", .second),
    ]
    var curves = wanted.compactMap { group, ink in curve(series, group: group, ink: ink) }
    if curves.allSatisfy({ $0.points.allSatisfy { $0.value == nil } }) {
      curves = [curve(series, group: "all", ink: .first)].compactMap { $0 }
    }
    return curves
  }

  private static func curve(
    _ series: [PrintedResult.Point], group: String, ink: Ink
  ) -> CourseChart.Curve? {
    let points = series.filter { $0.point.group == group }
    guard !points.isEmpty else { return nil }
    return CourseChart.Curve(
      name: GroupName.of(group), ink: ink,
      points: points.map {
        CourseChart.Point(
          day: $0.point.position, n: $0.n, value: $0.point.value, low: $0.point.low,
          high: $0.point.high, asOf: $0.asOf)
      },
      published: NaturalHistory.beside(group: group))
  }

  private static func takeaway(_ figures: Figures, _ curves: [CourseChart.Curve]) -> String {
    let told = curves.compactMap { curve in
      ends(curve).map { (curve: curve, start: $0.start, later: $0.later) }
    }
    // One date of all is said once.
    let dates = Set(told.flatMap { [$0.start, $0.later] }.map { figures.standing($0.asOf) })
    let common = dates.count == 1 ? dates.first ?? "" : ""
    func text(_ point: CourseChart.Point) -> String {
      Phrase.score(point.value) + (common.isEmpty ? figures.standing(point.asOf) : "")
    }
    let parts = told.map { curve, start, later -> String in
      var text = curve.name.lowercased() + " pain " + text(start) + " and " + text(later)
      if let published = curve.published {
        text +=
          " (published: " + PlainNumber.points(published.start) + " and "
          + PlainNumber.points(published.points[1].mean) + ")"
      }
      return text
    }
    guard !parts.isEmpty else {
      return "Mean pain on arriving at each window that has enough scores."
    }
    return "Mean pain of all who have a start score, and at six weeks of those still scored"
      + common + ": " + parts.joined(separator: "; ") + ". These are not the same people."
  }

  /// The points of the start and of six weeks; nil where one of them is not shown.
  private static func ends(
    _ curve: CourseChart.Curve
  ) -> (start: CourseChart.Point, later: CourseChart.Point)? {
    func shown(_ day: Double) -> CourseChart.Point? {
      curve.points.first { $0.day == day && $0.value != nil }
    }
    guard let start = shown(0), let later = shown(42) else { return nil }
    return (start, later)
  }

  private static func startDifference(
    _ figures: Figures, _ curves: [CourseChart.Curve]
  ) -> String {
    let parts = curves.compactMap { curve -> String? in
      guard let published = curve.published,
        let point = curve.points.first(where: { $0.day == 0 }), let start = point.value
      else { return nil }
      let date = figures.standing(point.asOf)
      let difference = start - published.start
      let size = PlainNumber.points(difference.magnitude)
      guard size != "0.0" else {
        return curve.name.lowercased() + " pain here starts level with it" + date
      }
      return curve.name.lowercased() + " pain here starts " + size
        + (difference > 0 ? " higher" : " lower") + date
    }
    return parts.isEmpty ? "" : "; " + parts.joined(separator: ", ")
  }

  private static func table(
    _ figures: Figures, _ curves: [CourseChart.Curve]
  ) -> ReportTable {
    let days = Set(curves.flatMap { $0.points.map(\.day) }).sorted()
    let rows = days.map { day -> [String] in
      let label = day == 0 ? "Start" : CourseOfPain.weeks(day)
      let cells = curves.flatMap { curve -> [(text: String, date: String?)] in
        let point = curve.points.first { $0.day == day }
        return [
          (cell(point), point?.value == nil ? nil : figures.standing(point?.asOf)),
          (Phrase.count(point?.n), nil),
        ]
      }
      return ReportTable.line(label, cells)
        + curves.compactMap { curve -> String? in
          guard let published = curve.published else { return nil }
          return published.points.first { $0.day == day }.map {
            PlainNumber.points($0.mean)
          } ?? StatusWords.blank
        }
    }
    let columns =
      ["Time"] + curves.flatMap { [$0.name + ": mean pain", $0.name + ": people"] }
      + curves.compactMap { curve in curve.published.map { "Published, " + $0.name } }
    return ReportTable(
      caption: "Mean pain on arriving", period: figures.period, columns: columns, rows: rows)
  }

  private static func cell(_ point: CourseChart.Point?) -> String {
    guard let value = point?.value else { return StatusWords.blank }
    guard let low = point?.low, let high = point?.high else { return PlainNumber.points(value) }
    return PlainNumber.points(value) + " (" + PlainNumber.points(low) + "\u{00A0}to\u{00A0}"
      + PlainNumber.points(high) + ")"
  }

  private static func weeks(_ day: Double) -> String {
    let weeks = Int((day / 7).rounded())
    return weeks == 1 ? "1 week" : String(weeks) + " weeks"
  }
}
