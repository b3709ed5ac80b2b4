import OutcomeModel
import Reporting

/// Result rows in the form that was asked for.
enum ResultsText {
  static func make(_ rows: [ResultRow], _ format: TableFormat, below limit: Int) -> String {
    var result = AnalysisResult(asOf: .unknown)
    result.rows = rows
    let shown = Suppression.rows(of: result, below: limit)
    switch format {
    case .table: return ResultsTable.text(shown)
    case .csv: return ResultsCSV.text(shown)
    case .json: return ResultsJSON.text(shown)
    }
  }
}
