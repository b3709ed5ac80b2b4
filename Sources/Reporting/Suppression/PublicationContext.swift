import OutcomeModel

/// What a result is printed against: earlier publications, and what had become of all rows and rules
/// by tonight.
struct PublicationContext {
  /// What the audience has seen.
  let history: PublicationHistory
  /// The figures of the last release; none before the first.
  let published: PublishedFigures
  /// The last release; nil before the first.
  let last: PublicationLedger.Release?
  /// Rows by fate as they stand.
  let account: RowAccount
  /// Settings and versions in one text.
  let rules: String

  /// Nothing was ever published.
  init() {
    history = PublicationHistory()
    published = PublishedFigures()
    last = nil
    account = RowAccount()
    rules = ""
  }

  /// - Throws: ``ReportError/ledgerDamaged`` where the ledger holds no figures that can be read.
  init(
    _ ledger: PublicationLedger, audience: Audience, account: RowAccount, rules: String
  ) throws(ReportError) {
    history = PublicationHistory(ledger, audience: audience)
    last = ledger.releases.last
    self.account = account
    self.rules = rules
    guard let last else {
      published = PublishedFigures()
      return
    }
    guard let text = ledger.audiences[audience.rawValue]?.figures[last.number],
      let figures = PublishedFigures(text: text)
    else { throw .ledgerDamaged }
    published = figures
  }

  /// What changed in the rows since a release that can only mend what was published.
  func corrections(since release: PublicationLedger.Release) -> [Correction] {
    var found: [Correction] = []
    if account.superseded > release.account.superseded { found.append(.corrected) }
    if account.withdrawn > release.account.withdrawn { found.append(.withdrawn) }
    if account.merged > release.account.merged { found.append(.merged) }
    return found
  }

  /// A way in which rows that were published can change.
  enum Correction {
    case corrected
    case withdrawn
    case merged
  }
}
