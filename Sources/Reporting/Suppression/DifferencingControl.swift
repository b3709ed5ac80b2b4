import OutcomeModel

/// Decides which figures move tonight and which stand as they were last published, so that no
/// difference of publications, however many nights apart, shows 1 to K-1 people.
///
/// ## What an attacker knows
///
/// Every figure is computed from a table of counts (``PeopleTable``). Whoever keeps all publications
/// knows, for each unit, its tables at the nights on which it was shown anew (its *versions*), and all
/// sums and differences of them. Few people show where such a sum or difference is a table of changes
/// in which fewer than K came or went. A unit that stands gives away nothing new, and neither does one
/// behind which nobody changed.
///
/// ## The rule
///
/// Let the people of a total T be divided into parts: the published ones, and those of no published
/// part (the rest). *Column* names the changes between two versions of T. Tonight
///
/// 1. a unit moves only if its table differs from each of its earlier versions by nobody or by K or
///    more; for yes-or-no endpoints this holds of those who met the rule and those who did not;
/// 2. a total moves only if, since its last version, the changes in it that no part accounts for are 0
///    or at least K. A part accounts for the changes up to its own last version, tonight's if it
///    moves; a part that stands leaves its changes to the others to cover;
/// 3. a part that stood, or was hidden, while its total moved moves only if it cannot be worked out
///    against those that stood with it: with each column the attacker may take either the part's or
///    the others' changes out of a difference, so the smaller of the two must come to K over all
///    columns, together with what is new in the part since the total last moved.
///
/// Rules 2 and 3 are enough for one total and its parts: write any sum of published tables as one
/// coefficient for each part and column. If the total's coefficient of tonight is not 0, the changes of
/// rule 2 carry it and none of them can be cancelled by an earlier table. If it is 0, a part that
/// moved carries one: in step with its total, its own changes (rule 1); out of step, its coefficient
/// differs from that of the others who stood by the same amount in every column, so that in each one of
/// the two does not vanish (rule 3). By induction over the nights every sum holds 0 or at least K
/// people. People who came, went and came again could cancel over three versions or more; over two
/// rule 1 and the comparison of each total with all its earlier versions see them.
///
/// Overlapping parts (conditions) are held each against the total as if it were alone, and every set of
/// them whose numbers come near it together. Groups of different families are held against each other
/// two by two, and so are their changes since they were last shown. Of nested populations the outer one stands. People
/// pass from this year to the year before when a month closes: both together are a total that is never
/// printed, and the year before stands where both could not move.
///
/// Not looked for: combinations of three publications or more across different families, beyond those
/// named above. Tests that attack a dozen nights at once find nobody's own score in them, but sums of a
/// few people can follow.
///
/// Whether a unit is shown at all is news too: one patient who takes a count from K-1 to K, or from 0 to
/// 1, would tell of themselves by the figure's coming or going. So suppression is asked again only where
/// K people changed in the unit since it was last asked (``isDecided(_:)``); until then the unit
/// stays as it was printed.
///
/// Suppression itself is the first night of this: the table of nobody is every unit's version before
/// all publications.
struct DifferencingControl {
  /// An endpoint at a window.
  struct Block: Hashable {
    var endpoint: String
    var window: String
  }

  /// How a unit is shown.
  enum Movement: Hashable {
    /// With tonight's figures.
    case moves
    /// With the figures of an earlier release.
    case stands(release: Int)
    /// As it was last printed, if it was: whether it is shown at all was decided at an earlier release.
    case waits
    /// Not at all, as suppression has it tonight.
    case hides
  }

  let limit: Int
  let history: PublicationHistory
  let control: DisclosureControl
  private let slots: [DisclosureUnit.Key: PublicationLedger.Slot]
  private let tables: [DisclosureUnit.Key: PeopleTable]
  let yesNo: Set<DisclosureUnit.Key>
  /// Units of which more is known than numbers of people, by endpoint and window.
  let blocks: [Block: [DisclosureUnit.Key]]
  let families: [DisclosureFamily]
  let nested: [DisclosureFamily]
  let years: [(DisclosureUnit.Key, DisclosureUnit.Key)]
  var moving: Set<DisclosureUnit.Key> = []
  /// Stands for tonight, after every release.
  static let tonight = Int.max

  /// Decides for all units that suppression lets an audience see.
  ///
  /// - Parameter held: units that do not move, whoever changed in them.
  init(
    _ control: DisclosureControl, people: [DisclosureUnit.Key: PeopleTable],
    yesNo: Set<DisclosureUnit.Key>, exact: Set<DisclosureUnit.Key>,
    populations: [AnalysisResult.Population], history: PublicationHistory,
    held: Set<DisclosureUnit.Key> = []
  ) {
    limit = control.limit
    self.history = history
    self.control = control
    self.yesNo = yesNo
    tables = people
    // Groups that were published and are empty now are parts still.
    let gone = history.slots.map { $0.key(populations) }.filter { control.units[$0] == nil }
      .sorted { $0.order.lexicographicallyPrecedes($1.order) }
    let nobody = DisclosureUnit(
      n: 0, missing: 0, notApplicable: 0, notDue: 0, successes: nil)
    let units = control.units.merging(gone.map { ($0, nobody) }) { $1 }
    let keys = control.keys + gone
    slots = Dictionary(
      uniqueKeysWithValues: keys.map { ($0, PublicationLedger.Slot($0, populations)) })
    families = DisclosureFamily.groups(keys, units)
    nested = DisclosureFamily.nested(keys, units, populations)
    years = DifferencingControl.years(keys, populations)
    blocks = Dictionary(grouping: keys.filter { exact.contains($0) }) {
      Block(endpoint: $0.endpoint, window: $0.window)
    }
    guard limit > 1 else {
      moving = Set(control.keys.filter { control.level($0) != .hidden })
      return
    }
    moving = Set(
      control.keys.filter { key in
        control.level(key) != .hidden && !held.contains(key) && movesSafely(key)
          && (isPrinted(key) || isDecided(key))
      })
    var isOpen = true
    while isOpen {
      isOpen = standAhead() || standNearlyEqual() || standCovers() || standWithScores()
      // On the first night the families are what suppression has settled.
      if !isOpen, !history.releases.isEmpty {
        isOpen = standOutOfStep() || standTotals() || standOverlaps() || standYears()
      }
    }
  }

