import OutcomeModel
import Reporting

/// Result rows in the form that was asked for.
enum ResultsText {
  static func make(_ rows: [ResultRow], _ format: TableFormat, below limit: Int) -> String {
    switch format {
    case .table: ResultsTable.text(rows)
    case .csv: ResultsCSV.text(rows)
    case .json: ResultsJSON.text(rows)
    }
  }
}
