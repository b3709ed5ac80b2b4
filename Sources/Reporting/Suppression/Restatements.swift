import OutcomeModel

/// Printed figures whose text differs from that of the last release, each with its cause.
struct Restatements {
  /// Corrections first; among equals verdicts first, then figures in the order of the analysis.
  let changes: [PublicationLedger.Change]

  /// Statistics that a page prints as figures of their own.
  static let printed: Set<String> = ["mean_change", "proportion", "mean_difference"]

  init(_ result: PrintedResult, _ analysis: AnalysisResult, _ context: PublicationContext) {
    guard let last = context.last else {
      changes = []
      return
    }
    var found = Restatements.verdicts(result, analysis, context, last)
    for printed in Restatements.told(of: result.rows) {
      let key = PublishedFigures.RowKey(printed.row, result.populations)
      guard let old = context.published.rows[key] else { continue }
      let texts = (Restatements.text(old), Restatements.text(printed))
      guard texts.0 != texts.1, let before = texts.0 ?? Restatements.correcting(old) else {
        continue
      }
      guard let now = texts.1 ?? Restatements.correcting(printed) else { continue }
      let cause = Restatements.cause(
        of: DisclosureUnit.Key(printed.row), printed, old, analysis, context, last)
      found.append(
        PublicationLedger.Change(
          figure: FigureLabel.of(printed.row, result.populations), old: before, new: now,
          cause: cause.words, isCorrection: cause.isCorrection))
    }
    changes = found.filter(\.isCorrection) + found.filter { !$0.isCorrection }
  }

  /// The rows whose changes are told.
  static func told(of rows: [PrintedRow]) -> [PrintedRow] {
    let hidesPractitioners = PractitionerRule.forbids(rows.map(\.row.group))
    return rows.filter {
      printed.contains($0.row.statistic)
        && !(hidesPractitioners && PractitionerRule.isAboutOne($0.row.group))
    }
  }

  /// Verdicts that are others than in the last release.
  private static func verdicts(
    _ result: PrintedResult, _ analysis: AnalysisResult, _ context: PublicationContext,
    _ last: PublicationLedger.Release
  ) -> [PublicationLedger.Change] {
    result.claims.flatMap { claim in
      claim.judged.compactMap { part -> PublicationLedger.Change? in
        guard
          let before = context.published.verdicts[PublishedFigures.verdictKey(claim, part)],
          let now = ClaimWords.judgement(part), before != now, let row = part.row
        else { return nil }
        let old = context.published.rows[PublishedFigures.RowKey(row.row, result.populations)]
        let cause = cause(
          of: DisclosureUnit.Key(row.row), row, old ?? row, analysis, context, last)
        let label = part.part.label.isEmpty ? "" : " (" + part.part.label + ")"
        return PublicationLedger.Change(
          figure: OutsideText.line("Verdict: " + claim.claim.title + label), old: before, new: now,
          cause: cause.words, isCorrection: cause.isCorrection)
      }
    }
  }

  /// The changes of several releases as one: a figure that changed twice is told once, from its first
  /// value to its last; one that is back where it was is not told.
  static func joined(_ releases: [[PublicationLedger.Change]]) -> [PublicationLedger.Change] {
    var order: [String] = []
    var joined: [String: PublicationLedger.Change] = [:]
    for change in releases.joined() {
      guard let known = joined[change.figure] else {
        order.append(change.figure)
        joined[change.figure] = change
        continue
      }
      var both = change
      both.old = known.old
      if known.isCorrection, !change.isCorrection {
        both.cause = known.cause
        both.isCorrection = true
      }
      joined[change.figure] = both
    }
    let all = order.compactMap { joined[$0] }.filter { $0.old != $0.new }
    return all.filter(\.isCorrection) + all.filter { !$0.isCorrection }
  }

  /// A figure as the page prints it; nil where none is shown.
  private static func text(_ printed: PrintedRow) -> String? {
    guard printed.isShown else { return nil }
    return printed.row.statistic == "proportion"
      ? Phrase.share(printed, isDated: false) : Phrase.change(printed, isDated: false)
  }

  private static func correcting(_ printed: PrintedRow) -> String? {
    printed.correctedSince == nil ? nil : StatusWords.of(printed.row.status)
  }

  private struct Cause {
    var words: String
    var isCorrection: Bool
  }

  /// Why a figure changed: from the people behind it, the rows since the release that it was last shown
  /// at, and the rules.
  private static func cause(
    of key: DisclosureUnit.Key, _ printed: PrintedRow, _ old: PrintedRow,
    _ analysis: AnalysisResult, _ context: PublicationContext, _ last: PublicationLedger.Release
  ) -> Cause {
    let slot = PublicationLedger.Slot(key, analysis.populations)
    let shown = context.history.versions(slot).last.flatMap { context.history.release($0) } ?? last
    let since = old.asOf == nil ? last : shown
    if since.rules != context.rules { return Cause(words: "rule or version", isCorrection: true) }
    let corrections = context.corrections(since: since)
    let isMended = printed.correctedSince != nil || old.correctedSince != nil
    if (old.standingPopulation ?? old.row.population) != printed.row.population,
      !isMended || corrections.isEmpty
    {
      return Cause(
        words: StandingStretch.monthCloses(between: last.asOf, and: analysis.asOf)
          ? "a month closed" : "a month had closed since it was last shown",
        isCorrection: false)
    }
    let table =
      analysis.people.first {
        $0.population == key.population && $0.group == key.group && $0.endpoint == key.endpoint
          && $0.window == key.window
      }?.table ?? PeopleTable()
    let changes = table - context.history.table(slot, at: since.number)
    let isSettled =
      Window.standard.contains { $0.name == key.window } || key.window == "first_visit"
    guard isMended || changes.hasLosses else {
      return Cause(
        words: isSettled ? "new episodes came due" : "new visits", isCorrection: false)
    }
    // A reading in a fixed window is replaced by nothing but a mending of rows or a row of an earlier day;
    // a last score is replaced by each new visit, and nobody can tell that from a mending elsewhere.
    let own = context.corrections(
      of: slot, tonight: table, since: since, besides: corrections)
    if isSettled {
      return Cause(words: mending(own) ?? "a row of an earlier day", isCorrection: true)
    }
    return Cause(
      words: ["new visits", mending(own)].compactMap(\.self).joined(separator: " or "),
      isCorrection: false)
  }

  /// `a correction`, `a correction, a withdrawal or a merge`; nil for none.
  private static func mending(_ corrections: [PublicationContext.Correction]) -> String? {
    guard !corrections.isEmpty else { return nil }
    let words = corrections.map { correction in
      switch correction {
      case .corrected: "a correction"
      case .withdrawn: "a withdrawal"
      case .merged: "a merge"
      case .erased: "an erasure"
      }
    }
    guard words.count > 1, let last = words.last else { return words.first }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}
