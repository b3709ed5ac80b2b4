import OutcomeModel

/// A claim after suppression: its figures are printed rows, and a verdict goes with its figure.
struct PrintedClaim: Hashable {
  /// One figure of the claim.
  struct Part: Hashable {
    /// The figure as the analysis gave it.
    let part: Claim.Part
    /// The row as it may be printed; nil where the claim rests on none.
    let row: PrintedRow?
    /// What the mail of the same night says instead, in words; nil where it says the same or nothing.
    var inMail: String?

    /// Whether the row is not shown: then neither is the verdict.
    var isHidden: Bool {
      row.map { $0.row.status == "suppressed" || $0.correctedSince != nil } ?? false
    }

    /// What it would take to say more; nil where the count that it rests on is not shown.
    var outlook: Claim.Outlook? {
      guard !isHidden, let outlook = part.outlook else { return nil }
      if case .more = outlook, row?.n == nil { return nil }
      return outlook
    }
  }

  /// The claim.
  let claim: Claim
  /// Its figures, those that are judged first.
  var parts: [Part]

  /// The figures that are judged.
  var judged: [Part] { parts.filter { !$0.part.isBeside } }

  /// The claims of a result with their rows after suppression.
  ///
  /// Rows are looked up by their keys in `source`, the rows before suppression, which stand in the same
  /// order: a row that stands as it was published may carry another period's days.
  static func all(
    of claims: [Claim], rows: [PrintedRow], source: [ResultRow]
  ) -> [PrintedClaim] {
    guard !claims.isEmpty else { return [] }
    let byKey = Dictionary(zip(source.map(\.key), rows)) { first, _ in first }
    return claims.map { claim in
      PrintedClaim(
        claim: claim,
        parts: claim.parts.flatMap { part -> [Part] in
          guard part.listed.isEmpty else { return others(than: part, rows: rows, source: source) }
          var row = part.row.flatMap { byKey[$0] }
          if part.isComplement { row?.turn() }
          return [Part(part: asPublished(part, row, rule: claim.rule), row: row)]
        })
    }
  }

  /// The further values of a key that a claim lists values of, each by its own name; one figure for all
  /// where none is shown. A value that is not shown is not named either.
  private static func others(
    than part: Claim.Part, rows: [PrintedRow], source: [ResultRow]
  ) -> [Part] {
    guard let whole = part.row else { return [] }
    let outer = GroupKey(whole.group).pairs
    let listed = part.listed.flatMap { GroupKey($0).pairs }
    let found = zip(source, rows).compactMap { source, row -> Part? in
      var key = source.key
      key.group = whole.group
      let pairs = GroupKey(source.group).pairs
      guard key == whole, pairs.count == outer.count + 1, Array(pairs.dropLast()) == outer,
        let last = pairs.last, last.key == listed.first?.key, !listed.contains(last)
      else { return nil }
      var other = part
      other.row = source.key
      other.label = GroupName.words(last.value)
      return Part(part: other, row: row)
    }
    let told = found.filter { $0.row != nil && !$0.isHidden }
    guard told.isEmpty else { return told }
    return [Part(part: part, row: found.compactMap(\.row).first)]
  }

  /// A figure that stands as it was published, or is rounded, has the verdict that its printed numbers give:
  /// tonight's exact ones would tell more than is printed, and could say what the reader does not see.
  private static func asPublished(
    _ part: Claim.Part, _ row: PrintedRow?, rule: Claim.Rule
  ) -> Claim.Part {
    guard [.seen, .notSeen, .tooFew].contains(part.verdict) else { return part }
    // Nobody that this reader has seen is in the group.
    if part.row != nil, row == nil {
      var unseen = part
      unseen.verdict = .tooFew
      unseen.outlook = rule == .interval ? .cannotBeSaid : nil
      return unseen
    }
    guard let row else { return part }
    guard row.asOf != nil || (row.isRounded && part.threshold != nil && rule != .absence) else {
      return part
    }
    var standing = part
    standing.outlook = nil
    if rule == .absence {
      standing.verdict = row.row.isOK && (row.row.estimate ?? 0) > 0 ? .notSeen : .tooFew
    } else if let threshold = part.threshold {
      let isAbove = row.row.ciLow.map { $0 > threshold } ?? false
      let isBelow = row.row.ciHigh.map { $0 < threshold } ?? false
      let isOnClaimedSide = part.side == .above ? isAbove : isBelow
      standing.verdict = isOnClaimedSide ? .seen : isAbove || isBelow ? .notSeen : .tooFew
    } else {
      standing.verdict = .tooFew
    }
    return standing
  }
}
