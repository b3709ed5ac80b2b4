import OutcomeModel

/// At most three things to do about the data, largest gain first: what is missing that someone could
/// still ask for, write down or export.
enum DataAdvice {
  /// A thing to do: how many rows or people it concerns, and what to do.
  struct Item {
    /// How many people or rows would become usable.
    var gain: Int
    /// What is missing and what to do, in one or two sentences.
    var sentence: String
  }

  /// The three largest, as a section; nil where nothing is to be done.
  static func section(_ figures: Figures, account: RowAccount, _ audience: Audience)
    -> ReportSection?
  {
    let items = (people(figures) + rows(account, audience)).filter { $0.gain > 0 }
    // Equal gains stay in the order written here, so that the list is the same every night.
    let ranked = items.enumerated().sorted { left, right in
      left.element.gain != right.element.gain
        ? left.element.gain > right.element.gain : left.offset < right.offset
    }
    guard !ranked.isEmpty else { return nil }
    let sentences = ranked.prefix(3).map(\.element.sentence)
    let titles = ["One thing to do about the data", "Two things to do about the data"]
    return ReportSection(
      id: "to-do",
      title: sentences.count < 3
        ? titles[sentences.count - 1] : "Three things to do about the data",
      list: sentences, isInMail: true)
  }

  private static func people(_ figures: Figures) -> [Item] {
    var items: [Item] = []
    if let row = figures.row("course_change", "mean_change"), let missing = row.nMissing,
      let due = row.due
    {
      items.append(
        Item(
          gain: missing,
          sentence: "\(PlainNumber.count(missing)) of \(PlainNumber.count(due)) people who are due "
            + "have no six-week score\(Phrase.standing(row)). Ask for the arriving score at every visit, and send those "
            + "who stopped coming a short follow-up question in week six."))
    }
    if let row = figures.row("within_session_change", "mean_change", window: "all_visits"),
      let missing = row.nMissing, let due = row.due
    {
      items.append(
        Item(
          gain: missing,
          sentence:
            "\(PlainNumber.count(missing)) of \(PlainNumber.count(due)) people have no visit "
            + "with both an arriving and a leaving score\(Phrase.standing(row)). Ask for the leaving score before they go."
        ))
    }
    if let row = figures.row("course_change", "mean_change", group: "acuity=unknown"),
      let total = total(row)
    {
      items.append(
        Item(
          gain: total,
          sentence: "\(PlainNumber.count(total)) people have no date on which the pain began"
            + Phrase.standing(row) + ", so "
            + "they count neither as acute nor as chronic. Ask for it at the first visit."))
    }
    if let all = figures.people("episodes"), let baseline = figures.people("with_baseline") {
      let asOf = figures.standing(figures.headline.flatMap(figures.peopleAsOf))
      items.append(
        Item(
          gain: all - baseline,
          sentence: "\(PlainNumber.count(all - baseline)) of \(PlainNumber.count(all)) people have "
            + "no score from the start of care\(asOf), and nothing later can be compared. Ask at the "
            + "first visit, before the needles."))
    }
    return items
  }

  /// All who were selected in a row's group, nil where one of the counts is not shown.
  private static func total(_ row: PrintedRow) -> Int? {
    guard let n = row.n, let missing = row.nMissing, let other = row.nNotApplicable,
      let notDue = row.nNotDue
    else { return nil }
    return n + missing + other + notDue
  }

  private static func rows(_ account: RowAccount, _ audience: Audience) -> [Item] {
    account.rejected.keys.sorted().map { reason in
      let count = account.rejected[reason] ?? 0
      let rows = PlainNumber.count(count) + (count == 1 ? " row " : " rows ")
      return Item(
        gain: count,
        sentence: rows + "could not be used: " + RejectWords.of(reason) + ". "
          + RejectWords.advice(reason, audience))
    }
  }
}
