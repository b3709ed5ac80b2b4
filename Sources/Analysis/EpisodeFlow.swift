import OutcomeModel
import Statistics

/// The flow from selected episodes to those with a reading at the primary window.
struct EpisodeFlow {
  private let window: Window?

  init(_ plan: PlanFile) {
    window = plan.settings.windows.first { $0.name == Window.primaryName }
  }

  private static let withBaseline = "with_baseline"
  private static let withoutBaseline = "without_baseline"

  private func section(_ place: String) -> String { "flow/\(place)" }

  /// Counts the selected episodes, those with a baseline apart from those without.
  func count(
    _ table: EpisodeTable, _ rows: [Int], asOf: CalendarDay, into sheet: inout CountSheet,
    _ place: String
  ) {
    // Where no file has a score of pain, everyone lacks a baseline.
    let known = table.parameter(Instrument.pain.name)
    guard let window, let pain = known ?? table.emptyParameter(Instrument.pain.name) else {
      return
    }
    let outcomes = EpisodeOutcomes(
      pain, window: window, table: table, asOf: asOf, countEarly: false)
    let set = CellSet(
      [EpisodeFlow.withBaseline, EpisodeFlow.withoutBaseline],
      cellOf: { pain.base[$0] == nil ? 1 : 0 }, rows: rows)
    let counts = CellCounts.count(set, rows: rows, outcomes: outcomes, threads: 1)
    sheet.record(section(place), zip(set.names, counts))
  }

  /// The steps; only the first where nobody has a score of pain.
  func steps(
    _ sheet: CountSheet, _ place: String, population: String
  ) -> [AnalysisResult.FlowStep] {
    func step(_ name: String, _ reason: String, _ count: Int) -> AnalysisResult.FlowStep {
      AnalysisResult.FlowStep(
        unit: "episodes", population: population, step: name, reason: reason, count: count)
    }
    let cells = sheet.cells(section(place))
    let based = cells[EpisodeFlow.withBaseline] ?? .none
    let unbased = cells[EpisodeFlow.withoutBaseline] ?? .none
    let selected = based.total + unbased.total
    guard window != nil else { return [] }
    let notDue = based.notDue + unbased.notDue
    let noBaseline = unbased.missing
    let noReading = based.missing
    return [
      step("episodes", "", selected), step("with_baseline", "", based.total),
      step("not_due", "", notDue), step("due", "", selected - notDue),
      step("missing", "", noBaseline + noReading),
      step("missing", "no_baseline", noBaseline), step("missing", "no_reading", noReading),
      step("analysed", "", based.joint.n),
    ]
  }
}
