import OutcomeModel

/// Groups of different families, which may hold nearly the same people or together nearly everyone.
extension DifferencingControl {
  /// Groups of different families may hold nearly the same people: chronic pain and pain of no known
  /// cause, a herniated disc and sciatica. What one has beyond the other, or has gained beyond it, must
  /// be nobody or at least K; else the smaller of the two stands.
  mutating func standNearlyEqual() -> Bool {
    var changed = false
    for (_, keys) in sortedBlocks {
      var units = keys.map { recent($0) }
      for one in units.indices where units[one].moves {
        for other in units.indices where other != one {
          guard units[one].moves else { break }
          guard isTellingApart(units[one], from: units[other], isLater: other > one) else {
            continue
          }
          let isSmaller = (units[one].n, one) < (units[other].n, other)
          let standing = isSmaller || !units[other].canStand ? one : other
          units[standing].moves = false
          moving.remove(keys[standing])
          changed = true
        }
      }
    }
    return changed
  }

  /// What two units are compared by: looked up once, for they are compared each with each.
  private struct Recent {
    var moves: Bool
    /// Whether the people are others than those that were last published.
    var hasChanged: Bool
    var n: Int
    var now: PeopleTable
    /// The last versions, the latest at the end.
    var versions: [PeopleTable]
    /// What changed since each of the versions.
    var gains: [PeopleTable]
    /// What changed between any two of them, where anybody did.
    var steps: [PeopleTable]

    /// Whether the unit could stand instead: it moves, and with other people than before.
    var canStand: Bool { moves && hasChanged }
  }

  private func recent(_ key: DisclosureUnit.Key) -> Recent {
    let now = table(key, at: DifferencingControl.tonight)
    let versions = versions(key).suffix(DifferencingControl.depth).map { table(key, at: $0) }
    let steps = versions.indices.flatMap { later in
      versions[..<later].map { versions[later] - $0 }
    }
    return Recent(
      moves: moving.contains(key), hasChanged: hasChanged(key), n: control.unit(key)?.n ?? 0,
      now: now, versions: versions, gains: versions.map { now - $0 },
      steps: steps.filter { !$0.isNobody })
  }

  /// Whether a unit that moves could stand instead: it moves, and with other people than before.
  private func canStand(_ key: DisclosureUnit.Key) -> Bool {
    moving.contains(key) && hasChanged(key)
  }

  private func isTellingApart(_ one: Recent, from other: Recent, isLater: Bool) -> Bool {
    guard one.hasChanged || other.canStand else { return false }
    func isFew(_ table: PeopleTable, less its: PeopleTable) -> Bool {
      control.isSmall(table.peopleCounted(less: its, below: limit))
    }
    // Each pair that moves tonight is looked at once.
    if other.moves, isLater, isFew(one.now, less: other.now) { return true }
    guard one.hasChanged else { return false }
    if other.versions.contains(where: { isFew(one.now, less: $0) }) { return true }
    // What one has gained, less what the other has gained between any two nights.
    func isFew(less steps: [PeopleTable]) -> Bool {
      one.gains.contains { gained in
        steps.contains { !$0.isNobody && isFew(gained, less: $0) }
      }
    }
    return isFew(less: other.steps) || (other.moves && isFew(less: other.gains))
  }

  /// How many versions of other groups are looked back at.
  private static let depth = 4

  /// Several overlapping groups together may hold nearly everyone once: whatever they leave of the
  /// total, or count twice, must be nobody or at least K people; else the smallest of them stands.
  mutating func standCovers() -> Bool {
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
  mutating func standWithScores() -> Bool {
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
}
