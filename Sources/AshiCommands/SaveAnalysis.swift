import Analysis
import OutcomeModel
import Store

/// Answers a plan from a store and saves the result for the report.
enum SaveAnalysis {
  static func run(
    source: InputOptions, shared: SharedOptions, plan: PlanFile, wait: Double
  ) throws {
    guard let path = source.store else { throw CommandFailure(.usage, "--save needs --store") }
    let store = try ClinicStore(path: path, mode: .existing, wait: wait)
    let result = try store.analyze { input in
      guard let asOf = input.derivedAsOf else {
        throw CommandFailure(.nothingUsable, "\(path): nothing is derived yet")
      }
      guard input.derivationSettings == SettingsHash.text(plan.settings) else {
        throw CommandFailure(.usage, "\(path) is derived with other settings than the plan's")
      }
      if let wanted = shared.asOf, wanted != asOf {
        throw CommandFailure(.usage, "\(path) is derived as of \(asOf), not \(wanted)")
      }
      guard input.episodes.rowCount > 0 else {
        throw CommandFailure(
          .nothingUsable, "no treatment lies on or before \(asOf), so there is nothing to report")
      }
      var result = try ReportAnalysis(
        plan, asOf: asOf, threads: shared.threads
      ).result(of: input.episodes)
      result.flow = RowFlow.steps(input) + result.flow
      return result
    }
    Terminal.notice("saved \(result.rows.count) rows")
  }
}

/// The flow of rows from files to visits, as `flow.csv` prints it.
enum RowFlow {
  static func steps(_ input: AnalysisInput) -> [AnalysisResult.FlowStep] {
    let account = input.account
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
    steps.append(step("accepted", "after_as_of", input.visitsAfterAsOf))
    steps.append(step("accepted", "follow_up_of_no_episode", input.unusedFollowUps))
    return steps
  }
}
