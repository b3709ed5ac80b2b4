import OutcomeModel

/// What a result is printed against: earlier publications, and what was mended and which rules hold by
/// tonight.
struct PublicationContext {
  /// What the audience has seen.
  let history: PublicationHistory
  /// The figures of the last release; none before the first.
  let published: PublishedFigures
  /// The last release; nil before the first.
  let last: PublicationLedger.Release?
  /// How often visits were mended by tonight.
  let mendings: Mendings
  /// Settings and versions in one text.
  let rules: String

  /// Nothing was ever published.
  init() {
    history = PublicationHistory()
    published = PublishedFigures()
    last = nil
    mendings = Mendings()
    rules = ""
  }

  /// - Throws: ``ReportError/ledgerDamaged`` where the ledger holds no figures that can be read.
  init(
    _ ledger: PublicationLedger, audience: Audience, mendings: Mendings, rules: String
  ) throws(ReportError) {
    last = ledger.releases.last
    self.mendings = mendings
    self.rules = rules
    guard let last else {
      published = PublishedFigures()
      history = PublicationHistory(ledger, audience: audience, published: published)
      return
    }
    guard let text = ledger.audiences[audience.rawValue]?.figures[last.number],
      let figures = PublishedFigures(text: text)
    else { throw .ledgerDamaged }
    published = figures
    history = PublicationHistory(ledger, audience: audience, published: figures)
  }

  /// What changed in the rows since a release that can only mend what was published.
  func corrections(since release: PublicationLedger.Release) -> [Correction] {
    var found: [Correction] = []
    if mendings.corrected > release.mendings.corrected { found.append(.corrected) }
    if mendings.withdrawn > release.mendings.withdrawn { found.append(.withdrawn) }
    if mendings.merged > release.mendings.merged { found.append(.merged) }
    if mendings.erased > release.mendings.erased { found.append(.erased) }
    return found
  }

  /// A way in which rows that were published can change.
  enum Correction {
    case corrected
    case withdrawn
    case merged
    case erased
  }
}
