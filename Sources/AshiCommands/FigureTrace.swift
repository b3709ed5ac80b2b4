import Analysis
import OutcomeModel
import Reporting
import Store

/// The flow behind one figure of results.csv, as a person at the terminal reads it.
struct FigureTrace {
  let text: String

  /// Traces a row, given by its number in the published table or by words of its key.
  init(
    _ wanted: String, _ store: ClinicStore, _ plan: PlanFile, _ published: PublishedRows
  ) throws {
    guard let result = try store.result() else {
      throw CommandFailure(.nothingUsable, "\(store.path) holds no analysis; run ashi run first")
    }
    let names = FigureTrace.names(plan, asOf: result.asOf)
    let places = published.places(of: result.rows)
    let found = try FigureTrace.index(wanted, in: result.rows, names, places, published)
    let row = result.rows[found]
    let input = try store.analysisInput()
    guard input.facts.derivedAsOf == result.asOf,
      input.facts.derivationSettings == SettingsHash.text(plan.settings)
    else {
      throw CommandFailure(
        .usage, "the store has changed since the report of \(result.asOf); run ashi run first")
    }
    var lines = [FigureTrace.words(row, names), ""]
    lines += FigureTrace.shown(places[found], published)
    lines += [
      "", "as computed tonight (as of \(result.asOf)), unsuppressed, for this screen:",
      FigureTrace.withoutLineFeed(ResultsCSV.line(row)),
    ]
    lines += ["", "rows of files"] + FigureTrace.words(input.facts.account)
    guard
      let flows = try FigureFlow.flows(
        of: row.key, input.episodes, plan: plan, asOf: result.asOf)
    else {
      lines += [
        "",
        "Who falls out at which step is told for rows of the plan; this one belongs to a claim,",
        "or to an earlier plan.",
      ]
      text = lines.joined(separator: "\n") + "\n"
      return
    }
    for flow in flows {
      lines += ["", flow.group == "all" ? "everyone" : flow.group]
      lines += flow.steps.map { step in
        "  \(FigureTrace.padded(step.count)) \(step.isLoss ? "left out: " : "")\(step.text)"
      }
    }
    let printed = [row.n] + (row.nComparator.map { [$0] } ?? [])
    if flows.map(\.n) != printed {
      lines.append("")
      lines.append(
        "The row says \(printed.map(String.init).joined(separator: " and ")): other counting rules "
          + "of this statistic apply, see `method`")
    }
    text = lines.joined(separator: "\n") + "\n"
  }

  /// The row as its readers have it.
  private static func shown(_ place: Int?, _ published: PublishedRows) -> [String] {
    guard let report = published.report else { return ["nothing was published yet"] }
    guard let place else { return ["not in results.csv of the report \(report)"] }
    return [
      "published: row \(place + 1) of results.csv of the report \(report):",
      withoutLineFeed(published.line(place)),
    ]
  }

  private static func withoutLineFeed(_ line: String) -> String {
    line.last == "\n" ? String(line.dropLast()) : line
  }

  /// The index of the row that is wanted among those of the analysis.
  private static func index(
    _ wanted: String, in rows: [ResultRow], _ names: [String: [String]], _ places: [Int?],
    _ published: PublishedRows
  ) throws -> Int {
    if let number = Int(wanted) {
      guard (1...max(1, published.count)).contains(number), published.count > 0 else {
        throw CommandFailure(
          .usage,
          published.count == 0
            ? "no results.csv was published yet; run ashi run first, or give words of the row's key"
            : "results.csv of the latest report has rows 1 to \(published.count)")
      }
      guard let index = places.firstIndex(of: number - 1) else {
        throw CommandFailure(
          .usage,
          "row \(number) of results.csv is not in tonight's analysis; run ashi run first")
      }
      return index
    }
    let words = wanted.split(separator: " ").map(String.init)
    let found = rows.indices.filter { index in
      let key = rows[index].key
      var parts = [
        key.endpoint, key.window, key.population, key.group, key.comparator, key.statistic,
      ]
      parts += names[key.population] ?? []
      return words.allSatisfy { parts.contains($0) }
    }
    guard let first = found.first else {
      throw CommandFailure(
        .usage,
        "no row has all of these words as its endpoint, window, population, group or statistic")
    }
    guard found.count == 1 else {
      let list = found.prefix(20).map { index in
        "  \(places[index].map { "\($0 + 1)" } ?? "not published"): "
          + FigureTrace.words(rows[index], names)
      }
      throw CommandFailure(
        .usage,
        "\(found.count) rows fit; give one of their numbers in results.csv:\n"
          + list.joined(separator: "\n")
          + (found.count > 20 ? "\n  ..." : ""))
    }
    return first
  }

  /// The plan's name and period of each population, by the text that results.csv has.
  private static func names(_ plan: PlanFile, asOf: CalendarDay) -> [String: [String]] {
    var names: [String: [String]] = [:]
    for population in plan.populations {
      for period in AnalysisResult.Period.allCases {
        names[plan.filter(population, period, asOf: asOf).text] = [
          population.name, period.rawValue,
        ]
      }
    }
    return names
  }

  private static func words(_ row: ResultRow, _ names: [String: [String]]) -> String {
    let against = row.comparator.isEmpty ? "" : " against \(row.comparator)"
    let window = row.window.isEmpty ? "" : " \(row.window)"
    return "\(row.endpoint)\(window), \(row.statistic), \(row.group)\(against), "
      + (names[row.population]?.joined(separator: ", ") ?? row.population)
  }

  private static func words(_ account: RowAccount) -> [String] {
    let parts = [
      (account.read, "read"), (account.accepted, "accepted: they stand as visits"),
      (account.duplicate, "duplicate"), (account.superseded, "superseded by a correction"),
      (account.withdrawn, "withdrawn"), (account.merged, "merged"),
      (account.rejectedTotal, "rejected"), (account.ignoredTotal, "ignored"),
    ]
    return parts.map { "  \(padded($0.0)) \($0.1)" }
  }

  private static func padded(_ number: Int) -> String {
    let digits = String(number)
    return String(repeating: " ", count: max(0, 8 - digits.count)) + digits
  }
}
