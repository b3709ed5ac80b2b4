import OutcomeModel

/// One rule for what the page and the mail of a night say of a claim.
///
/// Each has its own K and its own ledger, so that a figure can move in the one and stand, or be withheld, in
/// the other.
///
/// 1. What the page withholds, the mail withholds: whoever gets both is never told in the mail what the page
///    calls being corrected, too small or of too few people to be printed. Which figures the page withholds
///    goes by numbers of people, of a share also by how many met the rule: that the page withholds a claim is
///    all that the mail gives away by following it.
/// 2. What the mail alone withholds comes of its larger K, which it names.
/// 3. Where both give a figure, of different days or one of them rounded, and the two say different things,
///    the page tells what the mail says. The mail does not tell what the page says: that can hang on fewer
///    people than the mail may tell of.
enum ClaimAgreement {
  /// The claims of both after the rule.
  static func settle(
    own: inout PrintedResult, shared: inout PrintedResult
  ) {
    let page = parts(own.claims)
    shared.claims = shared.claims.map { claim in
      var settled = claim
      settled.parts = claim.parts.compactMap { part in
        follow(part, page[Place(claim, part)], isListed: !part.part.listed.isEmpty)
      }
      // Of values that a claim does not list one by one, the page names none.
      if settled.parts.isEmpty { settled.parts = claim.parts.prefix(1).map { hidden($0) } }
      return settled
    }
    let mail = parts(shared.claims)
    own.claims = own.claims.map { claim in
      var settled = claim
      settled.parts = claim.parts.map { part in
        var told = part
        told.inMail = mail[Place(claim, part)].flatMap { ClaimWords.otherwise(part, inMail: $0) }
        return told
      }
      return settled
    }
  }

  /// A figure of a claim, the same for both readers.
  private struct Place: Hashable {
    var claim: String
    var name: String
    var label: String

    init(_ claim: PrintedClaim, _ part: PrintedClaim.Part) {
      self.claim = claim.claim.id
      name = part.part.name
      label = part.part.label
    }
  }

  private static func parts(_ claims: [PrintedClaim]) -> [Place: PrintedClaim.Part] {
    var parts: [Place: PrintedClaim.Part] = [:]
    for claim in claims {
      for part in claim.parts { parts[Place(claim, part)] = part }
    }
    return parts
  }

  /// A figure in the mail as the page allows it; nil for a value that the page does not name.
  private static func follow(
    _ part: PrintedClaim.Part, _ page: PrintedClaim.Part?, isListed: Bool
  ) -> PrintedClaim.Part? {
    guard let row = part.row else { return part }
    guard let page else { return isListed ? nil : hidden(part) }
    guard let own = page.row else { return page }
    let isCorrected = row.correctedSince != nil
    if let day = own.correctedSince, isCorrected || !part.isHidden {
      var followed = row
      followed.correct(since: day)
      return PrintedClaim.Part(part: part.part, row: followed)
    }
    guard !part.isHidden else { return part }
    if page.isHidden || (row.isShown && ClaimWords.isPrintable(row) && !ClaimWords.isPrintable(own))
    {
      return hidden(part)
    }
    return part
  }

  private static func hidden(_ part: PrintedClaim.Part) -> PrintedClaim.Part {
    var row = part.row
    row?.hide()
    return PrintedClaim.Part(part: part.part, row: row)
  }
}
