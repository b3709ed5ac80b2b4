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
    PublicationContext.corrections(from: release.mendings, to: mendings)
  }

  /// The ways in which people behind a place were mended since a release: those of the nights on which
  /// somebody went out of its figures or became another there. Which nights those were does not depend on
  /// what is written in a row now.
  ///
  /// - Parameter all: all ways of the time, given where no night tells.
  func corrections(
    of slot: PublicationLedger.Slot, tonight: PeopleTable,
    since release: PublicationLedger.Release, besides all: [Correction]
  ) -> [Correction] {
    guard all.count > 1 else { return all }
    let releases = history.releases.filter { $0.number >= release.number }
    let tables = releases.map { history.table(slot, at: $0.number) } + [tonight]
    let counts = releases.map(\.mendings) + [mendings]
    var found: Set<Correction> = []
    for night in tables.indices.dropFirst() {
      let change = tables[night] - tables[night - 1]
      guard change.hasLosses || change.hasOtherValues else { continue }
      found.formUnion(
        PublicationContext.corrections(from: counts[night - 1], to: counts[night]))
    }
    return found.isEmpty ? all : all.filter(found.contains)
  }

  /// What was mended between two counts.
  private static func corrections(from before: Mendings, to after: Mendings) -> [Correction] {
    var found: [Correction] = []
    if after.corrected > before.corrected { found.append(.corrected) }
    if after.withdrawn > before.withdrawn { found.append(.withdrawn) }
    if after.merged > before.merged { found.append(.merged) }
    if after.erased > before.erased { found.append(.erased) }
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
