public import OutcomeModel

extension ReportInput.Notice {
  /// Input files could not be used; nil for none. Files are named by number, never by path.
  public static func leftOut(files: [Int]) -> ReportInput.Notice? {
    guard !files.isEmpty else { return nil }
    let names = files.map(String.init).joined(separator: ", ")
    let text =
      files.count == 1
      ? "One input file (number \(names)) could not be used; its visits are not in this report."
      : "\(files.count) input files (numbers \(names)) could not be used; "
        + "their visits are not in this report."
    return ReportInput.Notice(text: text, occasions: files.map { "file;\($0)" })
  }

  /// The inbox is stale: no visit is later than a day. The day, not the days since then, so that the
  /// same silence is the same notice on every night.
  public static func noVisit(since latest: CalendarDay) -> ReportInput.Notice {
    ReportInput.Notice(
      text: "No visit has come in since \(PlainDate.day(latest)). Check that the exports still "
        + "arrive; what happened after that day is not in this report.",
      occasions: ["stale;\(latest)"])
  }
}
