import DelimitedText
import OutcomeModel
import Store

/// `--table due`: who should be asked for a six-week score now, by file and line; no identity, no date.
enum DueList {
  static let columns = ["file", "line", "days_since_baseline", "days_left"]

  static func text(_ path: String) throws -> String {
    let store = try ClinicStore(path: path, mode: .readOnly)
    guard let visits = try store.dueVisits() else {
      throw CommandFailure(
        .nothingUsable,
        "\(path): nothing is derived yet, or the plan has no window \(Window.primaryName); run "
          + "ashi-derive first")
    }
    return DelimitedWriter.text(
      header: columns,
      rows: visits.map { [$0.file, $0.line, $0.days, $0.daysLeft].map(String.init) })
  }
}