  /// How a unit is shown tonight.
  func movement(_ key: DisclosureUnit.Key) -> Movement {
    // Cells that stand in comparisons alone have no figures of their own to be held against: after the
    // first publication they stand.
    guard control.units[key] != nil || limit <= 1 else {
      return history.releases.last.map { .stands(release: $0.number) } ?? .moves
    }
    if moving.contains(key) { return .moves }
    guard isPrinted(key), let last = versions(key).last else {
      return control.level(key) == .hidden && (limit <= 1 || isDecided(key)) ? .hides : .waits
    }
    return control.level(key) == .hidden && isDecided(key) ? .hides : .stands(release: last)
  }

  /// Whether a unit is hidden tonight and was before.
  func isHidden(_ key: DisclosureUnit.Key) -> Bool {
    guard control.level(key) == .hidden else { return false }
    if case .stands = movement(key) { return false }
    return true
  }

  /// Whether any unit is not shown anew that suppression would show.
  var isAnyStanding: Bool {
    control.keys.contains { key in
      if case .stands = movement(key) { return true }
      return control.level(key) != .hidden && !moving.contains(key)
    }
  }

  /// Whether the last release printed figures of a unit.
  private func isPrinted(_ key: DisclosureUnit.Key) -> Bool {
    slots[key].map { history.printed.contains($0) } ?? false
  }

  /// Whether so many people changed in a unit since suppression was last asked about it that it is asked
  /// tonight: since it was last shown anew, or since the first release, and from there on whenever K
  /// had changed.
  private func isDecided(_ key: DisclosureUnit.Key) -> Bool {
    guard let slot = slots[key], let first = history.releases.first else { return true }
    let start = versions(key).last ?? first.number
    var asked = history.table(slot, at: start)
    for now in history.tables(slot, after: start) where isMany(now, asked) { asked = now }
    return isMany(table(key, at: DifferencingControl.tonight), asked)
  }

  /// Whether two tables of a unit are at least K people apart, among the counted or those left out.
  private func isMany(_ now: PeopleTable, _ before: PeopleTable) -> Bool {
    now.peopleLeftOut(less: before) >= limit
      || now.peopleCounted(less: before, below: limit) >= limit
  }

  /// The release at which a unit was last shown anew; nil where it never was.
  func lastShown(_ key: DisclosureUnit.Key) -> Int? { versions(key).last }

  /// Whether the people behind a unit are others than those that were last published.
  func hasChanged(_ key: DisclosureUnit.Key) -> Bool {
    guard let last = versions(key).last else { return true }
    return table(key, at: last) != table(key, at: DifferencingControl.tonight)
  }

  /// What changed in a unit since a release.
  func changes(_ key: DisclosureUnit.Key, since release: Int) -> PeopleTable {
    table(key, at: DifferencingControl.tonight) - table(key, at: release)
  }

  // MARK: - Tables

  func table(_ key: DisclosureUnit.Key, at release: Int) -> PeopleTable {
    if release == DifferencingControl.tonight { return tables[key] ?? PeopleTable() }
    guard let slot = slots[key] else { return PeopleTable() }
    return history.table(slot, at: release)
  }

  func versions(_ key: DisclosureUnit.Key) -> [Int] {
    slots[key].map { history.versions($0) } ?? []
  }

  func isInSync(_ key: DisclosureUnit.Key, at release: Int) -> Bool {
    slots[key].map { history.isInSync($0, at: release) } ?? false
  }

  /// Whether a difference of tables is one of few people. Of a rounded unit the counts of those left
  /// out are not printed, so they can change by one.
  func isRevealing(_ change: PeopleTable, _ key: DisclosureUnit.Key) -> Bool {
    let people = change.peopleCounted
    if control.isSmall(people) { return true }
    if control.level(key) == .exact, control.isSmall(change.peopleLeftOut) { return true }
    return yesNo.contains(key) && change.counted.values.contains { control.isSmall(abs($0)) }
  }

  // MARK: - Rule 1

  private func movesSafely(_ key: DisclosureUnit.Key) -> Bool {
    // One more who is left out can change how exactly a figure is printed.
    guard !hasChanged(key) || isDecided(key) else { return false }
    let tonight = table(key, at: DifferencingControl.tonight)
    return versions(key).allSatisfy { version in
      let before = table(key, at: version)
      // Most versions are many people apart, which is soon seen; the difference is made of the others.
      if !yesNo.contains(key), tonight.peopleCounted(less: before, below: limit) >= limit {
        return control.level(key) != .exact
          || !control.isSmall(tonight.peopleLeftOut(less: before))
      }
      let change = tonight - before
      // Other values of as many people: who they are is not known, so it may be one.
      if change.peopleCounted == 0, change.hasOtherValues { return false }
      return !isRevealing(change, key)
    }
  }
}

extension DisclosureUnit.Key {
  /// For an order that does not depend on the night.
  fileprivate var order: [String] { [population, group, endpoint, window] }
}
