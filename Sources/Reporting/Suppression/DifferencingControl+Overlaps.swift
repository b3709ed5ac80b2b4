import OutcomeModel

/// Overlapping parts, and this year beside the year before.
extension DifferencingControl {
  /// All parts of an overlapping family less their total are the people with several labels.
  mutating func standOverlaps() -> Bool {
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

  mutating func standYears() -> Bool {
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
  static func years(
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
