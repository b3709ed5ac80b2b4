import OutcomeModel

extension PrintedResult {
  /// Applies suppression with the smallest cell `limit`, then lets figures move or stand so that no
  /// difference to what `context` says was published shows fewer people.
  init(_ analysis: AnalysisResult, limit: Int, context: PublicationContext) {
    var result = analysis
    result.series = analysis.series(smallest: limit)
    let control = DisclosureControl(limit: limit, result: result)
    let people = FigureTables(result, control)
    let differencing = DifferencingControl(
      control, people: people.tables, yesNo: people.yesNo, exact: people.exact,
      populations: result.populations, history: context.history)
    let printer = FigurePrinter(
      result: result, control: control, differencing: differencing, context: context)
    let flow = FlowMovement(
      PrintedResult.printed(result, control), result: result, limit: limit, context: context)
    let rows = result.rows.map(printer.row)
    self.init(
      asOf: result.asOf, limit: limit, populations: result.populations,
      rows: rows, series: printer.series(), flow: flow.steps, settings: result.settings,
      claims: PrintedClaim.all(of: result.claims, rows: rows, source: result.rows),
      shown: control.keys.filter {
        differencing.movement($0) == .moves && differencing.hasChanged($0)
      }.map { PublicationLedger.Slot($0, result.populations) } + flow.shown)
  }
}

/// The tables of people behind all units of a result.
struct FigureTables {
  private(set) var tables: [DisclosureUnit.Key: PeopleTable] = [:]
  private(set) var yesNo: Set<DisclosureUnit.Key> = []
  /// Those whose kinds are known, not only their numbers.
  let exact: Set<DisclosureUnit.Key>

  init(_ result: AnalysisResult, _ control: DisclosureControl) {
    for people in result.people {
      let key = DisclosureUnit.Key(
        population: people.population, group: people.group, endpoint: people.endpoint,
        window: people.window)
      tables[key] = people.table
      if people.isYesNo { yesNo.insert(key) }
    }
    exact = Set(tables.keys)
    let missing = control.keys.filter { tables[$0] == nil }
    guard !missing.isEmpty else { return }
    let digests = FigureTables.digests(result, of: Set(missing))
    for key in missing {
      guard let unit = control.unit(key) else { continue }
      var kinds = [(PeopleTable.Kind(0), unit.n)]
      if let met = unit.successes {
        kinds = [(PeopleTable.Kind(1), met), (PeopleTable.Kind(0), unit.n - met)]
        yesNo.insert(key)
      }
      if let digest = digests[key] { kinds.append((PeopleTable.Kind.values(digest), 1)) }
      tables[key] = PeopleTable(
        counted: kinds, missing: unit.missing, notApplicable: unit.notApplicable,
        notDue: unit.notDue)
    }
  }

  /// For units of which only numbers of people are known: what their figures say, as one number.
  private static func digests(
    _ result: AnalysisResult, of keys: Set<DisclosureUnit.Key>
  ) -> [DisclosureUnit.Key: Int64] {
    var digests: [DisclosureUnit.Key: UInt64] = [:]
    func add(_ numbers: [Double?], to key: DisclosureUnit.Key) {
      guard keys.contains(key) else { return }
      for number in numbers {
        // FNV-1a over words: equal figures give equal digests on every machine.
        digests[key, default: 0xcbf2_9ce4_8422_2325] ^= number?.bitPattern ?? 1
        digests[key, default: 0] &*= 0x0000_0100_0000_01b3
      }
    }
    for row in result.rows where row.comparator.isEmpty {
      add([row.estimate, row.ciLow, row.ciHigh, row.pValue], to: DisclosureUnit.Key(row))
    }
    for point in result.series {
      add([point.value], to: DisclosureUnit.Key(point))
    }
    return digests.mapValues { Int64(bitPattern: $0) }
  }
}

/// Prints rows and points as tonight's or as they stand.
private struct FigurePrinter {
  let result: AnalysisResult
  let control: DisclosureControl
  let differencing: DifferencingControl
  let context: PublicationContext

