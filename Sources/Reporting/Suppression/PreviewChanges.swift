import OutcomeModel

/// What would change in the tables of a report, row by row, each with its cause.
public struct PreviewChanges: Sendable {
  /// Where a change comes from.
  public enum Cause: String, Sendable, CaseIterable {
    /// The plan, the claims, the configuration or the version: it is there with the old data too.
    case definition
    /// Files that came, and the day.
    case data
    /// Both.
    case both = "definition and data"

    /// The cause of a change from `before` to `after`, where the present definitions make `middle` of
    /// the old data.
    fileprivate init<Value: Equatable>(before: Value, middle: Value, after: Value) {
      self = middle == before ? .data : middle == after ? .definition : .both
    }
  }

  /// How much an owner asks for a row.
  public enum Rank: Sendable {
    /// A verdict on a claim.
    case verdict
    /// A figure about everyone that a page prints as a figure of its own.
    case everyone
    /// Any other statistic, and figures of groups.
    case other
  }

  /// One row that would be printed otherwise.
  public struct Change: Hashable, Sendable {
    /// What the row is about: endpoint, window, statistic, groups and population; of a verdict the
    /// claim and its part.
    public var name: String
    /// What the row counts among: its endpoint.
    public var endpoint: String
    /// How much an owner asks for it.
    public var rank: Rank
    /// What the last publication printed; nil where it had no such row.
    public var old: String?
    /// What would be printed tonight; nil where there would be no such row.
    public var new: String?
    /// Where the change comes from.
    public var cause: Cause
  }

  /// The rows that would be printed otherwise: verdicts, then figures about everyone, then the others,
  /// each in byte order of their names.
  public let changes: [Change]
  /// How many rows there would be.
  public let rows: Int
  /// How many of them would stand as they were published, for too few people changed behind them.
  public let standing: Int

  /// Compares three sets of figures, each as ``PublicationDraft/Audience/figures`` holds them; nil where
  /// one of them cannot be read.
  ///
  /// - Parameters:
  ///   - published: the last publication's.
  ///   - byDefinition: as of that publication, by the present definitions.
  ///   - tonight: what would be published.
  ///   - titles: the titles of claims by their ids.
  public init?(
    published: String, byDefinition: String, tonight: String, names: GroupNames = GroupNames(),
    titles: [String: String] = [:]
  ) {
    guard let before = PublishedFigures(text: published),
      let middle = PublishedFigures(text: byDefinition),
      let after = PublishedFigures(text: tonight)
    else { return nil }
    var verdicts: [Change] = []
    for key in Set(before.verdicts.keys).union(after.verdicts.keys) {
      let (old, new) = (before.verdicts[key], after.verdicts[key])
      guard old != new else { continue }
      verdicts.append(
        Change(
          name: PreviewChanges.claim(key, titles), endpoint: "", rank: .verdict, old: old, new: new,
          cause: Cause(before: old, middle: middle.verdicts[key], after: new)))
    }
    let (old, between, new) = (before.rows, middle.rows, after.rows)
    var changes: [Change] = []
    let keys = Set(old.keys).union(new.keys)
    let hidesPractitioners = PractitionerRule.forbids(keys.map(\.slot.group))
    for key in keys where !(hidesPractitioners && PractitionerRule.isAboutOne(key.slot.group)) {
      let texts = (before: PreviewChanges.values(old[key]), after: PreviewChanges.values(new[key]))
      guard texts.before != texts.after else { continue }
      let words = PreviewChanges.words(old[key], new[key])
      let isForEveryone =
        key.slot.group == "all" && key.comparator.isEmpty
        && Restatements.printed.contains(key.statistic)
        && [old[key], new[key]].contains { $0?.isShown == true }
      changes.append(
        Change(
          name: PreviewChanges.name(key, names), endpoint: OutsideText.line(key.slot.endpoint),
          rank: isForEveryone ? .everyone : .other, old: words.old, new: words.new,
          cause: Cause(
            before: texts.before, middle: PreviewChanges.values(between[key]), after: texts.after)))
    }
    func inOrder(_ some: [Change]) -> [Change] {
      some.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }
    self.changes =
      inOrder(verdicts) + inOrder(changes.filter { $0.rank == .everyone })
      + inOrder(changes.filter { $0.rank == .other })
    rows = new.count
    standing = new.values.count { $0.asOf != nil }
  }

