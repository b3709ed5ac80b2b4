import OutcomeModel

/// Prints rows and points as tonight's or as they stand.
///
/// Where some figures stand because few people changed behind them, those behind which nobody changed
/// carry the date of their last publication too: else the dates would tell which groups the few are in,
/// and with it something of their scores.
struct FigurePrinter {
  let result: AnalysisResult
  let control: DisclosureControl
  let differencing: DifferencingControl
  let context: PublicationContext
  /// Whether any figure, or count of the flow, stands tonight.
  let isAnyStanding: Bool
  /// Figures that are known to be wrong as they stand.
  let corrected: CorrectedFigures

  /// Whether a unit that could move is printed with the date of its last publication.
  private func isKept(_ unit: DisclosureUnit.Key) -> Bool {
    isAnyStanding && differencing.movement(unit) == .moves && !differencing.hasChanged(unit)
  }

  /// The row as the audience may see it; nil for one that it has never seen and that tells of few.
  func row(_ row: ResultRow) -> PrintedRow? {
    let tonight = PrintedResult.printed(row, control)
    guard control.limit > 1 else { return tonight }
    let units =
      [DisclosureUnit.Key(row)]
      + (row.comparator.isEmpty ? [] : [DisclosureUnit.Key(row, group: row.comparator)])
    let movements = units.map(differencing.movement)
    let published = asPublished(row)
    if !movements.contains(.hides), units.contains(where: corrected.contains) {
      guard let published else { return context.last == nil ? tonight : hidden(tonight) }
      return correcting(published)
    }
    if movements.contains(.waits) {
      return published ?? (context.last == nil ? hidden(tonight) : nil)
    }
    guard movements.contains(where: { $0 != .moves }) else {
      guard units.allSatisfy(isKept), let published, published.correctedSince == nil else {
        return tonight
      }
      return published
    }
    guard !movements.contains(.hides) else { return tonight }
    return published ?? hidden(tonight)
  }

  private func correcting(_ published: PrintedRow) -> PrintedRow {
    guard published.correctedSince == nil, published.row.status != "suppressed" else {
      return published
    }
    var withheld = published
    withheld.correct(since: result.asOf)
    return withheld
  }

  private func hidden(_ row: PrintedRow) -> PrintedRow {
    var hidden = row
    hidden.hide()
    return hidden
  }

  /// The row as it was last published, with its date; nil where it never was.
  private func asPublished(_ row: ResultRow) -> PrintedRow? {
    guard let last = context.last,
      let published = context.published.rows[PublishedFigures.RowKey(row, result.populations)]
    else { return nil }
    var standing = published
    let old = published.row.population
    standing.row.population = row.population
    standing.standingPopulation = old == row.population ? nil : old
    if published.row.status != "suppressed" { standing.asOf = published.asOf ?? last.asOf }
    return standing
  }

  /// All points. Those of one chart move together: one that stands would show through its limits and
  /// totals.
  func series() -> [PrintedResult.Point] {
    let tonight = PrintedSeries.wholeOrNothing(
      result.series.map { PrintedResult.printed($0, control) }, of: result, control)
    guard control.limit > 1, !context.history.releases.isEmpty else {
      return zip(tonight, result.series).map { movedOrHidden($0, $1) }
    }
    var moves: [Chart: Bool] = [:]
    var isKept: [Chart: Bool] = [:]
    var correcting: Set<Chart> = []
    for point in result.series where point.series != SeriesName.courseOfPain && point.n > 0 {
      let doesMove = differencing.movement(DisclosureUnit.Key(point)) == .moves
      // A part that is hidden, and was, does not keep the chart from moving.
      let isHidden = differencing.isHidden(DisclosureUnit.Key(point))
      moves[chart(point), default: true] =
        (moves[chart(point)] ?? true) && (doesMove || isHidden)
      isKept[chart(point), default: true] =
        (isKept[chart(point)] ?? true) && (self.isKept(DisclosureUnit.Key(point)) || isHidden)
      if corrected.isOutdated(DisclosureUnit.Key(point)) { correcting.insert(chart(point)) }
    }
    var standing: Set<Chart> = []
    return zip(tonight, result.series).flatMap { printed, source -> [PrintedResult.Point] in
      guard source.series != SeriesName.courseOfPain else { return [point(source)] }
      let chart = chart(source)
      guard moves[chart] == false || isKept[chart] == true else { return [printed] }
      // An old value that is known to be wrong is not printed again.
      guard !correcting.contains(chart) else {
        return standing.insert(chart).inserted ? withheld(chart) : []
      }
      guard moves[chart] == false || isPublished(chart) else { return [printed] }
      return standing.insert(chart).inserted ? lastPublished(chart) : []
    }
  }

