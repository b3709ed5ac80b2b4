import DelimitedText
import OutcomeModel

/// `flow.csv`: from rows to figures, one row per step; a blank count is not shown; `as_of` is the day of an
/// earlier publication as of which a count of people stands.
enum FlowCSV {
  private static let columns = ["unit", "population", "step", "reason", "count", "as_of"]

  /// The whole file.
  static func text(_ steps: [PrintedResult.Step]) -> String {
    DelimitedWriter.text(
      header: columns,
      rows: steps.map { printed in
        let step = printed.step
        return [
          FormulaGuard.escape(step.unit),
          FormulaGuard.escape(printed.standingPopulation ?? step.population),
          FormulaGuard.escape(step.step), FormulaGuard.escape(step.reason),
          NumberText.count(printed.count), printed.asOf?.description ?? "",
        ]
      })
  }
}