  /// The settings and versions that differ between two publications' rules, each as `name: old -> new`.
  public static func rules(_ old: String, _ new: String) -> [String] {
    func settings(_ text: String) -> (order: [String], values: [String: String]) {
      var order: [String] = []
      var values: [String: String] = [:]
      for part in text.split(separator: ";") {
        let name = String(part.prefix { $0 != "=" })
        if values[name] == nil { order.append(name) }
        values[name] = String(part.dropFirst(name.count + 1))
      }
      return (order, values)
    }
    let (before, after) = (settings(old), settings(new))
    let names = before.order + after.order.filter { before.values[$0] == nil }
    return names.compactMap { name in
      let (was, now) = (before.values[name], after.values[name])
      guard was != now else { return nil }
      return OutsideText.line("\(name): \(was ?? "not there") -> \(now ?? "not there")")
    }
  }

  /// Everything of a row that is printed, but the days that only say since when it stands.
  private static func values(_ row: PrintedRow?) -> PrintedRow? {
    guard var row else { return nil }
    row.asOf = nil
    row.standingPopulation = nil
    row.row.population = ""
    return row
  }

  /// A judged figure of a claim, of ``PublishedFigures/verdictKey(_:_:)``.
  private static func claim(_ key: String, _ titles: [String: String]) -> String {
    let parts = key.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    let detail = parts.dropFirst(2).joined(separator: "/")
    return OutsideText.line(
      "Claim \(parts[0])" + (titles[parts[0]].map { ": " + $0 } ?? "")
        + (detail.isEmpty ? "" : " (" + detail + ")"))
  }

  private static func name(_ key: PublishedFigures.RowKey, _ names: GroupNames) -> String {
    let slot = key.slot
    let group = GroupName.inSentence(slot.group, names)
    let against =
      key.comparator.isEmpty ? "" : " against " + GroupName.inSentence(key.comparator, names)
    return [slot.endpoint, slot.window, key.statistic].filter { !$0.isEmpty }
      .map(OutsideText.clean).joined(separator: " ")
      + ", " + group + against + ", "
      + OutsideText.line(slot.population.split(separator: "/").joined(separator: ", "))
  }

  // MARK: - Words

  private static func words(_ old: PrintedRow?, _ new: PrintedRow?) -> (old: String?, new: String?)
  {
    let short = (old.map { text($0, number) }, new.map { text($0, number) })
    guard short.0 == short.1 else { return short }
    // They differ beyond the third decimal, or in what is not told: every digit and every column then.
    return (old.map(everything), new.map(everything))
  }

  private static func text(_ printed: PrintedRow, _ number: (Double) -> String) -> String {
    let row = printed.row
    guard let estimate = row.estimate else { return StatusWords.of(row.status) + counts(printed) }
    var text = number(estimate)
    if let low = row.ciLow, let high = row.ciHigh {
      text += " (" + number(low) + " to " + number(high) + ")"
    }
    if row.status != "ok" { text += ", " + OutsideText.line(row.status) }
    return text + counts(printed)
  }

  private static func counts(_ printed: PrintedRow) -> String {
    guard let n = printed.n else { return "" }
    return ", n \(n)" + (printed.nComparator.map { " and \($0)" } ?? "")
  }

  private static func number(_ value: Double) -> String {
    PlainNumber.fixed(value, decimals: 3)
  }

  private static func everything(_ printed: PrintedRow) -> String {
    zip(ResultRow.columns, ResultRecord(printed).cells).dropFirst(5)
      .filter { !$0.1.characters.isEmpty }
      .map { $0.0 + "=" + OutsideText.line($0.1.characters) }.joined(separator: " ")
  }
}