  /// The points of a chart as they were last published, without their values: where tonight's points lie is
  /// news too.
  private func withheld(_ chart: Chart) -> [PrintedResult.Point] {
    let status = correctingStatus(chart)
    return lastPublished(chart).map { published in
      var point = PrintedResult.hidden(published.point)
      point.point.status = status
      point.standingPopulation = published.standingPopulation
      return point
    }
  }

  /// The status of a chart's points while they are being corrected: since the day that it was first said.
  private func correctingStatus(_ chart: Chart) -> String {
    let said = context.published.points.filter { isOf(chart, $0.key) }.map(\.value.point.status)
      .filter(StatusWords.isBeingCorrected)
    return said.min() ?? StatusWords.correcting(since: result.asOf)
  }

  private func movedOrHidden(
    _ printed: PrintedResult.Point, _ source: AnalysisResult.SeriesPoint
  ) -> PrintedResult.Point {
    let key = DisclosureUnit.Key(source)
    guard control.limit > 1, source.series == SeriesName.courseOfPain,
      differencing.movement(key) != .moves
    else { return printed }
    return PrintedResult.hidden(source)
  }

  private struct Chart: Hashable {
    var series: String
    var population: String
    var group: String
  }

  private func chart(_ point: AnalysisResult.SeriesPoint) -> Chart {
    switch point.series {
    case SeriesName.monthlyChange, SeriesName.monthlyCenter, SeriesName.monthlySignal:
      return Chart(series: SeriesName.monthlyChange, population: "", group: "")
    default:
      let key = PublishedFigures.PointKey(point, result.populations)
      return Chart(series: key.series, population: key.population, group: key.group)
    }
  }

  /// The points of a chart as they were last published; none where it never was.
  private func lastPublished(_ chart: Chart) -> [PrintedResult.Point] {
    context.published.points.filter { key, _ in isOf(chart, key) }.map { key, point in
      var placed = point
      // The population of tonight, so that the page finds the points.
      placed.point.population =
        result.populations.first { $0.name + "/" + $0.period.rawValue == key.population }?.text
        ?? point.point.population
      if placed.point.population != point.point.population {
        placed.standingPopulation = point.point.population
      }
      return placed
    }.sorted {
      // The series of a chart in tonight's order, so that a chart that stands is printed as it was.
      (rank($0), $0.point.population, $0.point.position, $0.point.group, $0.point.label)
        < (rank($1), $1.point.population, $1.point.position, $1.point.group, $1.point.label)
    }.map { point in
      var standing = point
      standing.asOf = point.asOf ?? context.last?.asOf
      return standing
    }
  }

  private func rank(_ point: PrintedResult.Point) -> Int {
    result.series.firstIndex { $0.series == point.point.series } ?? result.series.count
  }

  private func isPublished(_ chart: Chart) -> Bool {
    context.published.points.keys.contains { isOf(chart, $0) }
  }

  private func isOf(_ chart: Chart, _ key: PublishedFigures.PointKey) -> Bool {
    chart.population.isEmpty
      ? [SeriesName.monthlyChange, SeriesName.monthlyCenter, SeriesName.monthlySignal]
        .contains(key.series)
      : key.series == chart.series && key.population == chart.population
        && key.group == chart.group
  }

  /// A point of the course of pain: each stands or moves by itself, as the rows on its people do.
  func point(_ point: AnalysisResult.SeriesPoint) -> PrintedResult.Point {
    let tonight = PrintedResult.printed(point, control)
    guard control.limit > 1 else { return tonight }
    let key = DisclosureUnit.Key(point)
    if corrected.contains(key) { return PrintedResult.hidden(point) }
    if isKept(key), let kept = asPublished(point), kept.point.status != "suppressed" {
      return kept
    }
    guard case .stands = differencing.movement(key) else {
      return differencing.movement(key) == .waits ? PrintedResult.hidden(point) : tonight
    }
    return asPublished(point) ?? PrintedResult.hidden(point)
  }

  /// The point as it was last published, with its date; nil where it never was.
  private func asPublished(_ point: AnalysisResult.SeriesPoint) -> PrintedResult.Point? {
    guard let last = context.last,
      var standing = context.published.points[
        PublishedFigures.PointKey(point, result.populations)]
    else { return nil }
    standing.asOf = standing.asOf ?? last.asOf
    let old = standing.point.population
    standing.standingPopulation = old == point.population ? nil : old
    standing.point.population = point.population
    standing.point.position = point.position
    return standing
  }
}
