import Analysis
import OutcomeModel
import Store

/// Answers a plan from a store and saves the result for the report.
enum SaveAnalysis {
  /// - Returns: what it took to have the counts.
  @discardableResult
  static func run(
    source: InputOptions, shared: SharedOptions, plan: PlanFile, smallest: [Int], wait: Double
  ) throws -> NightlyCounts.Counted {
    guard let path = source.store else { throw CommandFailure(.usage, "--save needs --store") }
    let store = try ClinicStore(path: path, mode: .existing, wait: wait)
    var work: NightlyCounts.Counted?
    let result = try store.analyze { source in
      guard let asOf = source.facts.derivedAsOf else {
        throw CommandFailure(.nothingUsable, "\(path): nothing is derived yet")
      }
      guard source.facts.derivationSettings == SettingsHash.text(plan.settings) else {
        throw CommandFailure(.usage, "\(path) is derived with other settings than the plan's")
      }
      if let wanted = shared.asOf, wanted != asOf {
        throw CommandFailure(.usage, "\(path) is derived as of \(asOf), not \(wanted)")
      }
      guard source.facts.hasEpisodes else {
        throw CommandFailure(
          .nothingUsable, "no treatment lies on or before \(asOf), so there is nothing to report")
      }
      let counting = NightlyCounts(
        plan, asOf: asOf, threads: shared.threads, smallest: smallest)
      let counted = try counting.counted(source)
      work = counted
      let episodes =
        counting.analysis.needsEpisodes
        ? EpisodeSource.withCourse(
          try source.sessions(), settings: plan.settings, asOf: asOf, threads: shared.threads)
        : nil
      var result = try counting.analysis.result(counted.sheet, episodes: episodes)
      result.flow = RowFlow.steps(source.facts) + result.flow
      return result
    }
    guard let work else { throw CommandFailure(.internalFault, "nothing was counted") }
    Terminal.counts([
      "rows": result.rows.count, "points": result.series.count,
      "episodes_counted": work.episodes, "everyone": work.isEveryone ? 1 : 0,
    ])
    Terminal.notice("saved \(result.rows.count) rows")
    return work
  }
}

/// The flow of rows from files to visits, as `flow.csv` prints it.
enum RowFlow {
  static func steps(_ facts: AnalysisFacts) -> [AnalysisResult.FlowStep] {
    let account = facts.account
    func step(_ name: String, _ reason: String, _ count: Int) -> AnalysisResult.FlowStep {
      AnalysisResult.FlowStep(
        unit: "rows", population: "", step: name, reason: reason, count: count)
    }
    var steps = [
      step("read", "", account.read), step("accepted", "", account.accepted),
      step("duplicate", "", account.duplicate), step("superseded", "", account.superseded),
      step("withdrawn", "", account.withdrawn), step("merged", "", account.merged),
      step("rejected", "", account.rejectedTotal),
    ]
    for (reason, count) in account.rejected.sorted(by: { $0.key < $1.key }) {
      steps.append(step("rejected", reason.rawValue, count))
    }
    steps.append(step("ignored", "", account.ignoredTotal))
    for (state, count) in account.ignored.sorted(by: { $0.key < $1.key }) {
      steps.append(step("ignored", state, count))
    }
    steps.append(step("accepted", "after_as_of", facts.visitsAfterAsOf))
    steps.append(step("accepted", "follow_up_of_no_episode", facts.unusedFollowUps))
    return steps
  }
}
