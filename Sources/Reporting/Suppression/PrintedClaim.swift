import OutcomeModel

/// A claim after suppression: its figures are printed rows, and a verdict goes with its figure.
struct PrintedClaim: Hashable {
  /// One figure of the claim.
  struct Part: Hashable {
    /// The figure as the analysis gave it.
    let part: Claim.Part
    /// The row as it may be printed; nil where the claim rests on none.
    let row: PrintedRow?

    /// Whether the row is not shown: then neither is the verdict.
    var isHidden: Bool { row?.row.status == "suppressed" }

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
  let parts: [Part]

  /// The figures that are judged.
  var judged: [Part] { parts.filter { !$0.part.isBeside } }

  /// The claims of a result with their rows after suppression.
  static func all(of claims: [Claim], rows: [PrintedRow]) -> [PrintedClaim] {
    guard !claims.isEmpty else { return [] }
    let byKey = Dictionary(rows.map { ($0.row.key, $0) }) { first, _ in first }
    return claims.map { claim in
      PrintedClaim(
        claim: claim,
        parts: claim.parts.map { part in
          Part(part: part, row: part.row.flatMap { byKey[$0] })
        })
    }
  }
}
