import OutcomeModel

extension PrintedResult {
  /// Applies suppression with the smallest cell `limit`, then lets figures move or stand so that no
  /// difference to what `context` says was published shows fewer people.
  init(_ analysis: AnalysisResult, limit: Int, context: PublicationContext) {
    var result = analysis
    result.series = analysis.series(smallest: limit)
    let control = DisclosureControl(limit: limit, result: result)
    let people = FigureTables(result, control)
    let bands = MendedBands(
      control, people: people.tables, populations: result.populations, context: context)
    let differencing = DifferencingControl(
      control, people: people.tables, yesNo: people.yesNo, exact: people.exact,
      populations: result.populations, history: context.history, held: bands.held)
    let flow = FlowMovement(
      PrintedResult.printed(result, control), result: result, limit: limit, context: context)
    let isAnyStanding = differencing.isAnyStanding || flow.isAnyStanding
    let corrected = CorrectedFigures(
      differencing, context, populations: result.populations, bands: bands)
    let printer = FigurePrinter(
      result: result, control: control, differencing: differencing, context: context,
      isAnyStanding: isAnyStanding, corrected: corrected)
    let all = result.rows.map { source in (row: printer.row(source), source: source) }
    let families = FamilyAdjustment(all)
    let printed = all.compactMap { row, source in
      row.map { (row: families.kept($0), source: source) }
    }
    let rows = printed.map(\.row)
    self.init(
      asOf: result.asOf, limit: limit, populations: result.populations,
      rows: rows,
      series: printer.series().map {
        $0.correcting(
          since: context.published.points[
            PublishedFigures.PointKey($0.point, result.populations)])
      },
      flow: flow.steps(besideStanding: isAnyStanding), settings: result.settings,
      claims: PrintedClaim.all(of: result.claims, rows: rows, source: printed.map(\.source)),
      shown: control.keys.filter {
        differencing.movement($0) == .moves && differencing.hasChanged($0)
          && !corrected.contains($0)
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
