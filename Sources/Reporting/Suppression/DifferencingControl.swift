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
/// Suppression itself is the first night of this: the table of nobody is every unit's version before
/// all publications.
struct DifferencingControl {
  /// How a unit is shown.
  enum Movement: Hashable {
    /// With tonight's figures.
    case moves
    /// With the figures of an earlier release.
    case stands(release: Int)
    /// Not at all: it was never published, and it cannot be tonight.
    case waits
  }

  private let limit: Int
  private let history: PublicationHistory
  private let control: DisclosureControl
  private let slots: [DisclosureUnit.Key: PublicationLedger.Slot]
  private let tables: [DisclosureUnit.Key: PeopleTable]
  private let yesNo: Set<DisclosureUnit.Key>
  /// Units of which more is known than numbers of people, by endpoint and window.
  private let blocks: [Block: [DisclosureUnit.Key]]
  private let families: [DisclosureFamily]
  private let nested: [DisclosureFamily]
  private let years: [(DisclosureUnit.Key, DisclosureUnit.Key)]
  private var moving: Set<DisclosureUnit.Key> = []
  /// Stands for tonight, after every release.
  private static let tonight = Int.max

  /// Decides for all units that suppression lets an audience see.
  init(
    _ control: DisclosureControl, people: [DisclosureUnit.Key: PeopleTable],
    yesNo: Set<DisclosureUnit.Key>, exact: Set<DisclosureUnit.Key>,
    populations: [AnalysisResult.Population], history: PublicationHistory
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
    moving = Set(control.keys.filter { control.level($0) != .hidden && movesSafely($0) })
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
    guard control.level(key) != .hidden, let last = versions(key).last else { return .waits }
    return .stands(release: last)
  }

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

  private func table(_ key: DisclosureUnit.Key, at release: Int) -> PeopleTable {
    if release == DifferencingControl.tonight { return tables[key] ?? PeopleTable() }
    guard let slot = slots[key] else { return PeopleTable() }
    return history.table(slot, at: release)
  }

  private func versions(_ key: DisclosureUnit.Key) -> [Int] {
    slots[key].map { history.versions($0) } ?? []
  }

  private func isInSync(_ key: DisclosureUnit.Key, at release: Int) -> Bool {
    slots[key].map { history.isInSync($0, at: release) } ?? false
  }

  /// Whether a difference of tables is one of few people. Of a rounded unit the counts of those left
  /// out are not printed, so they can change by one.
  private func isRevealing(_ change: PeopleTable, _ key: DisclosureUnit.Key) -> Bool {
    let people = change.peopleCounted
    if control.isSmall(people) { return true }
    if control.level(key) == .exact, control.isSmall(change.peopleLeftOut) { return true }
    return yesNo.contains(key) && change.counted.values.contains { control.isSmall(abs($0)) }
  }

  // MARK: - Rule 1

  private func movesSafely(_ key: DisclosureUnit.Key) -> Bool {
    versions(key).allSatisfy { version in
      let change = changes(key, since: version)
      // Other values of as many people: who they are is not known, so it may be one.
      if change.peopleCounted == 0, change.hasOtherValues { return false }
      return !isRevealing(change, key)
    }
  }

  // MARK: - Rule 2

  private mutating func standTotals() -> Bool {
    var changed = false
    for family in families where !family.overlaps {
      while moving.contains(family.parent), hasChanged(family.parent), !coversRest(family) {
        changed = true
        let parts = family.children.filter { moving.contains($0) && hasChanged($0) }
          .sorted { (control.unit($0)?.n ?? 0) < (control.unit($1)?.n ?? 0) }
        let enough = parts.first { part in
          var trial = self
          trial.moving.remove(part)
          return trial.coversRest(family)
        }
        // Where no one part is enough, parts stand from the smallest on, and the total at last.
        moving.remove(enough ?? parts.first ?? family.parent)
      }
    }
    for family in nested
    where moving.contains(family.parent) && hasChanged(family.parent) && !coversRest(family) {
      moving.remove(family.parent)
      changed = true
    }
    return changed
  }

