import OutcomeModel

/// Decides how much of every unit is printed, so that no cell of 1 to K-1 people is shown or can be
/// worked out from what is shown.
///
/// *Primary*: a unit with 1 to K-1 people in it, or with so few people who met or missed a yes-or-no
/// endpoint, is hidden. A unit that leaves out 1 to K-1 people (missing, not applicable, not due, or
/// the difference between two endpoints of one window) is rounded: exact figures would give its n.
///
/// *Baselines*: a last score or a baseline that few people have alone is hidden or rounded.
///
/// *Nested populations*: where taking one population out of another would leave few people in any
/// group, the outer one gives way at that window in all groups.
///
/// *Complementary*: within each family of a total and its parts, what is hidden must add up to 0 or at
/// least K people and be more than one unit, else the smallest further part is hidden too; the same
/// for rounded units. Groups that count the same people everywhere share their level, and the endpoints of a
/// window follow its change. Hiding in one
/// family can open another, so it goes on until nothing changes; levels only rise, so it ends.
///
/// Not decided here: what two publications give away by their difference; see ``DifferencingControl``.
struct DisclosureControl {
  /// K: cells of 1 to K-1 people are hidden.
  let limit: Int
  private(set) var levels: [DisclosureUnit.Key: DisclosureUnit.Level] = [:]
  /// The units that have figures of their own.
  let keys: [DisclosureUnit.Key]
  let units: [DisclosureUnit.Key: DisclosureUnit]
  /// The same and the sides that stand in comparisons alone, such as all without a modality.
  private let judged: [DisclosureUnit.Key: DisclosureUnit]

  /// - Parameter sides: sides of comparisons that have no figures of their own: their numbers are printed
  ///   beside the comparison, so they are parts of their totals like any other.
  init(
    limit: Int, keys: [DisclosureUnit.Key], units: [DisclosureUnit.Key: DisclosureUnit],
    sides: [(key: DisclosureUnit.Key, unit: DisclosureUnit)] = [],
    populations: [AnalysisResult.Population]
  ) {
    self.limit = limit
    self.keys = keys
    self.units = units
    judged = units.merging(sides.map { ($0.key, $0.unit) }) { unit, _ in unit }
    guard limit > 1 else { return }
    let keys = keys + sides.map(\.key)
    primary(keys)
    let nested = DisclosureFamily.nested(keys, judged, populations)
    outerGivesWay(nested)
    let families = DisclosureFamily.groups(keys, judged)
    // A group that has nobody beyond the inner population is the same people again.
    let twins =
      twins() + treatmentsWithPeople(keys)
      + nested.filter { $0.children.count == 1 && rest(of: $0)?.total == 0 }
      .map { [$0.parent] + $0.children }
    var changed = true
    while changed {
      changed = false
      for family in families {
        if family.overlaps {
          if hideOverlap(in: family) { changed = true }
        } else {
          if hideComplements(in: family) { changed = true }
          if roundComplements(in: family) { changed = true }
        }
      }
      for same in twins where level(same) { changed = true }
      if followChange(keys) { changed = true }
    }
  }

  /// How much of a unit is printed.
  func level(_ key: DisclosureUnit.Key) -> DisclosureUnit.Level { levels[key] ?? .exact }

  /// The people of a unit, nil for a unit that has no row.
  func unit(_ key: DisclosureUnit.Key) -> DisclosureUnit? { units[key] }

  /// How shares of units are printed of which some are rounded; nil where they cannot be.
  func blur(_ keys: [DisclosureUnit.Key]) -> ShareBlur? {
    var blur: ShareBlur?
    for key in keys where level(key) == .rounded {
      guard let unit = judged[key], let own = ShareBlur(unit, limit: limit) else { return nil }
      blur = blur.map { $0.joined(own) } ?? own
    }
    return blur
  }

  /// Whether a count of people may not be shown.
  func isSmall(_ count: Int) -> Bool { count >= 1 && count < limit }

