import OutcomeModel

/// What stands behind the figures: rules, settings, versions and the hashes of the inputs.
enum Methods {
  static func section(_ input: ReportInput, _ figures: Figures, _ audience: Audience)
    -> ReportSection
  {
    var section = ReportSection(id: "methods", title: "Methods")
    section.paragraphs = [
      rules(input),
      "Changes are means with Student t intervals, shares have Wilson intervals, and differences "
        + "between groups Welch intervals, all at 95\u{00A0}% unless said otherwise. There is no comparison "
        + "group: the figures say how people fared, not why.",
      suppression(figures.result.limit, audience),
    ]
    let settings =
      [
        AnalysisResult.Setting(name: "As-of date", value: figures.result.asOf.description),
        AnalysisResult.Setting(
          name: "Time zone",
          value: input.clinic.timeZone.split(separator: "_").joined(separator: " ")),
      ] + input.versions + input.result.settings
    section.tables = [
      ReportTable(
        caption: "Settings and versions", period: "As of " + PlainDate.day(figures.result.asOf),
        columns: ["Setting", "Value"],
        rows: settings.map {
          [GroupName.sentence($0.name), OutsideText.clean($0.value)]
        })
    ]
    // A hash is of all rows: whoever knew all but one score could try which it is.
    let isOwn = audience == .internal
    if !input.files.isEmpty {
      section.tables.append(
        ReportTable(
          caption: "Input files", period: "All files read so far",
          columns: ["File", "Profile", "Rows read", "Visits"]
            + (isOwn ? ["SHA-256"] : []),
          rows: input.files.map {
            [
              "File " + String($0.number), OutsideText.clean($0.profile),
              PlainNumber.count($0.account.read), PlainNumber.count($0.account.accepted),
            ] + (isOwn ? [$0.sha256] : [])
          }))
      if !isOwn {
        section.notes.append("The SHA-256 of each file stands on the clinic's own page.")
      }
    }
    return section
  }

  /// The rules of derivation in words. Where the analysis prints a setting, that is the one it used.
  private static func rules(_ input: ReportInput) -> String {
    let settings = input.derivation
    func used(_ name: String, _ other: String) -> String {
      input.result.settings.first { $0.name == name }.map { OutsideText.clean($0.value) } ?? other
    }
    let window = settings.windows.first { $0.name == Window.primaryName }
    let days = window.map { "days \($0.low) to \($0.high), nearest \($0.target)" } ?? ""
    let sixWeeks = used("window_" + Window.primaryName, days)
    return "One episode of care per person counts; a gap of more than "
      + used("gap_days", String(settings.gapDays))
      + " days between treatments begins a new one. The start is the arriving score of the first "
      + "treatment, else the first one in the \(settings.baselineLateDays) days from it, else a "
      + "follow-up score from the \(settings.baselineEarlyDays) days before. "
      + (sixWeeks.isEmpty
        ? ""
        : "Six weeks means one arriving score after the start (" + sixWeeks + "), and a "
          + "person is due once the last of these days has passed. ")
      + "Acute means that the pain began at most "
      + used("acute_days", String(settings.acuteDays))
      + " days before the first treatment, chronic more than "
      + used("chronic_days", String(settings.chronicDays)) + " days before, subacute in between."
  }

  private static func suppression(_ limit: Int, _ audience: Audience) -> String {
    guard limit > 1 else { return "No figure is withheld for resting on few people." }
    let page = audience == .internal ? "on this page" : "in this mail"
    return "Figures about 1 to \(limit - 1) people are not shown \(page), nor figures that they "
      + "could be calculated from. A dash stands where a number is not shown."
  }
}