  /// Whether the changes in a total that no part accounts for are 0 or at least K, since each of the
  /// total's versions.
  private func coversRest(_ family: DisclosureFamily) -> Bool {
    let earlier = versions(family.parent)
    guard let last = earlier.last else { return coversRest(family, since: nil) ?? false }
    guard coversRest(family, since: last) == true else { return false }
    return earlier.dropLast().allSatisfy { coversRest(family, since: $0) != false }
  }

  /// nil where nothing follows, since a part was not in step at that release.
  private func coversRest(_ family: DisclosureFamily, since release: Int?) -> Bool? {
    let start = release ?? -1
    var rest = changes(family.parent, since: start)
    var isKnown = true
    for part in family.children {
      let end = moving.contains(part) ? DifferencingControl.tonight : versions(part).last
      guard let end, end > start else { continue }
      rest -= table(part, at: end) - table(part, at: start)
      if let release, !isInSync(part, at: release) { isKnown = false }
    }
    if rest.isNobody { return isKnown ? true : nil }
    guard isRevealing(rest, family.parent) else { return true }
    // Against an older version with parts out of step this is no difference that can be formed.
    return isKnown || release == versions(family.parent).last ? false : nil
  }

  // MARK: - Rule 3

  private mutating func standOutOfStep() -> Bool {
    var changed = false
    for family in families + nested where !family.overlaps {
      let total = versions(family.parent)
      for part in family.children where moving.contains(part) && hasChanged(part) {
        let start = versions(part).last ?? -1
        let columns = total.filter { $0 > start }
        guard !columns.isEmpty, isRecovered(part, family, from: start, columns) else { continue }
        moving.remove(part)
        changed = true
      }
    }
    return changed
  }

  /// Whether a part that missed some of its total's columns could be worked out against the others
  /// who missed them too.
  private func isRecovered(
    _ part: DisclosureUnit.Key, _ family: DisclosureFamily, from start: Int, _ columns: [Int]
  ) -> Bool {
    guard let last = columns.last else { return false }
    let bounds = zip([start] + columns, columns)
    var covered = changes(part, since: last).peopleCounted
    for (low, high) in bounds {
      let own = table(part, at: high) - table(part, at: low)
      // The others: parts never shown since this column began, and all of no listed part.
      var others = table(family.parent, at: high) - table(family.parent, at: low)
      for other in family.children {
        let stood = !moving.contains(other) && versions(other).allSatisfy { $0 <= low }
        if other != part, stood { continue }
        others -= table(other, at: high) - table(other, at: low)
      }
      covered += min(own.peopleCounted, others.peopleCounted)
    }
    return covered < limit
  }

  /// The outer of nested populations never goes ahead of the inner one: it would hold it back later, and
  /// where nobody else is in it, it is the inner one by another name.
  private mutating func standAhead() -> Bool {
    var changed = false
    for family in nested where moving.contains(family.parent) {
      let isInStep = family.children.allSatisfy {
        moving.contains($0) || ((control.unit($0)?.n ?? 0) == 0 && versions($0).isEmpty)
      }
      guard !isInStep else { continue }
      moving.remove(family.parent)
      changed = true
    }
    return changed
  }

  // MARK: - Groups of different families

  private struct Block: Hashable {
    var endpoint: String
    var window: String
  }

  /// Groups of different families may hold nearly the same people: chronic pain and pain of no known
  /// cause, a herniated disc and sciatica. What one has beyond the other, or has gained beyond it, must
  /// be nobody or at least K; else the smaller of the two stands.
  private mutating func standNearlyEqual() -> Bool {
    var changed = false
    for (_, keys) in sortedBlocks {
      for (position, one) in keys.enumerated() where moving.contains(one) {
        for (place, other) in keys.enumerated() where place != position {
          guard moving.contains(one) else { break }
          guard isTellingApart(one, from: other, isLater: place > position) else { continue }
          let isSmaller =
            (control.unit(one)?.n ?? 0, position) < (control.unit(other)?.n ?? 0, place)
          moving.remove(isSmaller || !canStand(other) ? one : other)
          changed = true
        }
      }
    }
    return changed
  }