  func row(_ row: ResultRow) -> PrintedRow {
    let tonight = PrintedResult.printed(row, control)
    guard control.limit > 1 else { return tonight }
    let units =
      [DisclosureUnit.Key(row)]
      + (row.comparator.isEmpty ? [] : [DisclosureUnit.Key(row, group: row.comparator)])
    let movements = units.map(differencing.movement)
    guard movements.contains(where: { $0 != .moves }) else { return tonight }
    var standing = tonight
    guard !movements.contains(.waits), tonight.row.status != "suppressed", let last = context.last,
      let published = context.published.rows[
        PublishedFigures.RowKey(row, result.populations)]
    else {
      standing.hide()
      return standing
    }
    let old = published.row.population
    standing = published
    standing.row.population = row.population
    standing.standingPopulation = old == row.population ? nil : old
    standing.asOf = published.asOf ?? last.asOf
    guard published.correctedSince == nil else { return standing }
    let isCorrected = zip(units, movements).contains { unit, movement in
      guard case .stands(let release) = movement else { return false }
      return isBeingCorrected(unit, since: release, isSamePeriod: old == row.population)
    }
    if isCorrected { standing.correct(since: result.asOf) }
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
    var correcting: Set<Chart> = []
    for point in result.series where point.series != SeriesName.courseOfPain && point.n > 0 {
      let doesMove = differencing.movement(DisclosureUnit.Key(point)) == .moves
      // A part that suppression hides does not keep the chart from moving.
      let isHidden = control.level(DisclosureUnit.Key(point)) == .hidden
      moves[chart(point), default: true] =
        (moves[chart(point)] ?? true) && (doesMove || isHidden)
      if isWrong(point) { correcting.insert(chart(point)) }
    }
    var standing: Set<Chart> = []
    return zip(tonight, result.series).flatMap { printed, source -> [PrintedResult.Point] in
      guard source.series != SeriesName.courseOfPain else { return [point(source)] }
      guard moves[chart(source)] == false else { return [printed] }
      // An old value that is known to be wrong is not printed again.
      guard !correcting.contains(chart(source)) else {
        var mended = PrintedResult.hidden(source)
        mended.point.status = StatusWords.correcting(since: result.asOf)
        return [mended]
      }
      return standing.insert(chart(source)).inserted ? lastPublished(chart(source)) : []
    }
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
    context.published.points.filter { key, _ in
      chart.population.isEmpty
        ? [SeriesName.monthlyChange, SeriesName.monthlyCenter, SeriesName.monthlySignal]
          .contains(key.series)
        : key.series == chart.series && key.population == chart.population
          && key.group == chart.group
    }.map { key, point in
      var placed = point
      // The population of tonight, so that the page finds the points.
      placed.point.population =
        result.populations.first { $0.name + "/" + $0.period.rawValue == key.population }?.text
        ?? point.point.population
      return placed
    }.sorted {
      ($0.point.series, $0.point.population, $0.point.position, $0.point.group, $0.point.label)
        < ($1.point.series, $1.point.population, $1.point.position, $1.point.group, $1.point.label)
    }.map { point in
      var standing = point
      standing.asOf = point.asOf ?? context.last?.asOf
      return standing
    }
  }

  func point(_ point: AnalysisResult.SeriesPoint) -> PrintedResult.Point {
    let tonight = PrintedResult.printed(point, control)
    guard control.limit > 1 else { return tonight }
    let key = DisclosureUnit.Key(point)
    guard case .stands(let release) = differencing.movement(key) else {
      return differencing.movement(key) == .moves ? tonight : PrintedResult.hidden(point)
    }
    guard tonight.point.status != "suppressed", let last = context.last,
      var standing = context.published.points[
        PublishedFigures.PointKey(point, result.populations)],
      !isBeingCorrected(
        key, since: release, isSamePeriod: standing.point.population == point.population)
    else { return PrintedResult.hidden(point) }
    standing.asOf = standing.asOf ?? last.asOf
    standing.point.population = point.population
    standing.point.position = point.position
    return standing
  }

