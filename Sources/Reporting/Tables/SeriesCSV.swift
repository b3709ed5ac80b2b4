import DelimitedText
import OutcomeModel

/// `series.csv`: curves, charts and counts, one row per point.
enum SeriesCSV {
  private static let columns = [
    "series", "population", "group", "position", "label", "n", "value", "low", "high", "status",
  ]

  /// The whole file.
  static func text(_ points: [PrintedResult.Point]) -> String {
    DelimitedWriter.text(
      header: columns,
      rows: points.map { printed in
        let point = printed.point
        return [
          FormulaGuard.escape(point.series),
          FormulaGuard.escape(printed.standingPopulation ?? point.population),
          FormulaGuard.escape(point.group), NumberText.shortest(point.position),
          FormulaGuard.escape(point.label), NumberText.count(printed.n),
          NumberText.shortest(point.value), NumberText.shortest(point.low),
          NumberText.shortest(point.high),
          FormulaGuard.escape(printed.asOf.map { "\(point.status);as_of=\($0)" } ?? point.status),
        ]
      })
  }
}
