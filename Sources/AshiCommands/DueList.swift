import DelimitedText
import OutcomeModel
import Store

/// `--table due`: who should be asked for a six-week score now, by file and line; no identity, no date.
enum DueList {
  static let columns = ["file", "line", "days_since_baseline", "days_left"]

  /// The list of a store, and the day as of which it is.
  ///
  /// - Parameter wanted: the as-of date that was asked for; the store must be derived as of it.
  static func text(
    _ path: String, asOf wanted: CalendarDay?
  ) throws -> (text: String, asOf: CalendarDay) {
    let store = try ClinicStore(path: path, mode: .readOnly)
    guard let asOf = try store.derivedAsOf(), let visits = try store.dueVisits() else {
      throw CommandFailure(
        .nothingUsable,
        "\(path): nothing is derived yet, or the plan has no window \(Window.primaryName); run "
          + "ashi-derive first")
    }
    if let wanted, wanted != asOf {
      throw CommandFailure(
        .usage, "\(path) is derived as of \(asOf); run ashi-derive --as-of \(wanted) first")
    }
    let text = DelimitedWriter.text(
      header: columns,
      rows: visits.map { [$0.file, $0.line, $0.days, $0.daysLeft].map(String.init) })
    return (text, asOf)
  }
}
