import Analysis
import OutcomeModel
import Reporting
import Store

/// The flow behind one figure of results.csv, as a person at the terminal reads it.
struct FigureTrace {
  let text: String

  /// Traces a row, given by its number or by words of its key.
  init(_ wanted: String, _ store: ClinicStore, _ plan: PlanFile) throws {
    guard let result = try store.result() else {
      throw CommandFailure(.nothingUsable, "\(store.path) holds no analysis; run ashi run first")
    }
    let names = FigureTrace.names(plan, asOf: result.asOf)
    let number = try FigureTrace.number(wanted, in: result.rows, names)
    let row = result.rows[number - 1]
    let input = try store.analysisInput()
    guard input.facts.derivedAsOf == result.asOf,
      input.facts.derivationSettings == SettingsHash.text(plan.settings)
    else {
      throw CommandFailure(
        .usage, "the store has changed since the report of \(result.asOf); run ashi run first")
    }
    var lines = [
      "row \(number) of results.csv, as of \(result.asOf)", FigureTrace.words(row, names),
    ]
    lines.append(ResultsCSV.line(row))
    lines += ["", "rows of files"] + FigureTrace.words(input.facts.account)
    guard
      let flows = try FigureFlow.flows(
        of: row.key, input.episodes, plan: plan, asOf: result.asOf)
    else {
      throw CommandFailure(
        .usage, "the plan does not ask for this row any more; run ashi run first")
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

  /// The number of the row that is wanted.
  private static func number(
    _ wanted: String, in rows: [ResultRow], _ names: [String: [String]]
  ) throws -> Int {
    if let number = Int(wanted) {
      guard rows.indices.contains(number - 1) else {
        throw CommandFailure(.usage, "results.csv has rows 1 to \(rows.count)")
      }
      return number
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
      let list = found.prefix(20).map { "  \($0 + 1): \(FigureTrace.words(rows[$0], names))" }
      throw CommandFailure(
        .usage,
        "\(found.count) rows fit; give one of their numbers:\n" + list.joined(separator: "\n")
          + (found.count > 20 ? "\n  ..." : ""))
    }
    return first + 1
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