  /// Whether a unit that moves could stand instead: it moves, and with other people than before.
  private func canStand(_ key: DisclosureUnit.Key) -> Bool {
    moving.contains(key) && hasChanged(key)
  }

  private func isTellingApart(
    _ one: DisclosureUnit.Key, from other: DisclosureUnit.Key, isLater: Bool
  ) -> Bool {
    guard hasChanged(one) || canStand(other) else { return false }
    let now = table(one, at: DifferencingControl.tonight)
    func isFew(_ table: PeopleTable) -> Bool { control.isSmall(table.peopleCounted) }
    // Each pair that moves tonight is looked at once.
    if moving.contains(other), isLater,
      isFew(now - table(other, at: DifferencingControl.tonight))
    {
      return true
    }
    guard hasChanged(one) else { return false }
    let recent = Array(versions(other).suffix(DifferencingControl.depth))
    if recent.contains(where: { isFew(now - table(other, at: $0)) }) { return true }
    // What one has gained, less what the other has gained between any two nights.
    let nights = recent + (moving.contains(other) ? [DifferencingControl.tonight] : [])
    return versions(one).suffix(DifferencingControl.depth).contains { mine in
      let gained = changes(one, since: mine)
      return nights.indices.contains { first in
        nights[..<first].contains { earlier in
          let its = table(other, at: nights[first]) - table(other, at: earlier)
          return !its.isNobody && isFew(gained - its)
        }
      }
    }
  }

  /// How many versions of other groups are looked back at.
  private static let depth = 4

  /// Several overlapping groups together may hold nearly everyone once: whatever they leave of the
  /// total, or count twice, must be nobody or at least K people; else the smallest of them stands.
  private mutating func standCovers() -> Bool {
    var changed = false
    for family in families where family.overlaps && exact(family.parent) {
      // Of the sets that a family lists, the largest: all of its parts.
      guard family.children.count > 2 else { continue }
      while let cover = revealingCover(family) {
        moving.remove(cover)
        changed = true
      }
    }
    return changed
  }

  private func exact(_ key: DisclosureUnit.Key) -> Bool {
    blocks[Block(endpoint: key.endpoint, window: key.window)]?.contains(key) ?? false
  }

  /// What was last shown of a unit, tonight included; nil where it never was.
  private func known(_ key: DisclosureUnit.Key) -> PeopleTable? {
    if moving.contains(key) { return table(key, at: DifferencingControl.tonight) }
    return versions(key).last.map { table(key, at: $0) }
  }

  /// The smallest unit that can stand of parts that nearly make up their total.
  private func revealingCover(_ family: DisclosureFamily) -> DisclosureUnit.Key? {
    // A total that is not shown follows from parts that divide it.
    let added = families.filter { $0.parent == family.parent && !$0.overlaps }.compactMap {
      division -> PeopleTable? in
      guard division.children.count > 1 else { return nil }
      var sum = PeopleTable()
      for part in division.children {
        guard let table = known(part) else { return nil }
        sum += table
      }
      return sum
    }
    let totals =
      added
      + versions(family.parent).suffix(DifferencingControl.depth).map {
        table(family.parent, at: $0)
      }
      + (moving.contains(family.parent)
        ? [table(family.parent, at: DifferencingControl.tonight)] : [])
    let parts = family.children.compactMap { key in known(key).map { (key: key, table: $0) } }
      .filter { !$0.table.isNobody }
      .sorted { ($0.table.peopleCounted, $1.key.group) > ($1.table.peopleCounted, $0.key.group) }
    for total in totals {
      var chosen: [DisclosureUnit.Key] = []
      if let found = cover(parts[...], rest: total, family.parent, &chosen) { return found }
    }
    return nil
  }

