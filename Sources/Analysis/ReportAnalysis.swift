import OutcomeModel
import Statistics

/// Answers a plan file for the report: rows, curves and the flow from episodes to figures.
public struct ReportAnalysis {
  private let plan: PlanFile
  private let table: EpisodeTable
  private let asOf: CalendarDay
  private let threads: Int

  /// Makes an analysis of episodes that were derived by the plan's settings.
  public init(_ plan: PlanFile, _ table: EpisodeTable, asOf: CalendarDay, threads: Int) {
    self.plan = plan
    self.table = table
    self.asOf = asOf
    self.threads = threads
  }

  /// Everything that the report may print. Row flow and run settings are added by the caller.
  public func result() throws(AnalysisError) -> AnalysisResult {
    var result = AnalysisResult(asOf: asOf)
    let analyzer = Analyzer(table, settings: plan.settings, asOf: asOf, threads: threads)
    result.rows = try analyzer.rows(plan.plan(asOf: asOf).questions)
    for population in plan.populations {
      for period in plan.periods(of: population.name) {
        let filter = plan.filter(population, period, asOf: asOf)
        result.populations.append(
          AnalysisResult.Population(
            name: population.name, period: period, from: filter.from, to: filter.to,
            text: filter.text))
        let keys = GroupKeys(table, asOf: asOf)
        let selected = try filter.select(table, keys: keys)
        result.flow += flow(filter.text, selected)
        result.series += try courseOfPain(filter.text, selected, keys)
      }
    }
    result.settings = PrintedSettings.list(plan)
    return result
  }

  /// From selected episodes to those with a six-week reading.
  private func flow(_ population: String, _ selected: [Int]) -> [AnalysisResult.FlowStep] {
    func step(_ name: String, _ reason: String, _ count: Int) -> AnalysisResult.FlowStep {
      AnalysisResult.FlowStep(
        unit: "episodes", population: population, step: name, reason: reason, count: count)
    }
    var steps = [step("episodes", "", selected.count)]
    guard let pain = table.parameter(Instrument.pain.name),
      let window = plan.settings.windows.first(where: { $0.name == Window.primaryName })
    else { return steps }
    let outcomes = EpisodeOutcomes(
      pain, window: window, rule: nil, table: table, asOf: asOf, countEarly: false)
    var noBaseline = 0
    var noReading = 0
    var scored = 0
    var notDue = 0
    for row in selected {
      switch outcomes.fate[row] {
      case .notDue: notDue += 1
      case .scored: scored += 1
      case .missing, .notApplicable:
        if pain.base[row] == nil { noBaseline += 1 } else { noReading += 1 }
      }
    }
    let withBaseline = selected.count { pain.base[$0] != nil }
    steps.append(step("with_baseline", "", withBaseline))
    steps.append(step("not_due", "", notDue))
    steps.append(step("due", "", selected.count - notDue))
    steps.append(step("missing", "", noBaseline + noReading))
    steps.append(step("missing", "no_baseline", noBaseline))
    steps.append(step("missing", "no_reading", noReading))
    steps.append(step("analysed", "", scored))
    return steps
  }

  /// Mean pain by acuity at baseline and at each window, of those who have the reading.
  private func courseOfPain(
    _ population: String, _ selected: [Int], _ keys: GroupKeys
  ) throws(AnalysisError) -> [AnalysisResult.SeriesPoint] {
    guard let pain = table.parameter(Instrument.pain.name) else { return [] }
    let set = CellSet([try keys.column("acuity")], rows: selected)
    var points = points(
      CellCounts.count(
        set, rows: selected, outcomes: EpisodeOutcomes(baselineOf: pain), threads: threads),
      set: set, population: population, position: 0, label: "baseline")
    for window in plan.settings.windows {
      let outcomes = EpisodeOutcomes(
        pain, window: window, rule: nil, table: table, asOf: asOf, countEarly: false)
      points += self.points(
        CellCounts.count(set, rows: selected, outcomes: outcomes, threads: threads), set: set,
        population: population, position: Double(window.target), label: window.name)
    }
    return points
  }

  private func points(
    _ cells: [CellCounts], set: CellSet, population: String, position: Double, label: String
  ) -> [AnalysisResult.SeriesPoint] {
    zip(set.names, cells).map { name, counts in
      let mean = StatisticResult { () throws(NotEstimable) in
        try MeanChange(counts.joint.followUp)
      }
      return AnalysisResult.SeriesPoint(
        series: "course_of_pain", population: population, group: name, position: position,
        label: label, n: counts.joint.n, value: mean.estimate, low: mean.low, high: mean.high,
        status: mean.status.code)
    }
  }
}

extension PlanFile {
  /// The periods in which any entry asks for a population, in calendar order.
  func periods(of population: String) -> [AnalysisResult.Period] {
    AnalysisResult.Period.allCases.filter { period in
      entries.contains { $0.populations.contains(population) && $0.periods.contains(period) }
    }
  }
}
