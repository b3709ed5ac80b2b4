import OutcomeModel

/// The analysis as one audience may see it: the only source of numbers for page, tables and mail.
///
/// It is made by suppression alone, so nothing downstream can print a number that suppression has
/// not seen.
struct PrintedResult {
  /// A point of a series after suppression.
  struct Point: Hashable {
    /// The point; value and limits are nil where hidden.
    var point: AnalysisResult.SeriesPoint
    /// How many are in it, nil where not shown.
    var n: Int?
    /// The day of an earlier publication as of which it stands; nil for tonight's.
    var asOf: CalendarDay?
    /// The population that a standing point is about, where its period has moved on since.
    var standingPopulation: String?
  }

  /// A step of the flow after suppression.
  struct Step: Hashable {
    /// The step as counted.
    var step: AnalysisResult.FlowStep
    /// How many, nil where not shown.
    var count: Int?
    /// The day of an earlier publication as of which it stands; nil for tonight's.
    var asOf: CalendarDay?
    /// The population that a standing count is about, where its period has moved on since.
    var standingPopulation: String?
  }

  /// The day that decides what is due.
  let asOf: CalendarDay
  /// K: cells of fewer people are not in here; 0 or 1 hides nothing.
  let limit: Int
  /// The populations.
  let populations: [AnalysisResult.Population]
  /// The rows, in the order of the analysis.
  let rows: [PrintedRow]
  /// The series, in the order of the analysis.
  let series: [Point]
  /// The flow, in the order of the analysis.
  let flow: [Step]
  /// Settings and versions.
  let settings: [AnalysisResult.Setting]
  /// What the clinic tells patients, each figure as it is printed.
  var claims: [PrintedClaim]
  /// The places whose figures rest on people that this audience was not shown before.
  let shown: [PublicationLedger.Slot]

  /// How many of the rows are not or only partly shown.
  var withheldRows: Int { rows.count { $0.row.status == "suppressed" || $0.n == nil } }
}

extension PrintedResult {
  /// Applies suppression with the smallest cell `limit`, as if nothing had been published before.
  init(_ result: AnalysisResult, limit: Int) {
    self.init(result, limit: limit, context: PublicationContext())
  }

  static func printed(_ row: ResultRow, _ control: DisclosureControl) -> PrintedRow {
    var printed = PrintedRow(row)
    guard control.limit > 1 else { return printed }
    var level = control.level(DisclosureUnit.Key(row))
    let units =
      [DisclosureUnit.Key(row)]
      + (row.comparator.isEmpty ? [] : [DisclosureUnit.Key(row, group: row.comparator)])
    if !row.comparator.isEmpty {
      level = max(level, control.level(DisclosureUnit.Key(row, group: row.comparator)))
      if control.isSmall(row.n) || control.isSmall(row.nComparator ?? 0) { level = .hidden }
      // Tenths blur the sum of so few by less than half a point, and nobody could see that they are few.
      let fewest = ClaimWords.fewest
      if level == .rounded, row.n < fewest || (row.nComparator ?? fewest) < fewest {
        level = .hidden
      }
    }
    switch level {
    case .exact: break
    case .rounded: printed.round(control.blur(units))
    case .hidden: printed.suppress()
    }
    if level != .exact {
      printed.nMissing = nil
      printed.nNotApplicable = nil
      printed.nNotDue = nil
    }
    return printed
  }

  /// Series whose points rest on the same people as result rows share their level.
  static func printed(
    _ point: AnalysisResult.SeriesPoint, _ control: DisclosureControl
  ) -> Point {
    guard control.limit > 1 else { return Point(point: point, n: point.n) }
    let key = DisclosureUnit.Key(point)
    var level = control.level(key)
    if control.isSmall(point.n) { level = .hidden }
    var shown = point
    switch level {
    case .exact: return Point(point: point, n: point.n)
    case .rounded:
      shown.value = point.value.map(PrintedRow.tenths)
      shown.low = point.low.map(PrintedRow.tenths)
      shown.high = point.high.map(PrintedRow.tenths)
    case .hidden: return hidden(point)
    }
    shown.n = 0
    return Point(point: shown, n: nil)
  }

  /// A point without its values.
  static func hidden(_ point: AnalysisResult.SeriesPoint) -> Point {
    var hidden = point
    hidden.value = nil
    hidden.low = nil
    hidden.high = nil
    hidden.status = "suppressed"
    hidden.n = 0
    return Point(point: hidden, n: nil)
  }

  /// Steps that count people follow the primary unit of their population; rows of files are not people.
  static func printed(_ result: AnalysisResult, _ control: DisclosureControl) -> [Step] {
    let headlines = Set(result.populations.filter { $0.name == "back_pain" }.map(\.text))
    return result.flow.map { step in
      guard control.limit > 1, step.unit != "rows" else {
        return Step(step: step, count: step.count)
      }
      let people = result.flow.filter { $0.unit == step.unit && $0.population == step.population }
      return Step(
        step: step,
        count: control.isShown(
          step, among: people, isHeadline: headlines.contains(step.population))
          ? step.count : nil)
    }
  }
}