  /// Goes through the sets of parts whose numbers come within K of the total.
  private func cover(
    _ parts: ArraySlice<(key: DisclosureUnit.Key, table: PeopleTable)>, rest: PeopleTable,
    _ parent: DisclosureUnit.Key, _ chosen: inout [DisclosureUnit.Key]
  ) -> DisclosureUnit.Key? {
    let open = rest.counted.values.reduce(0, +)
    if chosen.count > 1, control.isSmall(rest.peopleCounted),
      let smallest = (chosen + [parent]).filter(canStand).min(by: {
        (control.unit($0)?.n ?? 0) < (control.unit($1)?.n ?? 0)
      })
    {
      return smallest
    }
    guard open > -limit, let first = parts.first else { return nil }
    let reach = parts.reduce(0) { $0 + $1.table.peopleCounted }
    guard open - reach < limit else { return nil }
    chosen.append(first.key)
    if let found = cover(parts.dropFirst(), rest: rest - first.table, parent, &chosen) {
      return found
    }
    chosen.removeLast()
    return cover(parts.dropFirst(), rest: rest, parent, &chosen)
  }

  /// Shares tell only who met a rule, so two groups cannot be compared by them: they stand where the
  /// change in score of the same people does.
  private mutating func standWithScores() -> Bool {
    let before = moving.count
    moving = moving.filter { key in
      guard yesNo.contains(key), hasChanged(key) else { return true }
      var scores = key
      scores.endpoint = "course_change"
      return control.units[scores] == nil || control.level(scores) == .hidden
        || moving.contains(scores)
    }
    return moving.count < before
  }

  private var sortedBlocks: [(key: Block, value: [DisclosureUnit.Key])] {
    blocks.filter { !yesNo.contains($0.value[0]) }.sorted {
      ($0.key.endpoint, $0.key.window) < ($1.key.endpoint, $1.key.window)
    }
  }

  // MARK: - Overlaps and years

  /// All parts of an overlapping family less their total are the people with several labels.
  private mutating func standOverlaps() -> Bool {
    var changed = false
    for family in families where family.overlaps {
      let members = [family.parent] + family.children
      guard members.allSatisfy(moving.contains), let since = lastInStep(members) else { continue }
      var overlap = PeopleTable()
      for child in family.children { overlap += changes(child, since: since) }
      overlap -= changes(family.parent, since: since)
      guard isRevealing(overlap, family.parent),
        let smallest = family.children.filter(hasChanged).min(by: {
          (control.unit($0)?.n ?? 0) < (control.unit($1)?.n ?? 0)
        })
      else { continue }
      moving.remove(smallest)
      changed = true
    }
    return changed
  }

  private mutating func standYears() -> Bool {
    var changed = false
    for (current, previous) in years {
      guard moving.contains(current), moving.contains(previous), hasChanged(previous),
        let since = lastInStep([current, previous])
      else { continue }
      var both = changes(current, since: since)
      both += changes(previous, since: since)
      guard isRevealing(both, current) else { continue }
      moving.remove(previous)
      changed = true
    }
    return changed
  }

  /// The last release at which all of some units were shown as they were.
  private func lastInStep(_ keys: [DisclosureUnit.Key]) -> Int? {
    history.releases.last { release in
      keys.allSatisfy { isInSync($0, at: release.number) }
    }?.number
  }

  /// Units of this year beside those of the year before.
  private static func years(
    _ keys: [DisclosureUnit.Key], _ populations: [AnalysisResult.Population]
  ) -> [(DisclosureUnit.Key, DisclosureUnit.Key)] {
    let known = Set(keys)
    return keys.compactMap { key in
      guard
        let current = populations.first(where: { $0.text == key.population }),
        current.period == .current,
        let previous = populations.first(where: {
          $0.name == current.name && $0.period == .previous
        })
      else { return nil }
      var partner = key
      partner.population = previous.text
      return known.contains(partner) ? (key, partner) : nil
    }
  }
}

extension DisclosureUnit.Key {
  /// For an order that does not depend on the night.
  fileprivate var order: [String] { [population, group, endpoint, window] }
}