  private mutating func primary(_ keys: [DisclosureUnit.Key]) {
    for key in keys {
      guard let unit = judged[key] else { continue }
      if unit.describedCounts.contains(where: isSmall) {
        levels[key] = .hidden
      } else if unit.leavesOut(isSmall) {
        levels[key] = .rounded
      }
    }
    // Endpoints of one window rest on nearly the same people: the difference of two n is a cell.
    for key in keys where level(key) == .exact {
      var sibling = key
      sibling.endpoint = "course_change"
      guard sibling != key, let all = judged[sibling], let unit = judged[key] else { continue }
      if isSmall(abs(all.n - unit.n)) { levels[key] = .rounded }
    }
    for key in keys { protectBaselines(of: key) }
    // A share of treatments says nothing of how many people it is about: that is known per person.
    for key in keys where key.isOfTreatments && judged[key.ofPeople] == nil {
      levels[key] = .hidden
    }
  }

  /// Adverse events per treatment share the level of the same events per person.
  private func treatmentsWithPeople(_ keys: [DisclosureUnit.Key]) -> [[DisclosureUnit.Key]] {
    keys.filter { $0.isOfTreatments && judged[$0.ofPeople] != nil }.map { [$0.ofPeople, $0] }
  }

  /// Whoever has a score in some window has a last score too, and whoever has a last score has a
  /// baseline: where few people have the wider one alone, the two means of BASE would give theirs.
  /// Means in tenths blur the sum by n/20 points a side, which covers half the scale from 100 people
  /// on; below that the wider unit is hidden.
  private mutating func protectBaselines(of wide: DisclosureUnit.Key) {
    let isBaseline = wide == .baseline(population: wide.population, group: wide.group)
    guard isBaseline || wide.window == Window.last.name, let all = judged[wide] else { return }
    for window in Window.standard + (isBaseline ? [.last] : []) {
      var part = wide
      part.window = window.name
      if isBaseline { part.endpoint = "course_change" }
      guard let unit = judged[part], isSmall(all.n - unit.n) else { continue }
      raise(wide, to: all.n < 100 ? .hidden : .rounded)
    }
  }

  /// All endpoints of a group at a window rest on nearly the people of its change: where that is hidden or
  /// rounded, theirs would give its counts.
  private mutating func followChange(_ keys: [DisclosureUnit.Key]) -> Bool {
    var changed = false
    for key in keys {
      var sibling = key
      sibling.endpoint = "course_change"
      guard sibling != key, judged[sibling] != nil, level(key) < level(sibling) else { continue }
      raise(key, to: level(sibling))
      changed = true
    }
    return changed
  }

  private mutating func raise(_ key: DisclosureUnit.Key, to level: DisclosureUnit.Level) {
    levels[key] = max(self.level(key), level)
  }

  /// Where a rest of few people stands between two populations in one group, the outer population is
  /// hidden or rounded at that window in every group that has a rest: rests of groups add up too.
  private mutating func outerGivesWay(_ families: [DisclosureFamily]) {
    var needed: [DisclosureUnit.Key: DisclosureUnit.Level] = [:]
    for family in families {
      guard let rest = rest(of: family), rest.total > 0 else { continue }
      var block = family.parent
      block.group = ""
      if rest.describedCounts.contains(where: isSmall) || isSmall(rest.total) {
        needed[block] = .hidden
      } else if rest.leavesOut(isSmall) {
        needed[block] = max(needed[block] ?? .exact, .rounded)
      }
    }
    for family in families {
      var block = family.parent
      block.group = ""
      guard let level = needed[block], let rest = rest(of: family), rest.total > 0 else { continue }
      raise(family.parent, to: level)
    }
  }

  private func rest(of family: DisclosureFamily) -> DisclosureUnit? {
    judged[family.parent]?.subtracting(family.children.compactMap { judged[$0] })
  }

  /// Raises all to the highest level among them.
  private mutating func level(_ same: [DisclosureUnit.Key]) -> Bool {
    let highest = same.map { level($0) }.max() ?? .exact
    var changed = false
    for key in same where level(key) < highest {
      raise(key, to: highest)
      changed = true
    }
    return changed
  }

