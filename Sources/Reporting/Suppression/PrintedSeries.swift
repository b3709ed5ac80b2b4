import OutcomeModel

/// What suppression does to series beyond their single points.
enum PrintedSeries {
  /// Series whose points divide one set of people: each shown point gives away what the others leave.
  private static let divided: Set<String> = [
    SeriesName.jointCounts, SeriesName.responderRules, SeriesName.baselineByCompletion,
  ]

  /// Hides a divided series where a point of it is hidden or its total is not shown exactly; lets curves
  /// follow the rows on the same people, and prints their shares in whole percent: their digits would
  /// give the single days of a week away.
  static func wholeOrNothing(
    _ points: [PrintedResult.Point], of result: AnalysisResult, _ control: DisclosureControl
  ) -> [PrintedResult.Point] {
    guard control.limit > 1 else { return points }
    var hidden: Set<Place> = []
    var blurred: Set<Place> = []
    for (printed, source) in zip(points, result.series) {
      let place = Place(source)
      guard divided.contains(place.series) else { continue }
      let isOpen = printed.n != nil || source.n == 0
      if !isOpen {
        hidden.insert(place)
      } else if !isTotalExact(place, control) || reveals(place, result, control) {
        // Two means in tenths do not give the few away who have no score from the start: counts would.
        if place.series == SeriesName.baselineByCompletion, isTotalShown(place, control) {
          blurred.insert(place)
        } else {
          hidden.insert(place)
        }
      }
    }
    return zip(points, result.series).map { printed, source in
      if hidden.contains(Place(source)) { return blank(source) }
      if blurred.contains(Place(source)) {
        return source.n == 0 ? blank(source) : inTenths(printed)
      }
      guard source.series == SeriesName.reliefCurve else { return printed }
      let level = control.level(timeUnit(source))
      if level == .hidden { return blank(source) }
      var rounded = printed
      // Few are left out of the rows on the same people: an exact count would say how many.
      if level == .rounded {
        guard let blur = control.blur([timeUnit(source)]) else { return blank(source) }
        rounded.n = nil
        rounded.point.n = 0
        rounded.point.value = printed.point.value.map(blur.rounded)
        (rounded.point.low, rounded.point.high) = blur.outward(
          low: printed.point.low, high: printed.point.high)
        return rounded
      }
      rounded.point.value = printed.point.value.map(hundredths)
      rounded.point.low = printed.point.low.map(hundredths)
      rounded.point.high = printed.point.high.map(hundredths)
      return rounded
    }
  }

  /// The rows that rest on the people of a curve of time to below 5.
  private static func timeUnit(_ point: AnalysisResult.SeriesPoint) -> DisclosureUnit.Key {
    DisclosureUnit.Key(
      population: point.population, group: point.group, endpoint: "time_to_below_5", window: "")
  }

  private struct Place: Hashable {
    var series: String
    var population: String
    var group: String

    init(_ point: AnalysisResult.SeriesPoint) {
      series = point.series
      population = point.population
      group = point.group
    }
  }

  /// Whether the rows that rest on the same people print their counts.
  private static func isTotalExact(_ place: Place, _ control: DisclosureControl) -> Bool {
    var keys = [DisclosureUnit.Key.primary(population: place.population, group: place.group)]
    if place.series == SeriesName.responderRules {
      for endpoint in ["response_30", "response_2pt"] {
        var key = keys[0]
        key.endpoint = endpoint
        keys.append(key)
      }
    }
    return keys.allSatisfy { control.level($0) == .exact }
  }

  private static func isTotalShown(_ place: Place, _ control: DisclosureControl) -> Bool {
    control.level(.primary(population: place.population, group: place.group)) != .hidden
  }

  private static func inTenths(_ printed: PrintedResult.Point) -> PrintedResult.Point {
    var rounded = printed
    rounded.n = nil
    rounded.point.n = 0
    rounded.point.value = printed.point.value.map(PrintedRow.tenths)
    rounded.point.low = printed.point.low.map(PrintedRow.tenths)
    rounded.point.high = printed.point.high.map(PrintedRow.tenths)
    return rounded
  }

  /// Whether those without a score, taken from those who are missing, leave few without a baseline.
  private static func reveals(
    _ place: Place, _ result: AnalysisResult, _ control: DisclosureControl
  ) -> Bool {
    guard place.series == SeriesName.baselineByCompletion else { return false }
    let key = DisclosureUnit.Key.primary(population: place.population, group: place.group)
    let without = result.series.first { Place($0) == place && $0.label == "not_scored" }?.n ?? 0
    return control.isSmall((control.unit(key)?.missing ?? 0) - without)
  }

  private static func blank(_ point: AnalysisResult.SeriesPoint) -> PrintedResult.Point {
    var blank = point
    blank.n = 0
    blank.value = nil
    blank.low = nil
    blank.high = nil
    blank.status = "suppressed"
    return PrintedResult.Point(point: blank, n: nil)
  }

  private static func hundredths(_ value: Double) -> Double {
    (value * 100).rounded(.toNearestOrAwayFromZero) / 100
  }
}
