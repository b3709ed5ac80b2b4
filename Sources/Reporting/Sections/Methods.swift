import OutcomeModel

/// What stands behind the figures: rules, settings, versions and the hashes of the inputs.
enum Methods {
  static func section(_ input: ReportInput, _ figures: Figures, _ audience: Audience)
    -> ReportSection
  {
    var section = ReportSection(id: "methods", title: "Methods")
    section.paragraphs = [
      rules(input.derivation),
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
    if !input.files.isEmpty {
      section.tables.append(
        ReportTable(
          caption: "Input files", period: "All files read so far",
          columns: ["File", "Profile", "Rows read", "Visits", "SHA-256"],
          rows: input.files.map {
            [
              "File " + String($0.number), OutsideText.clean($0.profile),
              PlainNumber.count($0.account.read), PlainNumber.count($0.account.accepted),
              $0.sha256,
            ]
          }))
    }
    return section
  }

  private static func rules(_ settings: DerivationSettings) -> String {
    var text =
      "One episode of care per person counts; a gap of more than \(settings.gapDays) days between "
      + "treatments begins a new one. The start is the arriving score of the first treatment, else "
      + "the first one in the \(settings.baselineLateDays) days from it, else a follow-up score from "
      + "the \(settings.baselineEarlyDays) days before. "
    if let window = settings.windows.first(where: { $0.name == Window.primaryName }) {
      text +=
        "Six weeks means the arriving score nearest to day \(window.target), from day "
        + "\(window.low) to day \(window.high); a person is due once day \(window.high) has passed. "
    }
    return text
      + "Acute means that the pain began at most \(settings.acuteDays) days before the first "
      + "treatment, chronic more than \(settings.chronicDays) days before, subacute in between."
  }

  private static func suppression(_ limit: Int, _ audience: Audience) -> String {
    guard limit > 1 else { return "No figure is withheld for resting on few people." }
    let page = audience == .internal ? "on this page" : "in this mail"
    return "Figures about 1 to \(limit - 1) people are not shown \(page), nor figures that they "
      + "could be calculated from. A dash stands where a number is not shown."
  }
}
