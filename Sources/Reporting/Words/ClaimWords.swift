import OutcomeModel

/// Claims, their verdicts and figures in words.
enum ClaimWords {
  /// What stands where a figure or a sentence is hidden.
  static let hidden = Phrase.small

  /// The verdict of a figure.
  static func verdict(_ part: PrintedClaim.Part) -> String {
    // No figure stands behind the want of a comparison group, so there is nothing to hide.
    guard !part.isHidden || part.part.verdict == .noComparison else {
      return part.row?.correctedSince == nil ? hidden : "Being corrected"
    }
    guard part.row != nil || part.part.row == nil else { return "Nothing to go by" }
    return verdict(part.part) + (part.part.verdict == .tooFew ? outlook(part.outlook) : "")
      + (part.inMail.map { "; " + $0 } ?? "")
  }

  /// What the mail says of a figure where that is something else than the page's own words: of which day
  /// its figure is, and what follows from it. Nil where they say the same, or one of them nothing.
  static func otherwise(_ part: PrintedClaim.Part, inMail mail: PrintedClaim.Part) -> String? {
    guard !part.isHidden, !mail.isHidden, let own = part.row, let row = mail.row,
      row.isShown || own.isShown
    else { return nil }
    func says(_ part: PrintedClaim.Part, _ row: PrintedRow) -> [String] {
      [verdict(part.part)]
        + (!row.row.comparator.isEmpty && changes.contains(row.row.statistic) && row.isShown
          ? [direction(row)] : [])
    }
    let (here, there) = (says(part, own), says(mail, row))
    guard
      let other = there.enumerated().first(where: {
        here.indices.contains($0.offset) && here[$0.offset] != $0.element
      })
    else { return nil }
    let figure =
      row.asOf.map { "whose figure is as of " + PlainDate.day($0) }
      ?? (own.asOf == nil ? "whose figure is rounded" : "whose figure is newer")
    return "the mail, \(figure), says: " + other.element.prefix(1).lowercased()
      + other.element.dropFirst()
  }

  private static func verdict(_ part: Claim.Part) -> String {
    switch part.verdict {
    case .seen: "Seen in our patients"
    case .notSeen: "Not seen"
    case .tooFew: "Too few to say"
    case .noComparison: "Cannot be answered without a comparison group"
    case .described: part.isBeside ? "Beside it" : "How they fared"
    }
  }

  /// The verdict of a judged figure without what it would take to say more; nil where none is printed.
  static func judgement(_ part: PrintedClaim.Part) -> String? {
    guard !part.isHidden, part.row != nil,
      [.seen, .notSeen, .tooFew].contains(part.part.verdict)
    else { return nil }
    return verdict(part.part)
  }

  private static func outlook(_ outlook: Claim.Outlook?) -> String {
    switch outlook {
    case nil: ""
    case .cannotBeSaid: "; how many more it takes cannot be said"
    case .more(let episodes, let months):
      "; about " + PlainNumber.count(episodes) + " more people"
        + (months.map {
          ", some \(PlainNumber.count($0)) "
            + ($0 == 1 ? "month" : "months") + " at the present pace"
        } ?? "")
    }
  }

  /// An estimate with its interval, as a cell carries it, with its date where it stands; the reason
  /// where there is none.
  static func figure(_ printed: PrintedRow?) -> String {
    undated(printed) + (printed.map { $0.isShown ? Phrase.standing($0) : "" } ?? "")
  }

  /// An estimate with its interval, as a sentence carries it within.
  private static func undated(_ printed: PrintedRow?) -> String {
    guard let printed else { return "not in the data" }
    let row = printed.row
    guard printed.isShown, let estimate = row.estimate else { return StatusWords.of(row.status) }
    if !row.comparator.isEmpty, changes.contains(row.statistic) { return comparison(printed) }
    switch row.statistic {
    case "mean_change": return inUnits(Phrase.lowerBy(row), of: row.endpoint)
    case "proportion", "rate": return Phrase.share(printed, isDated: false)
    case "km_at": return Phrase.share(reached(printed), isDated: false)
    case "ratio" where row.endpoint == "cost_per_responder":
      return interval(row, whole(estimate), whole)
    case "risk_difference":
      return interval(row, points(estimate), points)
    default: return interval(row, PlainNumber.points(estimate), PlainNumber.points)
    }
  }

  private static let unclear = "did not clearly change more or less"

  /// Statistics of comparisons that are differences of change.
  private static let changes: Set<String> = ["ancova", "mean_difference", "hl_shift"]

  /// "changed more", "changed less" or "did not clearly change more or less", with the difference: an
  /// interval that holds 0 does not show that the two changed alike.
  ///
  /// Where a hidden count stands beside a shown figure the row has n 0, and the words do without it.
  private static func comparison(_ printed: PrintedRow) -> String {
    let row = printed.row
    let estimate = row.estimate ?? 0
    return direction(printed) + " (difference "
      + inUnits(PlainNumber.points(estimate) + " points", of: row.endpoint)
      + (row.ciLow.flatMap { low in
        row.ciHigh.map { ", " + PlainNumber.points(low) + " to " + PlainNumber.points($0) }
      } ?? "") + ")"
  }

