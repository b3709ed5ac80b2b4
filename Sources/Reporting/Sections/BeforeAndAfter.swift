import OutcomeModel

/// The grid of people by band of pain at the start and at six weeks, and how far the two common
/// responder rules agree. Both are shown whole or not at all.
enum BeforeAndAfter {
  private static let bands = ["0", "1-3", "4-6", "7-10"]

  /// The grid; nil where a cell of it is not shown.
  static func chart(_ figures: Figures) -> ChartFigure? {
    let points = figures.series(SeriesName.jointCounts)
    guard points.count == bands.count * bands.count else { return nil }
    let cells = points.compactMap(\.n)
    guard cells.count == points.count, cells.reduce(0, +) > 0 else { return nil }
    let counts = stride(from: 0, to: cells.count, by: bands.count).map {
      Array(cells[$0..<($0 + bands.count)])
    }
    let names = bands.map { $0.replacing("-", with: "\u{2013}") }
    return ChartFigure(
      id: "grid", title: "People by pain at the start and at six weeks",
      takeaway: takeaway(counts, figures.standing(points[0].asOf)),
      drawing: BeforeAfterChart(bands: names, counts: counts),
      table: ReportTable(
        caption: "People by pain at the start (rows) and at six weeks (columns)",
        period: figures.period + figures.standing(points[0].asOf), columns: ["Start"] + names,
        rows: zip(names, counts).map { [$0] + $1.map(PlainNumber.count) }))
  }

  private static func takeaway(_ counts: [[Int]], _ date: String) -> String {
    let severe = counts[3]
    let began = severe.reduce(0, +)
    guard began > 0 else {
      return "Nobody with a six-week score began with pain of 7 or more" + date + "."
    }
    return "Of \(PlainNumber.count(began)) people who began at 7 to 10, "
      + "\(PlainNumber.count(severe[0] + severe[1])) stood below 4 at six weeks and "
      + "\(PlainNumber.count(severe[3])) were still at 7 or more" + date + "."
  }

  /// How often the rules of 30 % and of 2 points differ; nil where it is not shown.
  static func agreement(_ figures: Figures) -> String? {
    let points = figures.series(SeriesName.responderRules)
    let counts = points.compactMap(\.n)
    let total = counts.reduce(0, +)
    guard points.count == 4, counts.count == 4, total > 0 else { return nil }
    let differ = counts[1] + counts[2]
    let day = figures.standing(points[0].asOf)
    guard differ > 0 else {
      return "The rules of 30\u{00A0}% and of 2 points agreed for all "
        + "\(PlainNumber.count(total)) people to whom both apply\(day)."
    }
    return "The rules of 30\u{00A0}% and of 2 points differed for \(PlainNumber.count(differ)) of "
      + "\(PlainNumber.count(total)) people to whom both apply\(day): \(PlainNumber.count(counts[1])) fell "
      + "by 30\u{00A0}% but not by 2 points, and \(PlainNumber.count(counts[2])) by 2 points but not "
      + "by 30\u{00A0}%."
  }
}
