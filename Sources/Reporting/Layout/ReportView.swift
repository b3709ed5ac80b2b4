import OutcomeModel

/// The whole report as formatted values for one audience.
struct ReportView {
  let audience: Audience
  let title: String
  let clinic: String
  /// The page's own heading.
  let heading: String
  let subtitle: String
  let audienceNote: String
  let notices: [String]
  /// What cannot wait for the next mail: the signals shown and the notices' occasions, by name.
  let urgent: [String]
  let headline: [String]
  /// The headline in a few words.
  let short: String
  let sections: [ReportSection]
  let footer: String

  init(_ input: ReportInput, _ publication: Publication) {
    let result = publication.result
    let audience = publication.audience
    let figures = Figures(result)
    let head = Headline(figures)
    let day = PlainDate.day(result.asOf)
    self.audience = audience
    clinic = OutsideText.clean(input.clinic.name)
    title = clinic + ", " + day + ": " + head.short
    heading =
      figures.headline?.name == "back_pain" ? "How people with back pain fared" : "How people fared"
    subtitle = figures.period + ". As of " + day + "."
    audienceNote =
      audience == .internal
      ? "For the clinic itself: do not forward. The mail is the version to pass on."
      : "Figures about few people are left out, so this may be passed on."
    notices = input.notices.map { OutsideText.line($0.text) }
    urgent =
      input.notices.flatMap(\.occasions)
      + ControlSignal.all(in: result.series.map(\.point)).map { "signal;" + $0.identity }
    headline = head.sentences
    short = head.short
    let all =
      [WhatChanged.section(publication.told, result)]
      + [DataAdvice.section(figures, account: input.account, audience)].compactMap { $0 } + [
        KeyFigures.section(figures), CourseOfPain.section(figures),
        ChangeByCondition.section(figures), AcuteBesideChronic.section(figures),
        HerniatedDisc.section(figures), SciaticaByCause.section(figures),
        TimeToBelowFive.section(figures), ResponseTable.section(figures),
        Safety.section(figures), MonthByMonth.section(figures),
      ]
      + ClaimsTable.sections(
        figures, isAttached: input.attached.contains(.report),
        pageLimit: audience == .shared ? input.suppressBelow.internal : nil) + [
        Completeness.section(figures, account: input.account),
        Methods.section(input, figures, audience),
      ]
    sections = all.map(\.dated)
    footer =
      "There is no comparison group here: the figures say how people fared, not why. Rounded for "
      + "reading"
      + (audience == .internal
        ? "; the full numbers are in results.csv."
        : input.attached.contains(.results)
          ? "; the attached table of results has more digits where they may be told." : ".")
  }
}