extension DisclosureControl {
  /// Whether a step of the flow of people may be shown beside the other steps and the figures.
  fileprivate func isShown(
    _ step: AnalysisResult.FlowStep, among people: [AnalysisResult.FlowStep], isHeadline: Bool
  ) -> Bool {
    let key = DisclosureUnit.Key.primary(population: step.population, group: "all")
    guard !isSmall(step.count) else { return false }
    // The reasons of a step add up to it: one that is hidden hides the others.
    let reasons = people.filter { $0.step == step.step && !$0.reason.isEmpty }
    guard step.reason.isEmpty || !reasons.contains(where: { isSmall($0.count) }) else {
      return false
    }
    let total = people.first { $0.step == "episodes" && $0.reason.isEmpty }?.count
    switch step.step {
    case "episodes": return level(key) != .hidden
    case "due", "not_due":
      // The one is the total less the other. The headline names who is due even where it is rounded.
      let isOpen = level(key) == .exact || (isHeadline && level(key) == .rounded)
      return isOpen && !isSmall((total ?? step.count) - step.count)
    case "with_baseline":
      let baseline = DisclosureUnit.Key.baseline(population: step.population, group: "all")
      return level(key) != .hidden && level(baseline) == .exact
        && !isSmall((total ?? step.count) - step.count)
    default: return level(key) == .exact
    }
  }
}

extension DisclosureUnit.Key {
  /// The unit that a row of one group belongs to, or that one side of a comparison belongs to.
  init(_ row: ResultRow, group: String? = nil) {
    self.init(
      population: row.population, group: group ?? row.group, endpoint: row.endpoint,
      window: row.window)
  }

  /// The unit that a point of a series belongs to: at a window the course of pain shows the people of
  /// `course_change`; all with a baseline, and other series, are units of their own.
  ///
  /// A month of the control chart is a part of all scored at six weeks, and a curve of time rests on one
  /// set of people.
  init(_ point: AnalysisResult.SeriesPoint) {
    if point.series == SeriesName.monthlyChange {
      self.init(
        population: point.population, group: "month=" + point.label, endpoint: "course_change",
        window: Window.primaryName)
      return
    }
    if point.series == SeriesName.reliefCurve {
      self.init(
        population: point.population, group: point.group, endpoint: point.series, window: "")
      return
    }
    guard point.series == "course_of_pain" else {
      self.init(
        population: point.population, group: point.group, endpoint: point.series,
        window: point.label)
      return
    }
    guard Window.standard.contains(where: { $0.name == point.label }) else {
      self = .baseline(population: point.population, group: point.group)
      return
    }
    self.init(
      population: point.population, group: point.group, endpoint: "course_change",
      window: point.label)
  }

  /// All in a group who have a baseline score.
  static func baseline(population: String, group: String) -> DisclosureUnit.Key {
    DisclosureUnit.Key(
      population: population, group: group, endpoint: "course_of_pain", window: "baseline")
  }

  /// The primary unit of a group: its change at six weeks.
  static func primary(population: String, group: String) -> DisclosureUnit.Key {
    DisclosureUnit.Key(
      population: population, group: group, endpoint: "course_change",
      window: Window.primaryName)
  }
}

extension DisclosureControl {
  /// Control over all people that a result counts.
  init(limit: Int, result: AnalysisResult) {
    var keys: [DisclosureUnit.Key] = []
    var units: [DisclosureUnit.Key: DisclosureUnit] = [:]
    for row in result.rows where row.comparator.isEmpty {
      let key = DisclosureUnit.Key(row)
      if units[key] == nil {
        keys.append(key)
        units[key] = DisclosureUnit(
          n: row.n, missing: row.nMissing, notApplicable: row.nNotApplicable,
          notDue: row.nNotDue, successes: nil)
      }
      if row.statistic == "proportion", !key.isOfTreatments, let share = row.estimate {
        units[key]?.successes = Int((share * Double(row.n)).rounded())
      }
    }
    func add(_ key: DisclosureUnit.Key, n: Int) {
      guard units[key] == nil else { return }
      let primary = DisclosureUnit.Key.primary(population: key.population, group: key.group)
      keys.append(key)
      units[key] = DisclosureUnit(
        n: n, missing: max(0, (units[primary]?.total ?? n) - n), notApplicable: 0, notDue: 0,
        successes: nil)
    }
    for step in result.flow where step.step == "with_baseline" && step.reason.isEmpty {
      add(.baseline(population: step.population, group: "all"), n: step.count)
    }
    for point in result.series { add(DisclosureUnit.Key(point), n: point.n) }
    self.init(
      limit: limit, keys: keys, units: units,
      sides: DisclosureControl.sides(of: result.rows, besides: units),
      populations: result.populations)
  }
  /// The sides of comparisons that have no figures of their own. Those left out are counted for both sides
  /// of a comparison together.
  private static func sides(
    of rows: [ResultRow], besides units: [DisclosureUnit.Key: DisclosureUnit]
  ) -> [(key: DisclosureUnit.Key, unit: DisclosureUnit)] {
    var seen: Set<DisclosureUnit.Key> = []
    return rows.flatMap { row -> [(key: DisclosureUnit.Key, unit: DisclosureUnit)] in
      guard !row.comparator.isEmpty, let n = row.nComparator else { return [] }
      let pair = [
        (own: DisclosureUnit.Key(row), other: row.comparator, n: row.n),
        (own: DisclosureUnit.Key(row, group: row.comparator), other: row.group, n: n),
      ]
      return pair.compactMap { side in
        guard units[side.own] == nil, seen.insert(side.own).inserted else { return nil }
        let other = units[DisclosureUnit.Key(row, group: side.other)]
        return (
          side.own,
          DisclosureUnit(
            n: side.n, missing: max(0, row.nMissing - (other?.missing ?? 0)),
            notApplicable: max(0, row.nNotApplicable - (other?.notApplicable ?? 0)),
            notDue: max(0, row.nNotDue - (other?.notDue ?? 0)), successes: nil)
        )
      }
    }
  }
}
