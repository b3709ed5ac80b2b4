import OutcomeModel

/// What the clinic tells patients beside what its figures say: verdicts, and what may be printed.
enum ClaimsTable {
  private static let title = "What we tell patients"

  /// The section of the page and its short form for the mail; none where no claims were asked.
  ///
  /// - Parameters:
  ///   - isAttached: whether the page goes with the mail.
  ///   - pageLimit: the K of the clinic's own page, where this is what leaves it; else nil.
  static func sections(
    _ figures: Figures, isAttached: Bool = true, pageLimit: Int? = nil
  ) -> [ReportSection] {
    let claims = figures.result.claims
    guard !claims.isEmpty else { return [] }
    var section = ReportSection(id: "claims", title: title)
    section.paragraphs = [summary(claims)]
    section.tables = verdicts(claims, figures) + [sentences(claims, figures)]
    section.tables += [trials(claims)].compactMap { $0 }
    let limits = stricter(claims, limit: figures.result.limit, pageLimit: pageLimit)
    section.notes = limits + notes(claims)
    if claims.contains(where: isAboutChange) {
      section.notes += HonestLines.of(figures, withPublished: true).map {
        "Change over six weeks: " + $0
      }
    }
    var brief = ReportSection(id: "claims-in-brief", title: title)
    brief.paragraphs = [summary(claims)]
    brief.notes =
      limits + [
        "The figures, and what may be printed of them, stand "
          + (isAttached ? "in the attached report." : "on the clinic's own page.")
      ]
    brief.isInMail = true
    brief.isOnPage = false
    return [section, brief]
  }

  /// Why the mail can withhold a claim that the clinic's own page answers; nothing where it withholds none.
  private static func stricter(
    _ claims: [PrintedClaim], limit: Int, pageLimit: Int?
  ) -> [String] {
    guard let pageLimit, pageLimit < limit,
      claims.contains(where: { $0.parts.contains(where: \.isHidden) })
    else { return [] }
    return [
      "What leaves the clinic tells of no fewer than \(limit) people, and moves once as many have changed; "
        + "the clinic's own page goes by \(max(pageLimit, 1)). So the page can answer a claim that is withheld here."
    ]
  }

  // MARK: - In a few sentences

  private static func summary(_ claims: [PrintedClaim]) -> String {
    // One date of all verdicts is said once, behind them.
    let days = Set(
      claims.flatMap(\.judged).filter { ClaimWords.judgement($0) != nil }.map { $0.row?.asOf })
    let common = days.count == 1 ? days.first.flatMap(\.self) : nil
    /// The claims with such figures, each with what the figures are about.
    func names(_ isWanted: (PrintedClaim.Part) -> Bool) -> [String] {
      claims.compactMap { claim in
        let parts = claim.judged.filter(isWanted)
        guard !parts.isEmpty else { return nil }
        let labels = parts.map(\.part.label).filter { !$0.isEmpty }
        let isWhole = claim.judged.count == 1 || labels.isEmpty
        return lowercased(claim.claim.title)
          + (isWhole ? "" : " (" + labels.joined(separator: ", ") + ")")
          + (common == nil ? dates(parts) : "")
      }
    }
    func verdict(_ verdict: Claim.Verdict) -> [String] {
      names { !$0.isHidden && $0.part.verdict == verdict && $0.row != nil }
    }
    var sentences: [String] = []
    func add(_ lead: String, _ names: [String]) {
      guard !names.isEmpty else { return }
      sentences.append(lead + ": " + names.map(OutsideText.line).joined(separator: "; ") + ".")
    }
    add("Seen in our patients", verdict(.seen))
    add("Not seen", verdict(.notSeen))
    add("Too few to say", verdict(.tooFew))
    if let common { sentences.append("These verdicts are as of " + PlainDate.day(common) + ".") }
    let verdicts: Set<Claim.Verdict> = [.seen, .notSeen, .tooFew]
    func isHidden(_ part: PrintedClaim.Part) -> Bool {
      part.isHidden && verdicts.contains(part.part.verdict)
    }
    add("Being corrected", names { isHidden($0) && $0.row?.correctedSince != nil })
    add(ClaimWords.hidden, names { isHidden($0) && $0.row?.correctedSince == nil })
    let unanswered = claims.count { $0.claim.rule == .comparison || $0.claim.rule == .published }
    if unanswered > 0 {
      sentences.append(
        "\(PlainNumber.count(unanswered)) of \(PlainNumber.count(claims.count)) claims cannot be "
          + "answered without a comparison group.")
    }
    return sentences.isEmpty
      ? "No claim has a figure yet." : sentences.joined(separator: " ")
  }