  /// Whether what was last published of a point's people is known to be wrong.
  private func isWrong(_ point: AnalysisResult.SeriesPoint) -> Bool {
    let key = DisclosureUnit.Key(point)
    guard let last = context.last else { return false }
    let shown = differencing.lastShown(key) ?? last.number
    return isBeingCorrected(key, since: shown, isSamePeriod: true)
  }

  /// Windows whose readings never change by time passing, only by mending what was read.
  private static let settled = Set(Window.standard.map(\.name) + [Window.firstVisit.name])

  /// Whether what stands is known to be wrong: people whose scores it holds were corrected, withdrawn,
  /// merged or erased, or the rules are others now.
  private func isBeingCorrected(
    _ key: DisclosureUnit.Key, since number: Int, isSamePeriod: Bool
  ) -> Bool {
    guard let release = context.history.release(number) else { return false }
    let changes = differencing.changes(key, since: number)
    guard !changes.isZero else { return false }
    if release.rules != context.rules { return true }
    if isSamePeriod, changes.hasLosses, FigurePrinter.settled.contains(key.window) { return true }
    // A later visit replaces a last score, and a closed month its eldest: only the rows can tell.
    // Where only numbers of people are known, other values may be a loss.
    return (changes.hasLosses || changes.hasOtherValues)
      && !context.corrections(since: release).isEmpty
  }
}

/// Steps of people, printed as tonight's or as they stand; those of one population move together.
private struct FlowMovement {
  private(set) var steps: [PrintedResult.Step] = []
  private(set) var shown: [PublicationLedger.Slot] = []

  init(
    _ printed: [PrintedResult.Step], result: AnalysisResult, limit: Int,
    context: PublicationContext
  ) {
    func slot(_ step: AnalysisResult.FlowStep) -> PublicationLedger.Slot {
      PublicationLedger.Slot(flowStep: step, result.populations)
    }
    func isFew(_ change: Int) -> Bool { (1..<max(limit, 1)).contains(abs(change)) }
    var moves: [String: Bool] = [:]
    for population in Set(printed.filter { $0.step.unit != "rows" }.map(\.step.population)) {
      let people = printed.filter { $0.step.population == population && $0.count != nil }
      // Differences of steps are counts of people too: those who are due are all less the not due.
      moves[population] = context.history.releases.allSatisfy { release in
        let changes = people.compactMap { step -> Int? in
          guard context.history.versions(slot(step.step)).contains(where: { $0 <= release.number }),
            context.history.isInSync(slot(step.step), at: release.number)
          else { return nil }
          let before = context.history.table(slot(step.step), at: release.number)
          return step.step.count - (before.counted[PeopleTable.Kind(0)] ?? 0)
        }
        return !changes.contains(where: isFew)
          && !changes.contains { change in changes.contains { isFew(change - $0) } }
      }
    }
    for step in printed {
      guard step.step.unit != "rows", limit > 1, moves[step.step.population] == false else {
        steps.append(step)
        if step.step.unit != "rows", step.count != nil,
          context.history.versions(slot(step.step)).last.map({
            context.history.table(slot(step.step), at: $0).counted[PeopleTable.Kind(0)] ?? 0
          }) != step.step.count
        {
          shown.append(slot(step.step))
        }
        continue
      }
      var standing = step
      let key = PublishedFigures.StepKey(step.step, result.populations)
      let published = context.published.steps[key]
      standing.count = step.count == nil ? nil : published?.count
      // After a mending a count that stands may hold who should not be in it.
      if let since = context.last, step.count != published?.count,
        !context.corrections(since: since).isEmpty
      {
        standing.count = nil
      }
      standing.step.count = standing.count ?? 0
      standing.asOf = published?.asOf ?? context.last?.asOf
      steps.append(standing)
    }
  }
}

extension PublicationLedger.Slot {
  /// The place of a step of the flow.
  init(flowStep step: AnalysisResult.FlowStep, _ populations: [AnalysisResult.Population]) {
    self.init(
      DisclosureUnit.Key(
        population: step.population, group: "all", endpoint: "flow",
        window: step.reason.isEmpty ? step.step : step.step + "/" + step.reason), populations)
  }
}
