import OutcomeModel

/// The month of the earliest first visit, from counts: the pace of a stretch that is open to the past is
/// reckoned from it.
enum FirstMonth {
  private static let section = "months"

  /// Counts the episodes by month.
  static func count(
    _ table: EpisodeTable, _ keys: GroupKeys, threads: Int, into sheet: inout CountSheet
  ) throws(AnalysisError) {
    guard let pain = table.parameter(Instrument.pain.name) else { return }
    let rows = Array(0..<table.rowCount)
    let set = CellSet([try keys.column("month")], rows: rows)
    let counts = CellCounts.count(
      set, rows: rows, outcomes: EpisodeOutcomes(baselineOf: pain), threads: threads)
    sheet.record(section, zip(set.names, counts))
  }

  /// The first day of the earliest month; nil where no episode has a date.
  static func day(_ sheet: CountSheet) -> CalendarDay? {
    sheet.cells(section).filter { $0.value.total > 0 }.keys.compactMap { name in
      CalendarDay(iso: name.dropFirst("month=".count) + "-01")
    }.min()
  }
}