  /// The days as of which figures stand, behind the name of their claim; empty for tonight's.
  private static func dates(_ parts: [PrintedClaim.Part]) -> String {
    let days = Set(parts.filter { !$0.isHidden }.compactMap { $0.row?.asOf }).sorted()
    return days.isEmpty ? "" : Phrase.dateMark + days.map(PlainDate.day).joined(separator: " and ")
  }

  private static func lowercased(_ text: String) -> String {
    text.prefix(1).lowercased() + text.dropFirst()
  }

  // MARK: - Tables

  /// One table for each population and period, since a table prints what it covers.
  private static func verdicts(_ claims: [PrintedClaim], _ figures: Figures) -> [ReportTable] {
    var order: [AnalysisResult.Population] = []
    var lines: [AnalysisResult.Population: [[String]]] = [:]
    for claim in claims {
      guard let population = population(claim, figures) else { continue }
      if lines[population] == nil { order.append(population) }
      lines[population, default: []] += claim.parts.enumerated().map { place, part in
        line(claim.claim, part, isFirst: place == 0)
      }
    }
    return order.map { population in
      ReportTable(
        caption: "What we say, and what our figures say", period: figures.period(of: population),
        columns: ["Claim", "Verdict", "Figure (95\u{00A0}% interval)", "People"],
        rows: lines[population] ?? [])
    }
  }

  private static func line(
    _ claim: Claim, _ part: PrintedClaim.Part, isFirst: Bool
  ) -> [String] {
    let label = OutsideText.line(part.part.label)
    let name =
      isFirst
      ? OutsideText.line(claim.id) + ". " + OutsideText.line(claim.title)
        + (label.isEmpty ? "" : ": " + label)
      : OutsideText.line(claim.id) + ", " + (label.isEmpty ? "beside it" : label)
    return [
      name, ClaimWords.verdict(part), ClaimWords.figure(part.row), count(part.row),
    ]
  }

  private static func count(_ row: PrintedRow?) -> String {
    guard let row, let n = row.n else { return StatusWords.blank }
    guard !row.row.comparator.isEmpty, let other = row.nComparator else {
      return PlainNumber.count(n)
    }
    return PlainNumber.count(n) + " and " + PlainNumber.count(other)
  }

  private static func sentences(_ claims: [PrintedClaim], _ figures: Figures) -> ReportTable {
    ReportTable(
      caption: "What may be printed, and what may not", period: "Each line names its own period",
      columns: ["Claim", "What we say", "May be printed", "May not be printed"],
      rows: claims.map { claim in
        [
          OutsideText.line(claim.claim.id) + ". " + OutsideText.line(claim.claim.title),
          Quotation.said(claim.claim.says), maySay(claim, figures),
          Quotation.said(claim.claim.mayNotSay),
        ]
      })
  }

  private static func maySay(_ claim: PrintedClaim, _ figures: Figures) -> String {
    let period = Headline.period(population(claim, figures))
    let judged: [PrintedClaim.Part?] = claim.judged.isEmpty ? [nil] : claim.judged
    let sentences = judged.compactMap { ClaimWords.maySay(claim, $0, period: period) }
    return sentences.isEmpty
      ? "Nothing yet: the figures are not shown, or are of too few people."
      : sentences.joined(separator: " ")
  }

  private static func population(
    _ claim: PrintedClaim, _ figures: Figures
  ) -> AnalysisResult.Population? {
    guard !claim.parts.isEmpty else { return nil }
    return figures.result.populations.first {
      $0.name == claim.claim.population && $0.period == claim.claim.period
    }
  }

  private static func trials(_ claims: [PrintedClaim]) -> ReportTable? {
    let references = claims.flatMap(\.claim.references)
    guard !references.isEmpty else { return nil }
    return ReportTable(
      caption: "Published trials, for what a clinic cannot measure", period: "As published",
      columns: ["Publication", "What it found", "Where"],
      rows: references.map {
        [Quotation.title($0.title), OutsideText.line($0.finding), OutsideText.line($0.source)]
      })
  }

  /// Whether a claim has figures of pain before and after.
  private static func isAboutChange(_ claim: PrintedClaim) -> Bool {
    claim.parts.contains { $0.part.row?.endpoint == "course_change" }
  }

  private static func notes(_ claims: [PrintedClaim]) -> [String] {
    [
      "The questions were fixed before the data: see the claims file, whose hash stands under Methods. "
        + "A claim is seen where the whole 95\u{00A0}% interval lies on its side of the threshold, "
        + "not seen where it lies wholly on the other side. With each claim there is a chance of up to "
        + "2.5\u{00A0}% of either by luck alone.",
      "None of this says why people fared as they did. Where patients chose or were given different "
        + "care, the groups differ in much else.",
    ]
      + claims.map(\.claim).filter { !$0.note.isEmpty }.map {
        OutsideText.line($0.id) + ". " + OutsideText.line($0.note)
      }
  }
}