  private static func direction(_ printed: PrintedRow) -> String {
    let row = printed.row
    let isHigherBetter = Instrument.shipped.contains {
      $0.better == .higher && row.endpoint == $0.name + "_change"
    }
    return switch (row.ciLow.map { $0 > 0 } ?? false, row.ciHigh.map { $0 < 0 } ?? false) {
    case (true, _): isHigherBetter ? "changed more" : "changed less"
    case (_, true): isHigherBetter ? "changed less" : "changed more"
    default: !isPrintable(printed) ? "too few to tell apart" : unclear
    }
  }

  /// The fewest people of whom a sentence may be printed, on each side of a comparison.
  static let fewest = 10

  /// Whether so few people are in a figure that no sentence may rest on it. A count that is hidden
  /// beside a shown figure is no small one.
  private static func isTooFewToTell(_ row: ResultRow) -> Bool {
    row.n < fewest || (row.nComparator ?? fewest) < fewest
  }

  /// Whether a sentence may rest on a figure.
  static func isPrintable(_ printed: PrintedRow) -> Bool {
    printed.isShown && (printed.n == nil || !isTooFewToTell(printed.row))
  }

  /// The share that has reached relief, where the curve gives the share that has not.
  private static func reached(_ printed: PrintedRow) -> PrintedRow {
    var turned = printed
    turned.row.estimate = printed.row.estimate.map { 1 - $0 }
    turned.row.ciLow = printed.row.ciHigh.map { 1 - $0 }
    turned.row.ciHigh = printed.row.ciLow.map { 1 - $0 }
    return turned
  }

  /// An amount without its decimals.
  private static func whole(_ amount: Double) -> String { PlainNumber.fixed(amount, decimals: 0) }

  private static func interval(
    _ row: ResultRow, _ estimate: String, _ text: (Double) -> String
  ) -> String {
    guard let low = row.ciLow, let high = row.ciHigh else { return estimate }
    return estimate + " (" + text(low) + "\u{00A0}to\u{00A0}" + text(high) + ")"
  }

  /// A difference of shares: `12 percentage points`.
  private static func points(_ difference: Double) -> String {
    PlainNumber.fixed(difference * 100, decimals: 0) + " percentage points"
  }

  /// Days of medication are days, not points.
  private static func inUnits(_ text: String, of endpoint: String) -> String {
    guard endpoint == "medication_days_change" else { return text }
    return text.replacing(" points", with: " days").replacing(" point", with: " day")
  }

  /// How many people are in a figure: `120 people`; `people` where the count is not shown.
  static func people(_ printed: PrintedRow?) -> String {
    guard let n = printed?.n else { return "people" }
    let count = n + (printed?.nComparator ?? 0)
    return PlainNumber.count(count) + (count == 1 ? " person" : " people")
  }

  /// The printable sentence of a figure, nil where one of its figures is hidden, not there or about
  /// fewer than ten people: then there is nothing to print yet. Figures that stand carry their date at
  /// the sentence's end.
  static func maySay(
    _ claim: PrintedClaim, _ part: PrintedClaim.Part?, period: String
  ) -> String? {
    var text = ""
    var standing: Set<CalendarDay> = []
    // A figure that stands may be of an earlier stretch than the heading's.
    let period =
      part?.row?.standingStretch.map { Headline.period(from: $0.from, to: $0.to) } ?? period
    func row(_ name: String?) -> PrintedRow? {
      guard let name else { return part?.row }
      return claim.parts.first { $0.part.name == name }?.row
    }
    for piece in ClaimTemplate(claim.claim.maySay).pieces {
      switch piece {
      case .words(let words): text += words
      case .place(.label): text += part?.part.label ?? ""
      case .place(.period): text += period
      case .place(.people(let name)):
        guard let row = row(name), isPrintable(row) else { return nil }
        text += people(row)
        if let day = row.asOf { standing.insert(day) }
      case .place(.figure(let name)):
        guard let row = row(name), isPrintable(row) else { return nil }
        text += undated(row)
        if let day = row.asOf { standing.insert(day) }
      }
    }
    let line = dated(OutsideText.line(text), standing.sorted())
    return line.prefix(1).uppercased() + line.dropFirst()
  }

  /// A sentence with the days as of which its figures stand, before its full stop.
  private static func dated(_ sentence: String, _ days: [CalendarDay]) -> String {
    guard !days.isEmpty else { return sentence }
    let mark = " (as of " + days.map(PlainDate.day).joined(separator: " and ") + ")"
    guard let last = sentence.last, ".!?".contains(last) else { return sentence + mark }
    return sentence.dropLast() + mark + String(last)
  }
}