  private mutating func hideComplements(in family: DisclosureFamily) -> Bool {
    guard let parent = judged[family.parent] else { return false }
    let children = family.children.filter { (judged[$0]?.n ?? 0) > 0 }
    let rest = parent.subtracting(children.compactMap { judged[$0] })
    let hidden = children.filter { level($0) == .hidden }
    if level(family.parent) == .hidden {
      // A hidden total is the sum of its parts where nothing else is hidden.
      guard hidden.isEmpty, rest.n == 0, let next = smallest(of: children) else { return false }
      levels[next] = .hidden
      return true
    }
    guard rest.n > 0 || !hidden.isEmpty else { return false }
    let parts = hidden.compactMap { judged[$0] } + (rest.n > 0 ? [rest] : [])
    guard isRevealing(parts) else { return false }
    if let next = covering(parts, among: children) {
      levels[next] = .hidden
    } else {
      levels[family.parent] = .hidden
    }
    return true
  }

  /// Whether hidden parts could be worked out together: one alone, or few people in all.
  private func isRevealing(_ parts: [DisclosureUnit]) -> Bool {
    let counts = parts.map(\.describedCounts)
    let width = counts.map(\.count).min() ?? 0
    let sums = (0..<width).map { position in counts.map { $0[position] }.reduce(0, +) }
    if sums.contains(where: isSmall) { return true }
    // A single hidden part of K or more is the rest of a subtraction: it is hidden to cover another.
    return parts.count == 1 && !parts[0].isRest
  }

  /// The smallest further part that makes the hidden ones safe; else the smallest there is.
  private func covering(
    _ parts: [DisclosureUnit], among children: [DisclosureUnit.Key]
  ) -> DisclosureUnit.Key? {
    let candidates = children.filter { level($0) != .hidden }
    let safe = candidates.filter { candidate in
      guard let unit = judged[candidate] else { return false }
      return !isRevealing(parts + [unit])
    }
    return smallest(of: safe) ?? smallest(of: candidates)
  }

  /// Where the shown parts of an overlapping family weigh few people more or less than their total,
  /// one of them is hidden: the smallest that leaves no such difference, else the smallest.
  private mutating func hideOverlap(in family: DisclosureFamily) -> Bool {
    guard let parent = judged[family.parent], level(family.parent) != .hidden else { return false }
    let shown = family.children.filter { level($0) != .hidden && (judged[$0]?.n ?? 0) > 0 }
    func isOpen(_ parts: [DisclosureUnit.Key]) -> Bool {
      let rest = parent.subtracting(parts.compactMap { judged[$0] })
      return rest.describedCounts.contains { isSmall(-$0) || isSmall($0) }
    }
    guard shown.count > 1, shown.count == family.children.count || shown.count > 2, isOpen(shown)
    else { return false }
    let safe = shown.filter { candidate in !isOpen(shown.filter { $0 != candidate }) }
    guard let next = smallest(of: safe) ?? smallest(of: shown) else { return false }
    levels[next] = .hidden
    return true
  }

  private mutating func roundComplements(in family: DisclosureFamily) -> Bool {
    guard let parent = judged[family.parent] else { return false }
    let children = family.children.filter { (judged[$0]?.total ?? 0) > 0 }
    let rest = parent.subtracting(children.compactMap { judged[$0] })
    let blurred = children.filter { level($0) != .exact }
    guard rest.total == 0 else { return false }
    // One part alone could be subtracted from its total, and a total be added up from its parts.
    let isOpen = blurred.count == 1 || (blurred.isEmpty && level(family.parent) != .exact)
    guard isOpen else { return false }
    if let next = smallest(of: children.filter { level($0) == .exact }) {
      raise(next, to: .rounded)
      return true
    }
    guard level(family.parent) == .exact else { return false }
    raise(family.parent, to: .rounded)
    return true
  }

  private func smallest(of candidates: [DisclosureUnit.Key]) -> DisclosureUnit.Key? {
    var found: (key: DisclosureUnit.Key, n: Int)?
    for candidate in candidates {
      guard level(candidate) != .hidden, let n = judged[candidate]?.n else { continue }
      if let best = found, best.n <= n { continue }
      found = (candidate, n)
    }
    return found?.key
  }
}
