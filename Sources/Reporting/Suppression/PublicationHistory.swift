import OutcomeModel

/// What one audience has seen so far, place by place.
struct PublicationHistory {
  let releases: [PublicationLedger.Release]
  private let contents: [PublicationLedger.Slot: [PublicationLedger.Content]]
  private let versions: [PublicationLedger.Slot: [Int]]
  /// The places of which the last release printed figures.
  let printed: Set<PublicationLedger.Slot>

  /// Nothing was ever published.
  init() { self.init(PublicationLedger(), audience: .internal, published: PublishedFigures()) }

  init(_ ledger: PublicationLedger, audience: Audience, published: PublishedFigures) {
    printed = published.slots
    releases = ledger.releases
    contents = ledger.contents
    versions = ledger.audiences[audience.rawValue]?.versions ?? [:]
  }

  /// The release of a number.
  func release(_ number: Int) -> PublicationLedger.Release? {
    releases.first { $0.number == number }
  }

  /// The places that the audience was ever shown.
  var slots: some Collection<PublicationLedger.Slot> { versions.keys }

  /// The releases at which the audience was shown people that it had not been shown before.
  func versions(_ slot: PublicationLedger.Slot) -> [Int] { versions[slot] ?? [] }

  /// The people behind a place's figures at a release; nobody before the first.
  func table(_ slot: PublicationLedger.Slot, at release: Int) -> PeopleTable {
    contents[slot]?.last { $0.release <= release }?.table ?? PeopleTable()
  }

  /// The people behind a place's figures at each release after one at which they were others than
  /// before.
  func tables(_ slot: PublicationLedger.Slot, after release: Int) -> [PeopleTable] {
    (contents[slot] ?? []).filter { $0.release > release }.map(\.table)
  }

  /// Whether what the audience had last been shown at a release was true of that release.
  func isInSync(_ slot: PublicationLedger.Slot, at release: Int) -> Bool {
    guard let shown = versions(slot).last(where: { $0 <= release }) else { return false }
    return table(slot, at: shown) == table(slot, at: release)
  }
}

extension PublicationLedger.Slot {
  /// The place of a unit, its population named apart from the dates of its period.
  init(_ key: DisclosureUnit.Key, _ populations: [AnalysisResult.Population]) {
    let population = populations.first { $0.text == key.population }
    self.init(
      population: population.map { $0.name + "/" + $0.period.rawValue } ?? key.population,
      group: key.group, endpoint: key.endpoint, window: key.window)
  }

  /// The place with the population's text of tonight in it, as units carry it.
  func key(_ populations: [AnalysisResult.Population]) -> DisclosureUnit.Key {
    let known = populations.first { $0.name + "/" + $0.period.rawValue == population }
    return DisclosureUnit.Key(
      population: known?.text ?? population, group: group, endpoint: endpoint, window: window)
  }
}
